"""The Teams side of Kring as one thing to wire: its route, its platform, its start and stop."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import aiohttp
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.notes import Notes
from adapters.teams.authentication import KEEP, METADATA, Door, KeysUnreachable, SigningKeys
from adapters.teams.channels import Channels
from adapters.teams.connector import Connector
from adapters.teams.footholds import Footholds
from adapters.teams.hosts import ServiceHosts
from adapters.teams.platform import TeamsPlatform
from adapters.teams.receiver import House, Receiver
from adapters.teams.registrations import Registrations
from adapters.teams.rosters import Rosters
from adapters.teams.seals import Seals
from adapters.teams.settling import Settling
from adapters.teams.tab.acting import Acting, Teams
from adapters.teams.tab.page import Tab
from adapters.teams.tab.visitors import Visitors
from adapters.teams.tenants import Tenants
from adapters.teams.tokens import AppSecret
from adapters.teams.vanishing import Vanishing
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, TryLater

PATH = "/api/messages"
LOOK_AGAIN = timedelta(seconds=20)  # for registrations that were added or taken away
LAST_WORDS = timedelta(seconds=2)  # for what is being sent beside answers when Kring stops

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TeamsAccess:
    """The bot's registration, and, for tests, other services than Microsoft's. Raises: ValueError without a secret.

    Without a password the SDK would let anyone in; Kring does not start.
    """

    app_id: str
    password: str
    tenant: str
    openid_metadata_url: str = ""
    token_url: str = ""
    service_hosts: Sequence[str] = ()
    secret_key: str = ""

    def __post_init__(self) -> None:
        missing = [
            name
            for name, value in (
                ("MICROSOFT_APP_ID", self.app_id),
                ("MICROSOFT_APP_PASSWORD", self.password),
                ("MICROSOFT_APP_TENANT_ID", self.tenant),
                ("KRING_SECRET_KEY", self.secret_key),
            )
            if not value.strip()
        ]
        if missing:
            raise ValueError(f"missing: {', '.join(missing)}")

    def __repr__(self) -> str:
        return f"TeamsAccess({self.app_id})"


@dataclass(frozen=True, slots=True)
class _Running:
    session: aiohttp.ClientSession
    registrations: Registrations
    keys: SigningKeys
    platform: TeamsPlatform
    seals: Seals
    receiver: Receiver
    tasks: Sequence[asyncio.Task[None]]
    """The first warms up."""


class TeamsConnection:
    """Made before the loop runs; `start` and `stop` are called within it."""

    def __init__(
        self, access: TeamsAccess, handle: Handle, clock: Clock, notes: Notes, visitors: Visitors | None = None
    ) -> None:
        """Without `visitors` nobody can be told in the tab, and it isn't served."""
        self._access, self._handle, self._clock, self._notes = access, handle, clock, notes
        self._running: _Running | None = None
        tab = Tab(Acting(self._for_the_tab, visitors, handle, clock)).routes if visitors else ()
        self.routes = [Route(PATH, self._receive, methods=["POST"]), *tab]

    @property
    def platform(self) -> TeamsPlatform:
        """Raises: RuntimeError before the start."""
        if self._running is None:
            raise RuntimeError("not started")
        return self._running.platform

    @property
    def problem(self) -> str | None:
        """What keeps Kring from Teams just now, as far as it was noticed."""
        running = self._running
        return (running.keys.problem or running.registrations.problem) if running else None

    def serves(self, workspace: WorkspaceId) -> bool:
        return workspace.startswith("teams:")

    async def start(self) -> None:
        """Ready at once; Microsoft's keys and Kring's token are fetched meanwhile, so that nobody waits for them."""
        self._running = await self._put_together(aiohttp.ClientSession())

    async def check(self) -> str | None:
        """The problem, once both Microsoft's keys and Kring's token were asked for."""
        if self._running:
            await asyncio.wait([self._running.tasks[0]])
        return self.problem

    async def stop(self) -> None:
        running, self._running = self._running, None
        if running:
            await running.receiver.finish(LAST_WORDS)
            for task in running.tasks:
                task.cancel()
            await asyncio.gather(*running.tasks, return_exceptions=True)
            await running.session.close()

    async def _put_together(self, session: aiohttp.ClientSession) -> _Running:
        access = self._access
        hosts = ServiceHosts(access.service_hosts)
        given = AppSecret(access.app_id, access.password, access.tenant, access.token_url)
        registrations = Registrations(given, self._notes, session)
        await registrations.look_again()
        connector = Connector(session, registrations, hosts)
        tenants = Tenants(self._notes, registrations)
        rosters = Rosters(connector, tenants)
        footholds = Footholds(self._notes)
        vanishing = Vanishing(connector, footholds, tenants, self._handle, self._clock)
        channels = Channels(connector, footholds, tenants, rosters, vanishing)
        keys = SigningKeys(access.openid_metadata_url or METADATA, session)
        seals = Seals(access.secret_key)
        platform = TeamsPlatform(connector, channels, tenants, seals, vanishing)
        door = Door(registrations, keys)
        settling = Settling(footholds, channels, tenants, self._handle)
        house = House(door, registrations, hosts, platform, channels, rosters, settling, seals)
        receiver = Receiver(house, self._handle, self._clock)
        await tenants.start()
        await footholds.start()
        tasks = (asyncio.create_task(_warm(keys, registrations)), asyncio.create_task(_keep_up(registrations)))
        return _Running(session, registrations, keys, platform, seals, receiver, tasks)

    def _for_the_tab(self) -> Teams | None:
        running = self._running
        if running is None:
            return None
        return Teams(running.platform, running.seals, running.registrations.bot_of, running.receiver.take)

    async def _receive(self, request: Request) -> Response:
        if self._running is None:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        return await self._running.receiver.receive(request)


async def _keep_up(registrations: Registrations) -> None:
    """What a command added or took away while Kring runs."""
    while True:
        await asyncio.sleep(LOOK_AGAIN.total_seconds())
        try:
            await registrations.look_again()
        except Exception as error:  # noqa: BLE001 those that are known go on
            log.error("teams.registrations_not_read", error=type(error).__name__)


async def _warm(keys: SigningKeys, registrations: Registrations) -> None:
    """A failure shows in `problem`, and whoever needs them asks again."""
    with contextlib.suppress(KeysUnreachable):
        await keys.read(KEEP)
    for each in registrations.all:
        with contextlib.suppress(TryLater):
            await each.tokens.current()
