"""Puts everything together, starts it in an order in which nothing is missed, and stops it in the other."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

import structlog
from starlette.routing import BaseRoute

from bot import about, calendars, handbook
from bot.capabilities import repertoire
from bot.clock import ShiftedClock, SystemClock
from bot.connect import Connection, Surroundings, connect
from bot.handbook.library import Library
from bot.handbook.providers import added, entra, providers
from bot.handbook.tab_visitors import TabVisitors
from bot.health import Health
from bot.installations import KeptInstallations
from bot.logs import whereabouts
from bot.looking import Looking
from bot.meaning.reader import Reader
from bot.meaning.understanding import Understanding
from bot.mover import Mover
from bot.notes import KeptNotes
from bot.offers import Offers
from bot.postman import Postman
from bot.secret_key import secret_key
from bot.settings import PLAYGROUND, Settings
from bot.ticker import Ticker
from bot.web import web
from facilitation.engine import Engine
from facilitation.events import AnyChatEvent
from facilitation.messages import Answer
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Ability, Later, Platform
from facilitation.ports.upkeep import Stopped
from facilitation.reception import Reception
from storage.reading import SqlReading
from storage.store import Store, open_store
from storage.unit import Addresses, SqlUnit

log = structlog.get_logger()

GOODBYE = 3.0  # seconds for platforms to be left; with requests in hand and messages under way it makes less than ten


class Workspaces:
    """`ports.platform.Platforms`: which connection serves which workspace."""

    def __init__(self) -> None:
        self.connections: Sequence[Connection] = ()

    def of(self, workspace: WorkspaceId) -> Platform | None:
        for connection in self.connections:
            if connection.adapter.serves(workspace):
                return connection.adapter.platform
        return None

    def abilities(self, workspace: WorkspaceId) -> frozenset[Ability]:
        platform = self.of(workspace)
        return platform.abilities if platform else frozenset()


class Kring:
    """One running Kring over a migrated database. Made outside the event loop; `start` and `stop` within."""

    def __init__(self, settings: Settings) -> None:
        clock = self.clock = ShiftedClock(SystemClock())
        capabilities = repertoire()
        workspaces = Workspaces()
        reception: Reception[SqlUnit] = Reception(capabilities, workspaces.abilities)
        secrets = secret_key(settings)
        self._store = opened(settings, clock, secrets)
        self._engine: Engine[SqlUnit] = Engine(self._store.units, self._store.writers, reception)
        self._understanding = Understanding()
        library = self._library = Library(self._store, self._understanding.of)
        self._pages = pages(settings, library, secrets)
        self._reader = Reader(self._engine, self._understanding, clock)
        self._looking = Looking(self._engine, self._store.find, self._understanding.of)
        self._ticker = Ticker(self._engine, self._looking.happen, clock)
        self._postman = Postman(self._engine, workspaces, clock)
        self.mover = Mover(self._engine, clock, self._ticker, self._postman)
        self._moves_time = moves_time(settings)
        given = Surroundings(
            settings=settings,
            handle=self.handle,
            clock=clock,
            notes=partial(KeptNotes, self._engine),
            installations=KeptInstallations(self._engine),
            offers=Offers(capabilities),
            mover=self.mover if self._moves_time else None,
            visitors=TabVisitors(library, handbook.sealed(secrets, settings.public_url), partial(entra, settings)),
        )
        workspaces.connections = self.connections = connect(given)
        self.app = web(self._routes(), self.health, "/playground" if settings.kring_playground else None)
        self._settling: asyncio.Task[None] | None = None

    async def start(self, *, settle_in: bool = True) -> None:
        """Everything that answers events before anything that makes them; then, unless not wanted, examples."""
        loop = asyncio.get_running_loop()
        for wake in (self._postman.wake, self._reader.wake):
            self._engine.after_commit(partial(loop.call_soon_threadsafe, wake))
        self._engine.start()
        if self._moves_time:
            await self.mover.restore()
        for connection in self.connections:
            await connection.adapter.start()
        await self._ticker.presence.notice()
        self._ticker.start()
        self._postman.start()
        self._reader.start()
        if settle_in:
            self._settling = asyncio.create_task(self._settle_in())

    async def handle(self, event: AnyChatEvent) -> Answer | Later | None:
        """`ports.platform.Handle`, telling the log where what went wrong went wrong."""
        try:
            return await self._looking.handle(event)
        except Stopped:
            raise
        except Exception as error:
            what = {"workspace": event.workspace, "delivery": event.delivery_id, "kind": type(event).__name__}
            log.error("event_not_handled", **what, **whereabouts(error))
            raise

    def hang_up(self) -> None:
        for connection in self.connections:
            connection.hang_up()

    async def stop(self) -> None:
        """What makes events first, then what they go through; each even if another one fails."""
        if self._settling:
            self._settling.cancel()
        for part in (self._reader.stop, self._ticker.stop, self._postman.stop, self._disconnect):
            try:
                await part()
            except Exception as error:  # noqa: BLE001 the rest must still be closed
                log.error("not_stopped_well", **whereabouts(error))
        self._engine.stop()
        self._store.close()

    async def health(self) -> Health:
        answers = await asyncio.to_thread(self._store.ready)
        current = answers and await asyncio.to_thread(self._store.current)
        remarks = await self._library.read(self._remarks) if current else {}
        adapters = {each.name: each.adapter.problem for each in self.connections}
        return Health(
            database=answers,
            migrations=current,
            ticker=self._ticker.heartbeat.is_alive,
            delivery=self._postman.heartbeat.is_alive,
            meaning=self._understanding.problem,
            problems={name: problem for name, problem in adapters.items() if problem},
            silent_soon={name: len(said) for name, said in remarks.items() if said},
        )

    def _remarks(self, unit: SqlReading) -> Mapping[str, Sequence[str]]:
        return {each.name: each.remark(unit.installations) for each in self.connections}

    async def _disconnect(self) -> None:
        """All platforms at once. Raises: TimeoutError, ExceptionGroup."""
        async with asyncio.timeout(GOODBYE), asyncio.TaskGroup() as leaving:
            for connection in self.connections:
                leaving.create_task(connection.adapter.stop())

    def _routes(self) -> Sequence[BaseRoute]:
        platforms = (route for connection in self.connections for route in connection.adapter.routes)
        return [*platforms, calendars.route(calendars.reading(self._library.read)), *self._pages]

    async def _settle_in(self) -> None:
        for connection in self.connections:
            try:
                await connection.settle_in()
            except Exception as error:  # noqa: BLE001 Kring runs without it
                log.error("not_settled_in", platform=connection.name, **whereabouts(error))


def pages(settings: Settings, library: Library, secrets: str) -> Sequence[BaseRoute]:
    """What browsers see, whatever platforms are connected."""
    ways = [*providers(settings)], partial(added, settings)
    return [
        *about.routes(settings, with_front=not settings.kring_playground),
        *handbook.routes(library, secrets, settings.public_url, *ways),
    ]


def opened(settings: Settings, clock: Clock, secrets: str) -> Store:
    addresses = Addresses(
        calendar=partial(calendars.address, settings.public_url),
        handbook=partial(handbook.address, settings.public_url),
        reachable=settings.kring_public_url is not None or moves_time(settings),
    )
    return open_store(settings.database_url.get_secret_value(), clock, secrets, addresses=addresses)


def moves_time(settings: Settings) -> bool:
    """Only where nobody's real time is at stake: the playground alone."""
    return settings.platforms == (PLAYGROUND,)
