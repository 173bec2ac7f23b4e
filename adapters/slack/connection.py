"""Slack, connected: wires the adapter's parts, learns whose the settings' token is, keeps the socket open."""

import asyncio
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute, Route

from adapters.slack.answers import Answers
from adapters.slack.endpoint import SlackEndpoint
from adapters.slack.installations import KeptInstallations
from adapters.slack.installing import Installing
from adapters.slack.manifest import PRIVATE_CHANNELS
from adapters.slack.oauth import App, OAuth
from adapters.slack.platform import SlackPlatform
from adapters.slack.receiver import Receiver
from adapters.slack.routes import EVENTS
from adapters.slack.web_api import API_URL, SILENT, Given, WebApi, Wire
from adapters.slack.workspaces import Installed, Workspaces
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, PlatformError

log = structlog.get_logger()

ASK_AGAIN = 15.0  # seconds
TICKET_LASTS = 30.0  # seconds that an address for a socket can be used


@dataclass(frozen=True, slots=True, repr=False)
class SlackAccess:
    """Secrets. No bot token: Kring is where somebody installed it, by `app`; both may be.

    No signing secret: nothing is received over HTTP; no app token: no socket is opened.
    """

    bot_token: str = ""
    signing_secret: str = ""
    app_token: str = ""
    api_url: str = API_URL
    features: tuple[str, ...] = ()
    app: App | None = None


class SlackConnection:
    """What `bot` runs. Nothing here waits for the network: what Slack has not told yet is asked for again."""

    def __init__(
        self, access: SlackAccess, handle: Handle, clock: Clock, kept: KeptInstallations | None = None
    ) -> None:
        """`kept`: where it is kept what somebody installs, if anybody can."""
        self._access = access
        self._wire = Wire(access.api_url)
        installed = Installed(kept, OAuth(access.app, self._wire)) if access.app and kept else None
        self._workspaces = Workspaces(self._wire, handle, clock, access.bot_token, installed)
        self._answers = Answers(self._wire, self._workspaces.api, private_channels=PRIVATE_CHANNELS in access.features)
        self.platform = SlackPlatform(self._workspaces.api, lambda workspace: self._workspaces.home(workspace).names)
        receiver = Receiver(handle, clock, self._workspaces, self.platform, self._answers)
        self._app = _bolt_app(receiver, access.api_url)
        endpoint = SlackEndpoint(self._app, access.signing_secret) if access.signing_secret else None
        self.routes: list[BaseRoute] = [Route(EVENTS, endpoint.receive, methods=["POST"])] if endpoint else []
        if installed and access.app:
            self.routes += Installing(access.app, installed, self._workspaces, handle, clock).routes
        self._socket: AsyncSocketModeHandler | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._refusal: str | None = "not reached yet" if access.bot_token else None
        self._socket_is_shut = bool(access.app_token)

    @property
    def problem(self) -> str | None:
        """Why Slack can't be spoken with just now: an error code of Slack's, or None."""
        return self._refusal or ("the socket is not open" if self._socket_is_shut else None)

    def serves(self, workspace: WorkspaceId) -> bool:
        return self._workspaces.serves(workspace)

    async def start(self) -> None:
        await self._wire.open()
        if self._access.bot_token:
            self._tasks.append(asyncio.create_task(self._introduce()))
        if self._access.app_token:
            self._tasks.append(asyncio.create_task(self._listen()))

    async def stop(self) -> None:
        """Take nothing new, finish what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call] # the SDK leaves it untyped
        await self._answers.finish()
        await self._wire.close()

    async def _introduce(self) -> None:
        """Learn which workspace and bot user the settings' token is; until that is known, try again."""
        api = WebApi(self._wire, Given(self._access.bot_token))
        while self._refusal:
            try:
                told = await api.write("auth.test")
            except PlatformError as error:
                self._refusal = str(error)
                log.warning("slack_not_reached", reason=self._refusal)
                await asyncio.sleep(ASK_AGAIN)
            else:
                workspace = WorkspaceId(f"slack:{told['team_id']}")
                self._workspaces.learn(workspace, str(told["user_id"]))
                self._refusal = None
                log.info("slack_connected", workspace=workspace)

    async def _listen(self) -> None:
        """Open the socket; from then on the SDK keeps it open."""
        client = AsyncWebClient(self._access.app_token, self._access.api_url, logger=SILENT)
        self._socket = AsyncSocketModeHandler(self._app, self._access.app_token, logger=SILENT, web_client=client)
        while self._socket_is_shut:
            try:
                async with asyncio.timeout(TICKET_LASTS):
                    await self._socket.connect_async()  # type: ignore[no-untyped-call] # the SDK leaves it untyped
                self._socket_is_shut = False
                log.info("slack_socket_open")
            except TimeoutError:
                self._socket.client.wss_uri = None  # the SDK itself would knock with the same ticket for ever
                log.warning("slack_socket_not_open")


def _bolt_app(receiver: Receiver, api_url: str) -> AsyncApp:
    """Bolt without what is done elsewhere: the endpoint checks signatures, the receiver answers every kind.

    It knows no token and asks for none: whose event it is, the receiver finds out, before Bolt would look for that.
    """

    async def authorize() -> AuthorizeResult:
        raise RuntimeError("nothing comes so far")

    return AsyncApp(
        name="kring",
        logger=SILENT,
        client=AsyncWebClient(base_url=api_url, logger=SILENT),
        signing_secret="",
        authorize=authorize,
        before_authorize=receiver,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
