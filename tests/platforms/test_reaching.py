"""Everything that Kring answers to is reached on every platform, in the ways that docs/surfaces.md tells."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest

from bot.capabilities import repertoire
from bot.surfaces import SAYING, TABLE, page, read, surfaces
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, MessageShortcutUsed, ReactionAdded
from facilitation.messages import Button, Card, Form, Home, OpenForm, ShowHome, Subject, TextInput
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.platform import Ability, Outgoing
from tests.platforms.conftest import ABILITIES, GROUNDS, VOUCHED_FOR, with_way
from tests.platforms.ground import GLANCE, LOOKS, Ground

DOCS = Path(__file__).parents[2] / "docs/surfaces.md"
VERBS = [verb for _, verb in repertoire().verbs()]
SUBJECT = Subject(CommunityId("c1"), "s1", "detail")


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """Of the ground."""
    known: str = request.node.callspec.params["ground"]
    return known


def test_the_page_is_as_the_code_says() -> None:
    """Else: ./kring surfaces > docs/surfaces.md"""
    assert DOCS.read_text("utf-8") == page()


def test_each_platform_is_tried() -> None:
    assert {*surfaces().platforms} == GROUNDS.keys() == ABILITIES.keys() >= VOUCHED_FOR.keys()


def test_a_way_on_a_platform_that_nobody_named_is_refused() -> None:
    table = TABLE.read_text("utf-8")
    with pytest.raises(ValueError, match="matrix is no platform"):
        read(table.replace("[ways.menu]\n", '[ways.menu]\nmatrix = "its menu"\n'))


@pytest.mark.parametrize("platform", GROUNDS)
def test_what_a_platform_lacks_has_something_in_its_place(platform: str) -> None:
    assert [way.title for way in surfaces().ways.values() if platform not in way.on and not way.instead] == []
    assert any(platform in surfaces().ways[way].on for way in SAYING)


@pytest.mark.parametrize("platform", GROUNDS)
def test_what_is_told_of_whispers_is_what_the_adapter_declares(platform: str) -> None:
    assert (platform in surfaces().ways["whisper"].on) == (Ability.PRIVATE_REPLIES in ABILITIES[platform])


def test_what_a_reaction_does_is_done_otherwise_too() -> None:
    assert set(surfaces().reactions) == set(repertoire().reactions)
    assert set(surfaces().reactions.values()) <= {*repertoire().buttons, *repertoire().shortcuts}


@pytest.mark.parametrize("way", SAYING[:3])
async def test_every_verb_is_heard(ground: Ground, name: str, way: str) -> None:
    ways: Mapping[str, Callable[[AccountRef, str], Awaitable[object]]] = {
        "command": ground.commands,
        "mention": ground.mentions,
        "direct": ground.tells,
    }
    say = ways[way]
    if name not in surfaces().ways[way].on:
        with pytest.raises(NotImplementedError):
            await say(ground.anna, "help")
        return
    for verb in VERBS:
        await say(ground.anna, f"{verb.name} about letters")
        event = ground.engine.last(CommandGiven)
        found = repertoire().find(event.text)
        assert verb.alone or (found and found.verb.name == verb.name), verb.name
        assert event.can_open_form is (way == "command" or ground.always_opens_forms)


async def test_every_button_is_heard(ground: Ground) -> None:
    for number, action in enumerate(sorted(repertoire().buttons)):
        card = Card("Do it", (), (Button("This", action, SUBJECT),))
        sent = await ground.platform.send(
            Outgoing(id=f"o{number}", to=ground.here, message=card, address=ground.address(ground.here))
        )
        await ground.presses(ground.anna, sent.place, sent.message_id, "This")
        event = ground.engine.last(ButtonPressed)
        assert (event.action, event.subject) == (action, SUBJECT)


async def test_every_form_is_handed_in(ground: Ground) -> None:
    opener = Card("Do it", (), (Button("This", "do.it", SUBJECT, opens_form=True),))
    to, address = ground.here, ground.address(ground.here)
    sent = await ground.platform.send(Outgoing(id="o1", to=to, message=opener, address=address))
    for action in sorted(repertoire().forms):
        ground.engine.will_answer(OpenForm(Form(action, action, "Send", (TextInput("words", action),), SUBJECT)))
        await ground.presses(ground.anna, sent.place, sent.message_id, "This")
        for _ in range(LOOKS):
            if action in await ground.form(ground.anna):
                break
            await asyncio.sleep(GLANCE)
        await ground.fills(ground.anna, words="letters")
        event = ground.engine.last(FormSubmitted)
        assert (event.action, event.subject, event.text("words")) == (action, SUBJECT, "letters")


@with_way("message_menu")
async def test_everything_done_with_a_message_is_heard(ground: Ground) -> None:
    message = await ground.writes(ground.bram, "How do you explain jargon?")
    for shortcut in repertoire().shortcuts:
        await ground.uses_shortcut(ground.anna, message, shortcut)
        assert ground.engine.last(MessageShortcutUsed).shortcut == shortcut


@with_way("reaction")
async def test_every_reaction_is_heard(ground: Ground) -> None:
    card = Card("A question")
    sent = await ground.platform.send(
        Outgoing(id="o1", to=ground.here, message=card, address=ground.address(ground.here))
    )
    for emoji in repertoire().reactions:
        await ground.reacts(ground.anna, sent.message_id, emoji)
        assert ground.engine.last(ReactionAdded).emoji == emoji


@with_way("home")
async def test_the_home_view_is_opened(ground: Ground) -> None:
    ground.engine.will_answer(ShowHome(Home((Card("Two questions wait"),))))
    assert "Two questions wait" in await ground.home(ground.anna)
