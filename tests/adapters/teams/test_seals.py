"""What a press brings back unseen is Kring's own, or a press that nobody knows."""

import json
from typing import Any

import pytest

from adapters.border import part, text
from adapters.teams import hidden
from adapters.teams.connection import TeamsConnection
from adapters.teams.seals import Seals
from facilitation.events import ButtonPressed
from facilitation.messages import Button, Card, Notice, OpenForm, ReplaceCard, Subject, Whisper
from facilitation.people import CommunityId, PlaceRef, WorkspaceId
from facilitation.ports.platform import Outgoing
from tests.adapters.teams.conftest import SECRET_KEY, RecordingEngine
from tests.adapters.teams.test_conversation import FORM
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import BOT, CRAFT, PEOPLE, TENANT, Message

ANNA = PEOPLE[0]
SUBJECT = Subject(CommunityId("c1"), "s1")
WISH = Button("Wish", "sessions.wish", SUBJECT, opens_form=True)
SEALS = Seals(SECRET_KEY)


async def post(kring: TeamsConnection, teams: Teams, connector: BotConnector, title: str) -> Message:
    address = {"service_url": connector.service_url, "tenant": TENANT, "bot": BOT}
    place = PlaceRef(WorkspaceId(f"teams:{TENANT}"), CRAFT.id)
    await kring.platform.send(Outgoing(id=title, to=place, message=Card(title, (), (WISH,)), address=address))
    return await teams.expect_in(CRAFT, title)


def brought_back(kept: dict[str, str]) -> dict[str, Any]:
    return {"data": {hidden.NAME: kept}, "context": {}}


@pytest.mark.parametrize("name", ["task/fetch", "task/submit"])
@pytest.mark.parametrize("seal", ["none", "another", "not-ascii-\u2028"])
async def test_a_press_that_names_another_message_replaces_nothing(
    kring: TeamsConnection, teams: Teams, connector: BotConnector, engine: RecordingEngine, name: str, seal: str
) -> None:
    other = await post(kring, teams, connector, "Another card")
    own = hidden.of_button(WISH.action, SUBJECT)
    kept = {"action": WISH.action, "subject": SUBJECT.encode(), "card": other.id}
    seals = {"none": "", "another": text(part(SEALS.put(own), hidden.NAME), hidden.SEAL)}
    engine.will_answer(ReplaceCard(Notice("Overwritten")))
    value = brought_back({**kept, "seal": seals.get(seal, seal)})
    delivered = await teams.deliver(teams.activities.invoke(name, ANNA, CRAFT.id, value))
    assert delivered.status == 200
    pressed = engine.last
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.subject, pressed.message_id) == ("unknown", Subject(), None)
    assert "Overwritten" not in teams.words(other)


async def test_a_form_that_names_another_message_is_refused_too(
    kring: TeamsConnection, teams: Teams, connector: BotConnector, engine: RecordingEngine
) -> None:
    first, other = [await post(kring, teams, connector, title) for title in ("First", "Another card")]
    engine.will_answer(OpenForm(FORM), ReplaceCard(Notice("Overwritten")))
    await teams.press(ANNA, first, "Wish")
    kept = teams.dialogs[ANNA.id].hidden[hidden.NAME]
    value = brought_back({**kept, "card": other.id})
    await teams.deliver(teams.activities.invoke("task/submit", ANNA, CRAFT.id, value))
    assert isinstance(engine.last, ButtonPressed)
    assert "Overwritten" not in teams.words(other)


async def test_what_a_message_or_a_card_brings_back_is_looked_at_as_well(teams: Teams, engine: RecordingEngine) -> None:
    forged = {hidden.NAME: {"action": "x", "subject": SUBJECT.encode()}}
    engine.will_answer(Whisper(Notice("An old card")))
    execute = {"action": {"type": "Action.Execute", "verb": "x", "data": forged}}
    await teams.deliver(teams.activities.invoke("adaptiveCard/action", ANNA, CRAFT.id, execute, "17"))
    activity = teams.activities.envelope("message", ANNA, ANNA.direct, id="1", text="", value=forged)
    await teams.deliver(activity)
    assert [each.action for each in engine.events if isinstance(each, ButtonPressed)] == ["unknown", "unknown"]


def test_what_was_sealed_with_a_secret_of_before_still_holds() -> None:
    sealed = Seals("old").put({"value": {"data": hidden.of_button("x", SUBJECT, "17")}})
    assert Seals("new, old").checked(sealed) is sealed
    assert Seals("new").checked(sealed) is not sealed


def test_a_card_has_the_size_that_it_is_sent_with() -> None:
    data = hidden.of_button("x", SUBJECT)
    assert len(json.dumps(SEALS.put(data))) == len(json.dumps(data))


def test_without_a_secret_nothing_is_sealed() -> None:
    with pytest.raises(ValueError, match="no secret"):
        Seals(" , ")
