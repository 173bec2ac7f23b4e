"""Kring comes into teams, channels and chats of a tenant, and goes out of them."""

from typing import Any

import pytest

from bot.notes import ScratchNotes
from facilitation.events import (
    AnyChatEvent,
    Installed,
    MemberJoined,
    MemberLeft,
    PlaceClosed,
    PlaceRenamed,
    Uninstalled,
)
from tests.adapters.teams.conftest import RecordingEngine
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import CRAFT, GENERAL, PEOPLE, TENANT, Channel

ANNA, BRAM = PEOPLE[:2]
BOTH = {GENERAL.id, CRAFT.id}


@pytest.fixture
async def at_home(teams: Teams, engine: RecordingEngine, connector: BotConnector) -> Teams:
    """Kring was added to the team."""
    await teams.add_kring(ANNA, connector.tenant.teams[0], CRAFT)
    engine.events.clear()
    return teams


async def _happens(teams: Teams, event: str, channel: Channel | None = None) -> None:
    team = teams.tenant.teams[0]
    activity = teams.activities.envelope("conversationUpdate", ANNA, team.id)
    activity["channelData"] = {"eventType": event, "team": {"id": team.id, "name": team.name}, "tenant": {"id": TENANT}}
    if channel:
        activity["channelData"]["channel"] = {"id": channel.id, "name": channel.name}
    assert (await teams.deliver(activity)).status == 200


async def _installs(teams: Teams, action: str, conversation: str = ANNA.direct) -> None:
    await teams.install(ANNA, conversation, action)


def _where(events: list[AnyChatEvent], kind: type[Any]) -> set[str]:
    return {event.place.ref.channel for event in events if isinstance(event, kind)}


async def test_whoever_adds_kring_brings_it_back_to_every_channel_of_the_team(
    teams: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    await teams.add_kring(ANNA, connector.tenant.teams[0], CRAFT)
    assert _where(engine.events, MemberJoined) == BOTH
    assert len({event.delivery_id for event in engine.events}) == len(engine.events)


async def test_kring_leaves_every_channel_of_a_team_it_is_taken_out_of(
    at_home: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    await at_home.remove_kring(ANNA, connector.tenant.teams[0])
    assert _where(engine.events, MemberLeft) == BOTH


async def test_who_leaves_the_team_leaves_every_channel_of_it(
    at_home: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    await at_home.leave(BRAM, connector.tenant.teams[0])
    assert _where(engine.events, MemberLeft) == BOTH


async def test_who_joins_the_team_is_not_thereby_in_its_private_channels(
    at_home: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    await at_home.join(BRAM, connector.tenant.teams[0])
    assert _where(engine.events, MemberJoined) == {GENERAL.id}


@pytest.mark.parametrize("event", ["teamDeleted", "teamHardDeleted", "teamArchived"])
async def test_a_team_that_is_closed_closes_its_channels(at_home: Teams, engine: RecordingEngine, event: str) -> None:
    await _happens(at_home, event)
    assert _where(engine.events, PlaceClosed) == BOTH


@pytest.mark.parametrize("event", ["teamRestored", "teamUnarchived"])
async def test_a_team_that_is_opened_again_opens_its_channels(
    at_home: Teams, engine: RecordingEngine, event: str
) -> None:
    await _happens(at_home, "teamDeleted")
    await _happens(at_home, event)
    assert _where(engine.events, MemberJoined) == BOTH
    assert all(each.is_kring for each in engine.events if isinstance(each, MemberJoined))


async def test_a_channel_is_closed_opened_again_and_renamed_by_itself(at_home: Teams, engine: RecordingEngine) -> None:
    await _happens(at_home, "channelDeleted", CRAFT)
    await _happens(at_home, "channelRestored", CRAFT)
    await _happens(at_home, "channelRenamed", Channel(CRAFT.id, "Trade"))
    closed, opened, renamed = engine.events
    assert isinstance(closed, PlaceClosed)
    assert isinstance(opened, MemberJoined)
    assert isinstance(renamed, PlaceRenamed)
    assert (opened.is_kring, renamed.place.name) == (True, "Trade")
    assert {each.place and each.place.ref.channel for each in (closed, opened, renamed)} == {CRAFT.id}


async def test_a_channel_that_is_made_later_is_one_of_the_team(
    at_home: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    fresh = Channel("19:fresh@thread.tacv2", "Fresh")
    team = connector.tenant.teams[0]
    team.channels = (*team.channels, fresh)
    await _happens(at_home, "channelCreated", fresh)
    await _happens(at_home, "teamDeleted")
    assert _where(engine.events, PlaceClosed) == {*BOTH, fresh.id}


def _workspace() -> Any:
    return f"teams:{TENANT}"


async def test_who_installs_kring_anywhere_has_installed_it(teams: Teams, engine: RecordingEngine) -> None:
    for conversation in (ANNA.direct, GENERAL.id):
        await _installs(teams, "add", conversation)
    assert [type(event) for event in engine.events] == [Installed, Installed]


async def test_kring_is_uninstalled_once_the_last_team_and_chat_is_gone(
    at_home: Teams, engine: RecordingEngine, connector: BotConnector, notes: ScratchNotes
) -> None:
    await _installs(at_home, "add")
    await at_home.remove_kring(ANNA, connector.tenant.teams[0])
    assert not any(isinstance(event, Uninstalled) for event in engine.events)
    await _installs(at_home, "remove")
    assert isinstance(engine.last, Uninstalled)
    assert engine.last.workspace == _workspace()
    assert notes.kept == {}


async def test_a_team_that_is_deleted_for_good_is_forgotten(at_home: Teams, notes: ScratchNotes) -> None:
    await _happens(at_home, "teamHardDeleted")
    assert notes.kept == {}


async def test_a_message_that_comes_late_does_not_uninstall_twice(
    at_home: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    team = connector.tenant.teams[0]
    await at_home.remove_kring(ANNA, team)
    await at_home.remove_kring(ANNA, team)
    assert sum(isinstance(event, Uninstalled) for event in engine.events) == 1


async def test_a_chat_that_only_tells_of_the_installation_is_forgotten(teams: Teams, notes: ScratchNotes) -> None:
    chat = "19:d77be72390a1416e9644261e9064fa00@thread.v2"
    for action in ("add", "remove"):
        activity = teams.activities.envelope("installationUpdate", ANNA, chat, action=action)
        activity["conversation"] |= {"conversationType": "groupChat", "isGroup": True}
        assert (await teams.deliver(activity)).status == 200
        assert bool(notes.kept) == (action == "add")
