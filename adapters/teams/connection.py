"""The Teams side of Kring as one thing to wire: its route, its platform, its start and stop."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import aiohttp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.notes import Notes
from adapters.teams.authentication import KEEP, METADATA, Door, KeysUnreachable, SigningKeys
from adapters.teams.channels import Channels
from adapters.teams.connector import Connector
from adapters.teams.hosts import ServiceHosts
from adapters.teams.platform import TeamsPlatform
from adapters.teams.receiver import House, Receiver
from adapters.teams.rosters import Rosters
from adapters.teams.seals import Seals
from adapters.teams.tenants import Tenants
from adapters.teams.tokens import AppSecret, Tokens
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, TryLater

PATH = "/api/messages"
LAST_WORDS = timedelta(seconds=2)  # for what is being sent beside answers when Kring stops


@dataclass(frozen=True, slots=True)
class TeamsAccess:
    """The bot's registration, and, for tests, other services than Microsoft's. Raises: ValueError without a secret.

    Without a password the SDK would let anyone in; Kring does not start.
    """

    app_id: str
    password: str
    tenant: str = ""
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
    tokens: Tokens
    keys: SigningKeys
    platform: TeamsPlatform
    receiver: Receiver
    warming: asyncio.Task[None]


class TeamsConnection:
    """Made before the loop runs; `start` and `stop` are called within it."""

    def __init__(self, access: TeamsAccess, handle: Handle, clock: Clock, notes: Notes) -> None:
        self._access, self._handle, self._clock, self._notes = access, handle, clock, notes
        self._running: _Running | None = None
        self.routes = [Route(PATH, self._receive, methods=["POST"])]

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
        return (running.keys.problem or running.tokens.problem) if running else None

    def serves(self, workspace: WorkspaceId) -> bool:
        return workspace.startswith("teams:")

    async def start(self) -> None:
        """Ready at once; Microsoft's keys and Kring's token are fetched meanwhile, so that nobody waits for them."""
        self._running = await self._put_together(aiohttp.ClientSession())

    async def check(self) -> str | None:
        """The problem, once both Microsoft's keys and Kring's token were asked for."""
        if self._running:
            await asyncio.wait([self._running.warming])
        return self.problem

    async def stop(self) -> None:
        running, self._running = self._running, None
        if running:
            await running.receiver.finish(LAST_WORDS)
            running.warming.cancel()
            await asyncio.gather(running.warming, return_exceptions=True)
            await running.session.close()

    async def _put_together(self, session: aiohttp.ClientSession) -> _Running:
        access = self._access
        hosts = ServiceHosts(access.service_hosts)
        tokens = Tokens(AppSecret(access.app_id, access.password, access.tenant, access.token_url), session)
        connector = Connector(session, tokens, hosts)
        tenants = Tenants(self._notes, access.app_id)
        rosters = Rosters(connector, tenants)
        channels = Channels(connector, self._notes, tenants, rosters)
        keys = SigningKeys(access.openid_metadata_url or METADATA, session)
        seals = Seals(access.secret_key)
        platform = TeamsPlatform(connector, channels, tenants, seals)
        house = House(Door(access.app_id, keys), hosts, platform, channels, rosters, tenants, seals)
        receiver = Receiver(house, self._handle, self._clock)
        await tenants.start()
        await channels.start()
        return _Running(session, tokens, keys, platform, receiver, asyncio.create_task(_warm(keys, tokens)))

    async def _receive(self, request: Request) -> Response:
        if self._running is None:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        return await self._running.receiver.receive(request)


async def _warm(keys: SigningKeys, tokens: Tokens) -> None:
    """A failure shows in `problem`, and whoever needs them asks again."""
    with contextlib.suppress(KeysUnreachable):
        await keys.read(KEEP)
    with contextlib.suppress(TryLater):
        await tokens.current()
