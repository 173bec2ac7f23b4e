"""Kring was taken out of a place while it didn't run: the next refusal says so, and coming back mends it."""

import pytest

from adapters.teams.connection import TeamsConnection
from bot.notes import ScratchNotes
from facilitation.events import Installed, MemberJoined, Uninstalled
from facilitation.messages import Notice
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Outgoing, PlaceGone, TryLater, Unsupported
from tests.adapters.teams.conftest import FixedClock, RecordingEngine, access
from tests.emulators.bot_connector import BotConnector
from tests.emulators.connector_faults import Fault
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import CRAFT, GENERAL, PEOPLE, TENANT

WORKSPACE = WorkspaceId(f"teams:{TENANT}")
ANNA = PEOPLE[0]
TO_CRAFT = PlaceRef(WORKSPACE, CRAFT.id)
IN_A_THREAD = PlaceRef(WORKSPACE, CRAFT.id, "1700000000000")


def outgoing(connector: BotConnector, to: PlaceRef | AccountRef = TO_CRAFT) -> Outgoing:
    return Outgoing(id="o", to=to, message=Notice("Hello"), address={"service_url": connector.service_url})


@pytest.fixture
async def at_home(teams: Teams, engine: RecordingEngine, connector: BotConnector) -> Teams:
    await teams.add_kring(ANNA, connector.tenant.teams[0], CRAFT)
    engine.events.clear()
    return teams


def kinds(notes: ScratchNotes) -> set[str]:
    return {key.partition("/")[0] for key in notes.kept}


@pytest.mark.usefixtures("at_home")
async def test_out_of_its_last_team_it_is_out_of_the_tenant(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes
) -> None:
    connector.tenant.teams[0].has_bot = False
    for _ in range(2):
        with pytest.raises(PlaceGone):
            await kring.platform.send(outgoing(connector))
    (gone,) = engine.events
    assert isinstance(gone, Uninstalled)
    assert gone.workspace == WORKSPACE
    assert kinds(notes) == {"left"}


async def test_where_it_is_elsewhere_too_only_the_team_is_forgotten(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes, at_home: Teams
) -> None:
    await at_home.install(ANNA, ANNA.direct)
    engine.events.clear()
    connector.tenant.teams[0].has_bot = False
    with pytest.raises(PlaceGone):
        await kring.platform.send(outgoing(connector, IN_A_THREAD))
    assert engine.events == []
    assert kinds(notes) == {"chat", "tenant"}


async def test_added_again_it_is_back_in_every_channel(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes, at_home: Teams
) -> None:
    team = connector.tenant.teams[0]
    team.has_bot = False
    with pytest.raises(PlaceGone):
        await kring.platform.send(outgoing(connector))
    engine.events.clear()
    team.has_bot = True
    await at_home.add_kring(ANNA, team, CRAFT)
    back = [each.place for each in engine.events if isinstance(each, MemberJoined) and each.is_kring]
    assert {place.ref.channel for place in back if place} == {GENERAL.id, CRAFT.id}
    assert any(isinstance(each, Installed) for each in engine.events)
    await kring.platform.send(outgoing(connector))
    assert kinds(notes) == {"team", "tenant"}


async def test_heard_from_somewhere_else_it_was_never_out_of_the_tenant(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, at_home: Teams
) -> None:
    """It was added there while it didn't run, so it knew of that place no more than of the other's end."""
    connector.tenant.teams[0].has_bot = False
    with pytest.raises(PlaceGone):
        await kring.platform.send(outgoing(connector))
    engine.events.clear()
    for text in ("hi", "help"):
        await at_home.tell(ANNA, text)
    assert [type(each) for each in engine.events].count(Installed) == 1
    assert isinstance(engine.events[0], Installed)


@pytest.mark.usefixtures("at_home")
async def test_a_thread_that_is_gone_says_nothing_of_its_channel(
    kring: TeamsConnection, connector: BotConnector, notes: ScratchNotes
) -> None:
    connector.faults.append(Fault(404, "ConversationNotFound"))
    with pytest.raises(Unsupported):
        await kring.platform.send(outgoing(connector, IN_A_THREAD))
    assert kinds(notes) == {"team", "tenant"}


@pytest.mark.usefixtures("at_home")
async def test_where_only_posting_is_refused_kring_is_still_there(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes
) -> None:
    connector.faults.append(Fault(403, "Forbidden", path="/conversations"))
    with pytest.raises(PlaceGone):
        await kring.platform.send(outgoing(connector))
    assert engine.events == []
    assert kinds(notes) == {"team", "tenant"}


@pytest.mark.usefixtures("at_home")
async def test_what_can_not_be_told_now_is_tried_again(kring: TeamsConnection, connector: BotConnector) -> None:
    connector.faults.append(Fault(403, "BotNotInConversationRoster", path="/conversations"))
    connector.faults.append(Fault(503, method="GET", path="/pagedmembers"))
    with pytest.raises(TryLater):
        await kring.platform.send(outgoing(connector))


@pytest.mark.usefixtures("at_home")
async def test_where_an_administrator_switched_kring_off_nothing_is_forgotten(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes
) -> None:
    connector.faults += [switched_off("POST"), switched_off("GET")]
    with pytest.raises(TryLater):
        await kring.platform.send(outgoing(connector))
    assert engine.events == []
    assert kinds(notes) == {"team", "tenant"}


@pytest.mark.usefixtures("at_home")
async def test_a_channel_is_gone_and_of_its_team_nothing_can_be_told(
    kring: TeamsConnection, connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes
) -> None:
    connector.faults += [Fault(404, path="/conversations"), Fault(404, method="GET", path="/pagedmembers")]
    connector.faults.append(switched_off("GET"))
    with pytest.raises(PlaceGone):
        await kring.platform.send(outgoing(connector))
    assert engine.events == []
    assert kinds(notes) == {"team", "tenant"}


async def test_a_list_of_channels_that_is_switched_off_after_a_start_leaves_the_team(
    connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes, at_home: Teams
) -> None:
    connector.faults.append(switched_off("GET"))
    again = TeamsConnection(access(connector), engine.handle, FixedClock(), notes)
    await again.start()
    try:
        await again.platform.look_at(TO_CRAFT)
    finally:
        await again.stop()
    assert engine.events == []
    assert kinds(notes) == {"team", "tenant"}


def switched_off(method: str) -> Fault:
    return Fault(403, "BotDisabledByAdmin", method=method, path="/v3/", times=9)


@pytest.mark.parametrize(
    ("code", "left"), [("MessageWritesBlocked", set()), ("BotNotInConversationRoster", {"chat", "tenant"})]
)
async def test_who_blocks_kring_is_still_there_and_who_took_it_out_is_not(
    kring: TeamsConnection, connector: BotConnector, notes: ScratchNotes, teams: Teams, code: str, left: set[str]
) -> None:
    await teams.tell(ANNA, "hi")
    before = kinds(notes)
    assert before == {"chat", "tenant"}
    connector.faults.append(Fault(403, code))
    with pytest.raises(PlaceGone):
        await kring.platform.send(outgoing(connector, AccountRef(WORKSPACE, ANNA.id)))
    assert before - kinds(notes) == left


async def test_a_list_of_channels_that_is_refused_after_a_start_says_the_same(
    connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes, at_home: Teams
) -> None:
    await at_home.install(ANNA, ANNA.direct)
    connector.tenant.teams[0].has_bot = False
    again = TeamsConnection(access(connector), engine.handle, FixedClock(), notes)
    await again.start()
    try:
        assert not (await again.platform.look_at(TO_CRAFT)).kring_is_in
    finally:
        await again.stop()
    assert kinds(notes) == {"chat", "tenant"}
