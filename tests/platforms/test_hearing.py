"""What people do, as Kring hears it: the same event wherever it was done."""

import asyncio

import pytest

from facilitation.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageShortcutUsed,
    ReactionAdded,
    Said,
)
from facilitation.messages import Button, Card, Form, OpenForm, Subject, TextInput
from facilitation.people import CommunityId, PlaceKind, PlaceRef
from facilitation.ports.platform import Outgoing, Sent
from tests.platforms.conftest import with_way
from tests.platforms.ground import GLANCE, LOOKS, Ground

SUBJECT = Subject(CommunityId("c1"), "q1", 'find "a|b" <c> & 🙂')
CARD = Card("A question", (), (Button("This helped", "questions.choose", SUBJECT),))
WRITTEN = "<!channel> & <b>plain</b> 🙂 \u202eevil\u202c\nand a second line"


async def posted(ground: Ground, thread: str | None = None) -> Sent:
    to = PlaceRef(ground.here.workspace, ground.here.channel, thread)
    return await ground.platform.send(Outgoing(id=f"o{thread}", to=to, message=CARD, address=ground.address(to)))


def in_thread(ground: Ground, root: str) -> PlaceRef:
    return PlaceRef(ground.here.workspace, ground.here.channel, root)


async def test_a_message_is_heard_as_it_was_written(ground: Ground) -> None:
    message = await ground.writes(ground.anna, WRITTEN)
    event = ground.engine.last(MessagePosted)
    assert (event.by.ref, event.place.ref, event.place.kind) == (ground.anna, ground.here, PlaceKind.CHANNEL)
    assert (event.message_id, event.text) == (message, WRITTEN)
    assert event.workspace == ground.here.workspace
    assert event.at.tzinfo is not None


async def test_what_no_database_takes_is_dropped(ground: Ground) -> None:
    await ground.writes(ground.anna, "a\x00b\x07c")
    assert ground.engine.last(MessagePosted).text == "abc"


async def test_a_reply_names_the_root_by_the_id_it_was_posted_with(ground: Ground) -> None:
    card = await posted(ground)
    reply = await ground.writes(ground.anna, "Like this", under=card.message_id)
    event = ground.engine.last(MessagePosted)
    assert (event.place.ref, event.message_id) == (in_thread(ground, card.message_id), reply)
    own = await ground.writes(ground.anna, "A thought")
    await ground.writes(ground.bram, "Another", under=own)
    assert ground.engine.last(MessagePosted).place.ref == in_thread(ground, own)


async def test_an_edit_and_a_deletion_name_the_message_they_change(ground: Ground) -> None:
    card = await posted(ground)
    message = await ground.writes(ground.anna, "Like tihs", under=card.message_id)
    await ground.edits(ground.anna, message, "Like this")
    edited = ground.engine.last(MessageEdited)
    assert (edited.message_id, edited.text, edited.place.ref.whole) == (message, "Like this", ground.here)
    await ground.deletes(ground.anna, message)
    deleted = ground.engine.last(MessageDeleted)
    assert (deleted.message_id, deleted.place.ref.whole) == (message, ground.here)


@pytest.mark.parametrize("threaded", [False, True], ids=["channel", "thread"])
async def test_a_mention_is_a_command(ground: Ground, *, threaded: bool) -> None:
    root = (await posted(ground)).message_id if threaded else ""
    message = await ground.mentions(ground.anna, "ask How & why?", root)
    event = ground.engine.last(CommandGiven)
    assert (event.said, event.text, event.message_id) == (Said.MENTION, "ask How & why?", message)
    assert (event.by.ref, event.place.ref) == (ground.anna, in_thread(ground, root) if threaded else ground.here)


async def test_a_direct_message_is_a_command(ground: Ground) -> None:
    await ground.tells(ground.anna, "help")
    event = ground.engine.last(CommandGiven)
    assert (event.said, event.text, event.place.kind) == (Said.DIRECT, "help", PlaceKind.DIRECT)


@with_way("command")
async def test_a_slash_command_can_open_a_form(ground: Ground) -> None:
    await ground.commands(ground.anna, "ask How & why?")
    event = ground.engine.last(CommandGiven)
    assert (event.said, event.text, event.can_open_form) == (Said.SLASH, "ask How & why?", True)
    assert (event.by.ref, event.place.ref) == (ground.anna, ground.here)


@pytest.mark.parametrize("threaded", [False, True], ids=["channel", "thread"])
async def test_a_press_names_its_card_and_carries_its_subject_whole(ground: Ground, *, threaded: bool) -> None:
    card = await posted(ground)
    if threaded:
        card = await posted(ground, card.message_id)
    await ground.presses(ground.anna, card.place, card.message_id, "This helped")
    event = ground.engine.last(ButtonPressed)
    assert (event.action, event.subject) == ("questions.choose", SUBJECT)
    assert (event.by.ref, event.place.ref.whole, event.message_id) == (ground.anna, ground.here, card.message_id)


@with_way("reaction")
async def test_a_reaction_is_heard_as_its_character(ground: Ground) -> None:
    card = await posted(ground)
    await ground.reacts(ground.bram, card.message_id)
    event = ground.engine.last(ReactionAdded)
    assert (event.emoji, event.by.ref, event.message_id) == ("✅", ground.bram, card.message_id)
    assert event.place.ref.whole == ground.here


@with_way("message_menu")
async def test_the_message_menu_tells_what_was_written_and_by_whom(ground: Ground) -> None:
    message = await ground.writes(ground.bram, "How do you explain <jargon>?")
    for who in (ground.bram, ground.anna):
        await ground.uses_shortcut(who, message, "ask")
        event = ground.engine.last(MessageShortcutUsed)
        assert (event.shortcut, event.by.ref, event.message_id) == ("ask", who, message)
        assert event.author
        assert (event.author.ref, event.text) == (ground.bram, "How do you explain <jargon>?")


@with_way("menu")
async def test_the_menu_of_no_message_asks_and_opens_a_form(ground: Ground) -> None:
    asked = Form("What would you like?", "say", "Go on", (TextInput("words", "About what?"),))
    ground.engine.will_answer(OpenForm(asked))
    await ground.opens_menu(ground.anna)
    event = ground.engine.last(CommandGiven)
    assert (event.said, event.text, event.by.ref) == (Said.MENU, "", ground.anna)
    assert event.can_open_form
    for _ in range(LOOKS):
        if "About what?" in await ground.form(ground.anna):
            break
        await asyncio.sleep(GLANCE)
    await ground.fills(ground.anna, words="letters")
    filled = ground.engine.last(FormSubmitted)
    assert (filled.action, filled.text("words"), filled.by.ref) == ("say", "letters", ground.anna)


async def test_who_leaves_is_named_and_so_is_kring(ground: Ground) -> None:
    await ground.leaves(ground.bram)
    gone = ground.engine.last(MemberLeft)
    assert (gone.by.ref, gone.is_kring) == (ground.bram, False)
    assert gone.place
    await ground.removes_kring(ground.anna)
    assert ground.engine.last(MemberLeft).is_kring


async def test_what_kring_says_and_changes_itself_is_not_heard(ground: Ground) -> None:
    card = await posted(ground)
    changed = Outgoing(
        id="o2", to=card.place, message=CARD, address=ground.address(card.place), replaces=card.message_id
    )
    await ground.platform.send(changed)
    await ground.echoes(card.message_id)
    assert ground.engine.heard == []


async def test_a_delivery_that_comes_twice_has_one_id(ground: Ground) -> None:
    card = await posted(ground)
    await ground.presses(ground.anna, card.place, card.message_id, "This helped")
    assert await ground.again()
    first, second = ground.engine.heard[-2:]
    assert first.delivery_id == second.delivery_id


async def test_what_somebody_else_does_has_another_id(ground: Ground) -> None:
    for who in (ground.anna, ground.bram, ground.anna):
        await ground.writes(who, "The same words")
    assert len({event.delivery_id for event in ground.engine.heard}) == 3


async def test_what_was_not_stored_is_not_acknowledged(ground: Ground) -> None:
    card = await posted(ground)
    await ground.presses(ground.anna, card.place, card.message_id, "This helped")
    ground.engine.fails = True
    assert not await ground.again()
