"""The web application: the platforms' own routes, what leads to the front, and whether Kring is well."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.health import Health
from bot.manners import Manners

Endpoint = Callable[[Request], Awaitable[Response]]


def web(routes: Sequence[BaseRoute], health: Callable[[], Awaitable[Health]], front: str | None) -> Starlette:
    """`front` is where `/` leads; None where something stands there."""
    own = [Route("/healthz", _healthz), Route("/readyz", _readyz(health))]
    if front:
        own.append(Route("/", _leading_to(front)))
    return Starlette(routes=[*routes, *own], middleware=[Middleware(Manners)])


def _leading_to(front: str) -> Endpoint:
    async def lead(_: Request) -> Response:
        return RedirectResponse(front)

    return lead


async def _healthz(_: Request) -> Response:
    """The process answers; that is all."""
    return PlainTextResponse("ok\n")


def _readyz(health: Callable[[], Awaitable[Health]]) -> Endpoint:
    """503 when Kring itself can't work. A platform's trouble is told, but is no reason to take Kring out of service."""

    async def tell(_: Request) -> Response:
        found = await health()
        return JSONResponse(found.told(), 200 if found.is_ready else 503)

    return tell
