"""A Slack that fails on demand, a real adapter before it, and an engine that remembers and answers as told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import httpx2
import pytest
from starlette.applications import Starlette

from adapters.slack.connection import SlackAccess, SlackConnection
from adapters.slack.platform import SlackPlatform
from adapters.slack.web_api import Given, WebApi, Wire
from facilitation.events import AnyChatEvent
from facilitation.messages import Answer
from tests.adapters.slack.delivery import SECRET
from tests.emulators.slack_faults import FaultySlack, faulty_slack
from tests.waiting import until


class StillClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


@dataclass
class Engine:
    """Handles by remembering. `fails` breaks the next ones; of `answers` each is given once, then always `answer`."""

    handled: list[AnyChatEvent] = field(default_factory=list)
    answer: Answer | None = None
    answers: list[Answer] = field(default_factory=list)
    fails: Exception | None = None

    async def handle(self, event: AnyChatEvent) -> Answer | None:
        if self.fails is not None:
            raise self.fails
        self.handled.append(event)
        return self.answers.pop(0) if self.answers else self.answer


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def slack() -> AsyncIterator[FaultySlack]:
    async with faulty_slack() as served:
        yield served


@pytest.fixture
async def api(slack: FaultySlack) -> AsyncIterator[WebApi]:
    wire = Wire(slack.api_url, aiohttp.ClientTimeout(total=3))
    await wire.open()
    yield WebApi(wire, Given("xoxb-token"))
    await wire.close()


@pytest.fixture
def platform(api: WebApi) -> SlackPlatform:
    return SlackPlatform(lambda _: api, lambda _: {})


@pytest.fixture
async def connection(slack: FaultySlack, engine: Engine, clock: StillClock) -> AsyncIterator[SlackConnection]:
    connected = SlackConnection(SlackAccess("xoxb-token", SECRET, "", slack.api_url), engine.handle, clock)
    await connected.start()
    await until(lambda: not connected.problem)
    slack.calls.clear()
    yield connected
    await connected.stop()


@pytest.fixture
async def web(connection: SlackConnection) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(Starlette(routes=connection.routes))
    async with httpx2.AsyncClient(transport=transport, base_url="http://kring") as client:
        yield client
