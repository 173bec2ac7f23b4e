"""Kring's Teams side over real HTTP, with a small recording engine and our Bot Connector."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import pytest
import uvicorn
from starlette.applications import Starlette

from adapters.teams.connection import TeamsAccess, TeamsConnection
from bot.notes import ScratchNotes
from facilitation.events import AnyChatEvent
from facilitation.messages import Answer
from tests.emulators import bot_connector
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import TENANT, Tenant
from tests.waiting import until

SECRET_KEY = "a key of Kring's own"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class FixedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class RecordingEngine:
    """Keeps what it is handed, and answers what it was told to. `fails`: the handler raises."""

    events: list[AnyChatEvent] = field(default_factory=list)
    answers: list[Answer | None] = field(default_factory=list)
    fails: bool = False

    async def handle(self, event: AnyChatEvent) -> Answer | None:
        if self.fails:
            raise RuntimeError("not stored: something a member wrote")
        self.events.append(event)
        return self.answers.pop(0) if self.answers else None

    def will_answer(self, *answers: Answer | None) -> None:
        self.answers += answers

    @property
    def last(self) -> AnyChatEvent:
        return self.events[-1]


def access(connector: BotConnector) -> TeamsAccess:
    return TeamsAccess(
        app_id=connector.app_id,
        password=connector.password,
        tenant=TENANT,
        openid_metadata_url=connector.metadata_url,
        token_url=connector.token_url,
        service_hosts=("127.0.0.1",),
        secret_key=SECRET_KEY,
    )


@pytest.fixture(scope="session")
def running_connector() -> Iterator[BotConnector]:
    with bot_connector.running() as running:
        yield running


@pytest.fixture
def connector(running_connector: BotConnector) -> Iterator[BotConnector]:
    """Nothing happened in it yet; afterwards, all that Kring sent it must have passed the gate."""
    running_connector.begin_anew(Tenant())
    yield running_connector
    assert running_connector.refused == []


@pytest.fixture
def engine() -> RecordingEngine:
    return RecordingEngine()


@pytest.fixture
def notes() -> ScratchNotes:
    return ScratchNotes()


@pytest.fixture
async def kring(
    connector: BotConnector, engine: RecordingEngine, notes: ScratchNotes
) -> AsyncIterator[TeamsConnection]:
    connection = TeamsConnection(access(connector), engine.handle, FixedClock(), notes)
    await connection.start()
    yield connection
    await connection.stop()


@pytest.fixture
async def teams(connector: BotConnector, kring: TeamsConnection) -> AsyncIterator[Teams]:
    async with served(kring) as url, aiohttp.ClientSession() as session:
        yield Teams(connector, url, session, lambda: NOW)


@contextlib.asynccontextmanager
async def served(connection: TeamsConnection) -> AsyncIterator[str]:
    """The route on a free port of loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        app = Starlette(routes=connection.routes)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, log_level="critical", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await until(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving
