"""The page itself, what it is made of, and who may show it in a frame."""

from collections.abc import Awaitable, Sequence
from http import HTTPStatus
from pathlib import Path

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from adapters import adaptive
from adapters.border import Json
from adapters.languages import preferred
from adapters.teams.tab import PATH
from adapters.teams.tab.acting import Acting, Refused
from adapters.teams.tab.visitors import CannotTell
from adapters.templates import templates
from facilitation.texts import FALLBACK, texts_in

FOLDER = Path(__file__).parent
# learn.microsoft.com, Teams "Prerequisites to create your tab": all hosts, and Teams.
HOSTS = ("https://*.cloud.microsoft", "https://teams.microsoft.com", "https://*.teams.microsoft.com")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        f"frame-ancestors {' '.join(HOSTS)}",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}
LONGEST = 256 * 1024  # bytes of what a form holds; a dialog of ours has 28 KB and what is written into it


log = structlog.get_logger(__name__)


class Tab:
    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._templates = templates(FOLDER)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [
            Mount(f"{PATH}/static", StaticFiles(directory=FOLDER / "static")),
            Mount(f"{PATH}/adaptive", StaticFiles(directory=adaptive.FOLDER)),
            Route(PATH, self._page),
            Route(f"{PATH}/view", self._view, methods=["POST"]),
            Route(f"{PATH}/act", self._act, methods=["POST"]),
        ]

    async def _page(self, request: Request) -> Response:
        language = preferred(request.headers.get("accept-language", "")) or FALLBACK
        html = self._templates.get_template("page.html").render(t=texts_in(language), language=language, PATH=PATH)
        return HTMLResponse(html, headers=HEADERS)

    async def _view(self, request: Request) -> Response:
        return await self._answered(self._acting.view(request))

    async def _act(self, request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST:
                return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers=HEADERS)
        return await self._answered(self._acting.act(request, body))

    async def _answered(self, answering: Awaitable[Json]) -> Response:
        try:
            return JSONResponse(await answering, headers=HEADERS)
        except Refused as refusal:
            why, status = refusal.why, refusal.status
        except (TimeoutError, CannotTell):
            why, status = "failed", HTTPStatus.SERVICE_UNAVAILABLE
        except Exception as error:  # noqa: BLE001 - a failing handler: what it says may quote a member
            log.error("teams.tab_failed", error=type(error).__name__)
            why, status = "failed", HTTPStatus.INTERNAL_SERVER_ERROR
        return JSONResponse({"why": why}, status, headers=HEADERS)
