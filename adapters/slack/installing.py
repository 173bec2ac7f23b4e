"""Installing Kring into a workspace, from a browser: there, and back with what Slack gave.

What a browser sets out with is good once, for that browser, for ten minutes: `state` goes by way of Slack, the other
half stays in a cookie, and the database has a digest of both. What came of it stays in a cookie as well, so that the
page that tells it can be loaded again.
"""

import secrets
from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.slack.crowd import WITHIN, Crowd
from adapters.slack.manifest import FEATURES, scopes
from adapters.slack.oauth import App, Granted
from adapters.slack.pages import HEADERS, Done, Pages
from adapters.slack.routes import INSTALL, INSTALLED, MORE, REDIRECT
from adapters.slack.workspaces import Installed as Kept
from adapters.slack.workspaces import Workspaces
from facilitation.events import Actor, Installed
from facilitation.people import AccountRef
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Ambiguous, Handle, PlatformError, TryLater

log = structlog.get_logger()

COOKIE, DONE, PATH = "kring_slack_install", "kring_slack_installed", "/slack"
FOR_MORE = "more."  # how a state begins where Kring is installed already, and further permissions are given
UNREACHABLE, CROWDED = "install.why.unreachable", "install.why.crowded"
LONGEST = 500  # characters of what comes in an address


class NotInstalled(Exception):
    """The message is the key of the sentence that says why."""


class Installing:
    def __init__(self, app: App, kept: Kept, workspaces: Workspaces, handle: Handle, clock: Clock) -> None:
        self._app = app
        self._kept = kept
        self._workspaces = workspaces
        self._handle = handle
        self._clock = clock
        self._pages = Pages()
        self._crowd = Crowd()
        self._secure = app.back.startswith("https://")

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [
            Route(INSTALL, self._set_out),
            Route(REDIRECT, self._come_back),
            Route(INSTALLED, self._installed),
            Route(MORE, self._more),
            *self._pages.routes,
        ]

    async def _set_out(self, request: Request) -> Response:
        """Several tabs of one browser may be on the way at once."""
        if not self._crowd.has_room(request):
            more = "more" in request.query_params
            return self._pages.failed(CROWDED, request, HTTPStatus.TOO_MANY_REQUESTS, more=more)
        here, state = request.cookies.get(COOKIE, "")[:LONGEST] or _secret(), _secret()
        if "more" in request.query_params:
            state = f"{FOR_MORE}{state}"
        await self._kept.kept.begin(_digest(state, here), self._clock.now() + WITHIN)
        there = self._kept.oauth.address(state, request.query_params.get("team", "")[:LONGEST])
        response = RedirectResponse(there, HTTPStatus.FOUND, HEADERS)
        self._set_cookie(response, COOKIE, here)
        return response

    def _set_cookie(self, response: Response, name: str, value: str) -> None:
        within = int(WITHIN.total_seconds())
        response.set_cookie(name, value, within, path=PATH, secure=self._secure, httponly=True, samesite="lax")

    async def _come_back(self, request: Request) -> Response:
        more = request.query_params.get("state", "").startswith(FOR_MORE)
        try:
            granted = await self._granted(request)
        except NotInstalled as error:
            away = str(error) == UNREACHABLE
            status = HTTPStatus.BAD_GATEWAY if away else HTTPStatus.BAD_REQUEST
            return self._pages.failed(str(error), request, status, more=more)
        again = await self._kept.kept.keep(granted.installation)
        self._workspaces.forget(granted.installation.workspace)
        await self._tell(granted)
        log.info("slack_installed", workspace=granted.installation.workspace, again=again)
        response = RedirectResponse(INSTALLED, HTTPStatus.SEE_OTHER, HEADERS)
        self._set_cookie(response, DONE, Done.of(granted, again=again, more=more).kept())
        return response

    async def _installed(self, request: Request) -> Response:
        """What came of it, to the browser that did it; others are shown the way in."""
        done = Done.read(request.cookies.get(DONE, ""))
        return self._pages.done(done, request) if done else RedirectResponse(INSTALL, HTTPStatus.SEE_OTHER, HEADERS)

    async def _granted(self, request: Request) -> Granted:
        """Raises: NotInstalled."""
        told = {name: value[:LONGEST] for name, value in request.query_params.items()}
        digest = _digest(told.get("state", ""), request.cookies.get(COOKIE, "")[:LONGEST])
        if not await self._kept.kept.redeem(digest):
            raise NotInstalled("install.why.stale")
        if "error" in told or not told.get("code"):
            raise NotInstalled("install.why.declined")
        try:
            return await self._kept.oauth.redeem(told["code"], self._clock.now())
        except (TryLater, Ambiguous) as error:
            log.warning("slack_not_installed", reason=str(error))
            raise NotInstalled(UNREACHABLE) from error
        except PlatformError as error:
            log.warning("slack_not_installed", reason=str(error))
            raise NotInstalled("install.why.refused") from error

    async def _tell(self, granted: Granted) -> None:
        """It is installed, whatever becomes of what others make of it."""
        where = granted.installation.workspace
        installed = Installed(
            workspace=where,
            delivery_id=f"installed:{granted.installation.turn}",
            at=self._clock.now(),
            by=Actor(ref=AccountRef(where, granted.by)) if granted.by and not granted.is_org_wide else None,
        )
        try:
            await self._handle(installed)
        except Exception as error:  # noqa: BLE001 whoever installed it is told that it is there
            log.error("slack_event_not_handled", delivery=installed.delivery_id, error=type(error).__name__)

    async def _more(self, request: Request) -> Response:
        """Why Kring needs further scopes, to whoever may give them; says nothing of any workspace."""
        asked = request.query_params.get("scopes", "").split(",")
        known = [scope for scope in scopes(FEATURES) if scope in asked]
        return self._pages.more(known, request)


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _digest(state: str, here: str) -> str:
    return sha256(f"{state}\n{here}".encode()).hexdigest()
