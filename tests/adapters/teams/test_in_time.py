"""A delivery is answered in time, whatever is behind it; and what takes longer is done all the same."""

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.teams.connection import TeamsConnection
from bot.notes import ScratchNotes
from facilitation.events import AnyChatEvent
from facilitation.messages import Answer, Notice, Whisper
from tests.adapters.teams.conftest import NOW, FixedClock, RecordingEngine, access, served
from tests.emulators.bot_connector import BotConnector
from tests.emulators.connector_faults import Fault
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import PEOPLE

ANNA = PEOPLE[0]
FIVE = 5.0  # seconds, after which Teams tells whoever acted that it went wrong


class StuckEngine(RecordingEngine):
    """Its database doesn't answer until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.lets_go = asyncio.Event()

    async def handle(self, event: AnyChatEvent) -> Answer | None:
        await self.lets_go.wait()
        return await super().handle(event)


class StuckNotes(ScratchNotes):
    """What is read at the start is there; writing waits for ever."""

    async def write(self, key: str, value: object) -> None:
        await asyncio.Event().wait()


@pytest.fixture
def stuck() -> StuckEngine:
    return StuckEngine()


@pytest.fixture
async def slow(connector: BotConnector, stuck: StuckEngine) -> AsyncIterator[Teams]:
    connection = TeamsConnection(access(connector), stuck.handle, FixedClock(), ScratchNotes())
    await connection.start()
    async with served(connection) as url, aiohttp.ClientSession() as session:
        yield Teams(connector, url, session, lambda: NOW)
    stuck.lets_go.set()
    await connection.stop()


async def test_a_database_that_hangs_is_told_within_five_seconds(slow: Teams) -> None:
    begun = time.perf_counter()
    told = slow.activities.envelope("message", ANNA, ANNA.direct, id="1", text="help")
    pressed = slow.activities.invoke("adaptiveCard/action", ANNA, ANNA.direct, {"action": {"data": _button()}})
    answers = await asyncio.gather(*(slow.deliver(each) for each in (told, pressed)))
    assert [answer.status for answer in answers] == [503, 503]
    assert time.perf_counter() - begun < FIVE


async def test_what_came_too_late_to_be_acknowledged_is_done_all_the_same(slow: Teams, stuck: StuckEngine) -> None:
    stuck.will_answer(Whisper(Notice("Here it is.")))
    told = slow.activities.envelope("message", ANNA, ANNA.direct, id="1", text="help")
    assert (await slow.deliver(told)).status == 503
    stuck.lets_go.set()
    await slow.expect_private(ANNA, "Here it is.")
    assert len(stuck.events) == 1


async def test_notes_that_cannot_be_written_are_told_in_time(connector: BotConnector, engine: RecordingEngine) -> None:
    connection = TeamsConnection(access(connector), engine.handle, FixedClock(), StuckNotes())
    await connection.start()
    async with served(connection) as url, aiohttp.ClientSession() as session:
        teams = Teams(connector, url, session, lambda: NOW)
        begun = time.perf_counter()
        delivered = await teams.deliver(teams.activities.envelope("message", ANNA, ANNA.direct, id="1", text="help"))
        assert delivered.status == 503
        assert time.perf_counter() - begun < FIVE
    await connection.stop()


async def test_keys_that_do_not_come_are_told_in_time(connector: BotConnector, engine: RecordingEngine) -> None:
    connector.faults.append(Fault(method="GET", path="openidconfiguration", seconds=30.0, times=10))
    connection = TeamsConnection(access(connector), engine.handle, FixedClock(), ScratchNotes())
    await connection.start()
    async with served(connection) as url, aiohttp.ClientSession() as session:
        teams = Teams(connector, url, session, lambda: NOW)
        begun = time.perf_counter()
        delivered = await teams.deliver(teams.activities.envelope("message", ANNA, ANNA.direct, id="1", text="help"))
        assert delivered.status == 503
        assert time.perf_counter() - begun < FIVE
    connector.faults.clear()
    await connection.stop()


def _button() -> dict[str, object]:
    return {"kring": {"action": "questions.done", "subject": "", "seal": "x"}}
