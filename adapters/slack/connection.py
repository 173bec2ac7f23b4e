"""One Slack workspace, connected: wires the adapter's parts, learns who the token is, keeps the socket open."""

import asyncio
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from adapters.slack.answers import Answers
from adapters.slack.endpoint import SlackEndpoint
from adapters.slack.platform import SlackPlatform
from adapters.slack.receiver import Identity, Receiver
from adapters.slack.routes import EVENTS
from adapters.slack.web_api import API_URL, SILENT, WebApi
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, PlatformError

log = structlog.get_logger()

ASK_AGAIN = 15.0  # seconds
TICKET_LASTS = 30.0  # seconds that an address for a socket can be used


@dataclass(frozen=True, slots=True, repr=False)
class SlackAccess:
    """One workspace's secrets. No signing secret: nothing is received over HTTP; no app token: no socket is opened."""

    bot_token: str
    signing_secret: str = ""
    app_token: str = ""
    api_url: str = API_URL
    features: tuple[str, ...] = ()


class SlackConnection:
    """What `bot` runs. Nothing here waits for the network: what Slack has not told yet is asked for again."""

    def __init__(self, access: SlackAccess, handle: Handle, clock: Clock) -> None:
        self._access = access
        self._identity = Identity()
        self._api = WebApi(access.bot_token, access.api_url)
        self._answers = Answers(self._api)
        self.platform = SlackPlatform(self._api, self._identity.names)
        receiver = Receiver(handle, clock, self._identity, self.platform, self._answers)
        self._app = _bolt_app(receiver, self._identity, access.api_url)
        endpoint = SlackEndpoint(self._app, access.signing_secret) if access.signing_secret else None
        self.routes = [Route(EVENTS, endpoint.receive, methods=["POST"])] if endpoint else []
        self._socket: AsyncSocketModeHandler | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._refusal: str | None = "not reached yet"
        self._socket_is_shut = bool(access.app_token)

    @property
    def problem(self) -> str | None:
        """Why Slack can't be spoken with just now: an error code of Slack's, or None."""
        return self._refusal or ("the socket is not open" if self._socket_is_shut else None)

    def serves(self, workspace: WorkspaceId) -> bool:
        return self._identity.serves(workspace)

    async def start(self) -> None:
        await self._api.open()
        self._tasks = [asyncio.create_task(self._introduce())]
        if self._access.app_token:
            self._tasks.append(asyncio.create_task(self._listen()))

    async def stop(self) -> None:
        """Take nothing new, finish what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        await self._answers.finish()
        await self._api.close()

    async def _introduce(self) -> None:
        """Learn which workspace and bot user the token is; until that is known, try again."""
        while self._identity.workspace is None:
            try:
                told = await self._api.write("auth.test")
            except PlatformError as error:
                self._refusal = str(error)
                log.warning("slack_not_reached", reason=self._refusal)
                await asyncio.sleep(ASK_AGAIN)
            else:
                self._identity.bot_user = str(told["user_id"])
                self._identity.workspace = WorkspaceId(f"slack:{told['team_id']}")
                self._refusal = None
                log.info("slack_connected", workspace=self._identity.workspace)

    async def _listen(self) -> None:
        """Open the socket; from then on the SDK keeps it open."""
        client = AsyncWebClient(self._access.app_token, self._access.api_url, logger=SILENT)
        self._socket = AsyncSocketModeHandler(self._app, self._access.app_token, logger=SILENT, web_client=client)
        while self._socket_is_shut:
            try:
                async with asyncio.timeout(TICKET_LASTS):
                    await self._socket.connect_async()  # type: ignore[no-untyped-call]
                self._socket_is_shut = False
                log.info("slack_socket_open")
            except TimeoutError:
                self._socket.client.wss_uri = None  # the SDK itself would knock with the same ticket for ever
                log.warning("slack_socket_not_open")


def _bolt_app(receiver: Receiver, identity: Identity, api_url: str) -> AsyncApp:
    """Bolt without what is done elsewhere: the endpoint checks signatures, the receiver answers every kind."""

    async def authorize(team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_user_id=identity.bot_user)

    app = AsyncApp(
        name="kring",
        logger=SILENT,
        client=AsyncWebClient(base_url=api_url, logger=SILENT),
        signing_secret="",
        authorize=authorize,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.use(receiver)
    return app
