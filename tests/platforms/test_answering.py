"""What Kring answers at once to the one who acted."""

import asyncio
from functools import partial

import pytest

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import (
    Answer,
    Button,
    Card,
    Form,
    Home,
    Notice,
    OpenForm,
    ReplaceCard,
    ShowHome,
    Subject,
    TextInput,
    Whisper,
)
from facilitation.people import CommunityId
from facilitation.ports.platform import Ability, Later, Outgoing, Sent
from tests.platforms.conftest import those_with, with_way
from tests.platforms.ground import Ground, eventually

FORM = Form("Ask", "questions.ask", "Send", (TextInput("title", "Your question"),), Subject(CommunityId("c1"), "q1"))
CARD = Card("Offered round", (), (Button("I will", "a.press"), Button("Tell me", "a.form", opens_form=True)))
TAKEN = ReplaceCard(Card("Taken by Anna"))
WHISPERING = pytest.mark.parametrize("ground", those_with(Ability.PRIVATE_REPLIES), indirect=True)


async def posted(ground: Ground) -> Sent:
    return await ground.platform.send(
        Outgoing(id="o1", to=ground.here, message=CARD, address=ground.address(ground.here))
    )


async def press(ground: Ground, answer: Answer | Later | None, label: str = "I will") -> Sent:
    card = await posted(ground)
    ground.engine.will_answer(answer)
    await ground.presses(ground.anna, card.place, card.message_id, label)
    return card


async def test_nothing_to_say_leaves_everything_as_it_is(ground: Ground) -> None:
    card = await press(ground, None)
    (seen,) = await ground.posts(ground.here)
    assert (seen.id, seen.labels) == (card.message_id, ("I will", "Tell me"))
    assert await ground.form(ground.anna) == ""


async def test_a_used_card_is_replaced_for_everybody(ground: Ground) -> None:
    card = await press(ground, TAKEN)
    seen = await eventually(partial(ground.posts, ground.here), "Taken by Anna")
    assert (seen.id, seen.labels) == (card.message_id, ())
    assert len(await ground.posts(ground.here)) == 1


async def test_a_form_that_was_opened_from_a_card_replaces_that_card(ground: Ground) -> None:
    card = await press(ground, OpenForm(FORM), "Tell me")
    ground.engine.will_answer(TAKEN)
    assert await ground.fills(ground.anna, title="Who?") == {}
    seen = await eventually(partial(ground.posts, ground.here), "Taken by Anna")
    assert seen.id == card.message_id
    assert ground.engine.last(FormSubmitted).subject == FORM.subject


@WHISPERING
async def test_a_whisper_to_a_press_is_heard_by_one(ground: Ground) -> None:
    await press(ground, Whisper(Notice("Only **you** read this")))
    await eventually(partial(ground.private, ground.anna), "Only you read this")
    assert len(await ground.posts(ground.here)) == 1


@WHISPERING
async def test_a_whisper_to_a_form_is_heard_by_one(ground: Ground) -> None:
    await press(ground, OpenForm(FORM), "Tell me")
    ground.engine.will_answer(Whisper(Notice("Only **you** read this")))
    await ground.fills(ground.anna, title="Who?")
    await eventually(partial(ground.private, ground.anna), "Only you read this")
    assert len(await ground.posts(ground.here)) == 1


@WHISPERING
async def test_what_takes_a_while_comes_after_the_acknowledgement(ground: Ground) -> None:
    asked = asyncio.Event()

    async def rest() -> Answer:
        await asked.wait()
        return Whisper(Notice("Found, for **you**"))

    await press(ground, OpenForm(FORM), "Tell me")
    ground.engine.will_answer(Later(rest))
    assert await ground.fills(ground.anna, title="Who?") == {}  # acknowledged, and nothing was found yet
    asked.set()
    await eventually(partial(ground.private, ground.anna), "Found, for you")


async def test_a_used_card_is_replaced_when_it_took_a_while(ground: Ground) -> None:
    async def rest() -> Answer:
        return TAKEN

    card = await press(ground, Later(rest))
    seen = await eventually(partial(ground.posts, ground.here), "Taken by Anna")
    assert (seen.id, seen.labels) == (card.message_id, ())


async def test_nothing_may_come_of_what_takes_a_while(ground: Ground) -> None:
    async def rest() -> None:
        return None

    await press(ground, Later(rest))
    assert len(await ground.posts(ground.here)) == 1


@WHISPERING
async def test_a_whisper_to_a_mention_is_heard_by_one(ground: Ground) -> None:
    ground.engine.will_answer(Whisper(CARD))
    await ground.mentions(ground.anna, "help")
    seen = await eventually(partial(ground.private, ground.anna), "Offered round")
    assert seen.labels == ("I will", "Tell me")
    assert await ground.posts(ground.here) == []


@WHISPERING
async def test_a_whispered_card_is_replaced_though_it_has_no_id(ground: Ground) -> None:
    ground.engine.will_answer(Whisper(CARD), TAKEN)
    await ground.commands(ground.anna, "facilitate")
    await eventually(partial(ground.private, ground.anna), "Offered round")
    await ground.presses_private(ground.anna, "I will")
    assert ground.engine.last(ButtonPressed).message_id is None
    await eventually(partial(ground.private, ground.anna), "Taken by Anna")
    assert [seen.words.strip() for seen in await ground.private(ground.anna)] == ["Taken by Anna"]
    assert await ground.posts(ground.here) == []


async def test_a_card_in_the_direct_conversation_is_replaced_there(ground: Ground) -> None:
    sent = await ground.platform.send(
        Outgoing(id="o1", to=ground.anna, message=CARD, address=ground.address(ground.anna))
    )
    ground.engine.will_answer(OpenForm(FORM), TAKEN)
    await ground.presses(ground.anna, sent.place, sent.message_id, "Tell me")
    await ground.fills(ground.anna, title="Who?")
    seen = await eventually(partial(ground.posts, sent.place), "Taken by Anna")
    assert seen.id == sent.message_id


@with_way("home")
async def test_the_home_view_shows_what_is_open(ground: Ground) -> None:
    ground.engine.will_answer(ShowHome(Home((Card("Two questions wait"), CARD))))
    shown = await ground.home(ground.anna)
    assert "Two questions wait" in shown
    assert "I will" in shown


async def test_an_answer_that_cannot_be_given_undoes_nothing(ground: Ground) -> None:
    """A form after what can't open one is no answer a platform knows; it is acknowledged all the same."""
    ground.engine.will_answer(OpenForm(FORM))
    await ground.mentions(ground.anna, "ask")
    await asyncio.sleep(0)
    assert await ground.again()
