"""What a client brings back is what it was given, where nobody but Kring vouches for it."""

import asyncio

import pytest

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import Button, Card, Form, OpenForm, PlaceInput, Subject
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.platform import Outgoing, Sent
from tests.platforms.conftest import FORGEABLE
from tests.platforms.ground import GLANCE, LOOKS, Forging, Ground

FORGED = pytest.mark.parametrize("ground", FORGEABLE, indirect=True)
SUBJECT, ANOTHER = Subject(CommunityId("c1"), "q1"), Subject(CommunityId("c2"), "q2")
CARD = Card("A question", (), (Button("Where?", "a.where", SUBJECT, opens_form=True), Button("This", "a.b", SUBJECT)))
FORM = Form("Where?", "a.where", "Send", (PlaceInput("channel", "Which channel?"),))


async def posted(ground: Ground) -> Sent:
    return await ground.platform.send(
        Outgoing(id="o1", to=ground.here, message=CARD, address=ground.address(ground.here))
    )


async def opens(ground: Ground, by: AccountRef) -> None:
    sent = await posted(ground)
    ground.engine.will_answer(OpenForm(FORM))
    await ground.presses(by, sent.place, sent.message_id, "Where?")
    for _ in range(LOOKS):
        if "Which channel?" in await ground.form(by):
            return
        await asyncio.sleep(GLANCE)
    raise AssertionError("no form")


@FORGED
async def test_a_channel_is_picked_by_those_who_are_in_it_alone(ground: Ground) -> None:
    assert isinstance(ground, Forging)
    channel = await ground.keeps_out(ground.anna)
    for who, picked in ((ground.anna, None), (ground.bram, channel)):
        await opens(ground, who)
        await ground.forges(who, channel=channel.channel)
        chosen = ground.engine.last(FormSubmitted).channel("channel")
        assert (chosen and chosen.ref) == picked


@FORGED
async def test_a_button_that_was_altered_is_not_what_was_altered_into_it(ground: Ground) -> None:
    assert isinstance(ground, Forging)
    sent = await posted(ground)
    await ground.presses_altered(ground.anna, sent.message_id, "This", ANOTHER)
    heard = [each for each in ground.engine.heard if isinstance(each, ButtonPressed)]
    assert ("a.b", ANOTHER) not in [(each.action, each.subject) for each in heard]
    assert all(each.subject != ANOTHER for each in heard)
