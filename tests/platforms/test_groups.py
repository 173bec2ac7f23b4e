"""A private group, made for a message: by whom it can be, and what is said in it."""

import pytest

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, MessagePosted, Said
from facilitation.messages import Button, Card, Form, Message, Notice, OpenForm, ReplaceCard, Subject, TextInput
from facilitation.people import AccountRef, CommunityId, GroupRef, PlaceKind, PlaceRef
from facilitation.ports.platform import Outgoing, PlaceGone, Sent, Unsupported
from tests.platforms.conftest import with_way
from tests.platforms.ground import Ground, eventually

MAKING = with_way("group")
CARD = Card("Among ourselves", (), (Button("Give", "a.press"), Button("Write", "a.form", opens_form=True)))
FORM = Form("Write", "a.form", "Send", (TextInput("words", "Your words"),), Subject(CommunityId("c1"), "s1"))


def outgoing(
    ground: Ground, *, identity: str = "o1", among: tuple[AccountRef, ...] = (), message: Message = CARD
) -> Outgoing:
    return Outgoing(id=identity, to=GroupRef(among or (ground.anna, ground.bram)), message=message)


def thread_of(sent: Sent) -> PlaceRef:
    return PlaceRef(sent.place.workspace, sent.place.channel, sent.message_id)


async def test_it_is_made_with_its_first_message_or_refused_for_good(ground: Ground) -> None:
    to_anna = Outgoing(id="d1", to=ground.anna, message=CARD, address=ground.address(ground.anna))
    direct = (await ground.platform.send(to_anna)).place
    try:
        sent = await ground.platform.send(outgoing(ground))
    except Unsupported:
        assert len(await ground.posts(direct)) == 1
        assert await ground.posts(ground.here) == []
        return
    assert sent.place not in (ground.here, direct)
    (seen,) = await ground.posts(sent.place)
    assert (seen.id, seen.labels) == (sent.message_id, ("Give", "Write"))


async def test_a_group_of_one_is_none(ground: Ground) -> None:
    with pytest.raises(Unsupported):
        await ground.platform.send(outgoing(ground, among=(ground.anna,)))


async def test_with_somebody_who_is_not_there_it_is_not_made(ground: Ground) -> None:
    with pytest.raises((PlaceGone, Unsupported)):
        await ground.platform.send(outgoing(ground, among=(ground.anna, ground.nobody)))


@MAKING
async def test_made_again_for_the_same_message_it_is_the_same_one(ground: Ground) -> None:
    """As by a process that takes over from one which ended halfway."""
    first, again = [await ground.platform.send(outgoing(ground)) for _ in range(2)]
    assert first.place == again.place
    assert len(await ground.posts(first.place)) == 2


@MAKING
async def test_what_arrived_in_it_is_found_by_its_id(ground: Ground) -> None:
    await ground.platform.send(outgoing(ground, identity="other"))
    mine = outgoing(ground, identity="mine")
    assert await ground.platform.find(mine) is None
    sent = await ground.platform.send(mine)
    assert await ground.platform.find(mine) == sent


@MAKING
async def test_two_for_the_same_people_are_told_apart_by_thread(ground: Ground) -> None:
    roots = [await ground.platform.send(outgoing(ground, identity=identity)) for identity in ("o1", "o2")]
    for number, root in enumerate(roots):
        await ground.platform.send(Outgoing(id=f"r{number}", to=thread_of(root), message=Notice(f"Reply {number}")))
    for number, root in enumerate(roots):
        assert [seen.words.strip() for seen in await ground.posts(thread_of(root))] == [f"Reply {number}"]


@MAKING
async def test_its_message_is_changed_in_its_place(ground: Ground) -> None:
    sent = await ground.platform.send(outgoing(ground))
    change = Outgoing(id="o2", to=sent.place, message=Notice("Changed"), replaces=sent.message_id)
    assert await ground.platform.send(change) == sent
    assert [seen.words.strip() for seen in await ground.posts(sent.place)] == ["Changed"]


@MAKING
async def test_what_its_people_say_there_is_heard_as_said_in_it(ground: Ground) -> None:
    sent = await ground.platform.send(outgoing(ground))
    message = await ground.writes_in(sent.place, ground.bram, "My case is this", under=sent.message_id)
    event = ground.engine.last(MessagePosted)
    assert (event.by.ref, event.message_id, event.text) == (ground.bram, message, "My case is this")
    assert (event.place.ref, event.place.kind) == (thread_of(sent), PlaceKind.GROUP)
    await ground.writes_in(sent.place, ground.anna, "And mine that")
    assert ground.engine.last(MessagePosted).place.ref == sent.place
    await ground.writes_in(sent.place, ground.anna, "@Kring help")
    assert (ground.engine.last(CommandGiven).said, ground.engine.last(CommandGiven).text) == (Said.MENTION, "help")


@MAKING
async def test_buttons_and_forms_work_in_it(ground: Ground) -> None:
    sent = await ground.platform.send(outgoing(ground))
    await ground.presses(ground.anna, sent.place, sent.message_id, "Give")
    press = ground.engine.last(ButtonPressed)
    assert (press.by.ref, press.place.ref, press.place.kind) == (ground.anna, sent.place, PlaceKind.GROUP)
    ground.engine.will_answer(OpenForm(FORM), ReplaceCard(Card("Written by Anna")))
    await ground.presses(ground.anna, sent.place, sent.message_id, "Write")
    assert await ground.fills(ground.anna, words="This") == {}
    form = ground.engine.last(FormSubmitted)
    assert form.place
    assert (form.place.ref, form.place.kind, form.text("words")) == (sent.place, PlaceKind.GROUP, "This")
    seen = await eventually(lambda: ground.posts(sent.place), "Written by Anna")
    assert seen.id == sent.message_id
