"""The handbook over HTTP: a community's knowledge as pages, for those whom each item is meant for."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from adapters.sheet import FOR_EVER
from bot.handbook.drawing import ROOT, STATIC, Drawing
from bot.handbook.entering import Entering
from bot.handbook.library import Library
from bot.handbook.openid import Provider
from bot.handbook.organisations import Added, Organisations, nobody
from bot.handbook.pages import Pages
from bot.handbook.seal import Seal
from bot.handbook.signing_in import SigningIn


class Looks(StaticFiles):
    """Named with a mark of what they hold, so that a browser need never ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOR_EVER
        return response


def routes(
    library: Library, secrets: str, public_url: str, providers: Sequence[Provider] = (), added: Added = nobody
) -> Sequence[BaseRoute]:
    """`secrets`: as in `KRING_SECRET_KEY`. `added`: providers beside those that come and go while Kring runs."""
    drawing = Drawing([each.name for each in providers])
    seal = sealed(secrets, public_url)
    pages = Pages(library, drawing, seal)
    return [
        Mount(f"{ROOT}/static", Looks(directory=STATIC)),
        *Entering(library, pages, seal).routes,
        *SigningIn(Organisations(providers, added, library), library, pages, seal, public_url).routes,
        *pages.routes,
        Route(f"{ROOT}/{{rest:path}}", pages.lost()),
    ]


def sealed(secrets: str, public_url: str) -> Seal:
    """What browsers carry; for all paths, since Teams' tab looks at it too."""
    return Seal(secrets, "/", secure=public_url.startswith("https://"))


def address(public_url: str, path: str) -> str:
    """Of what stands at this path within the handbook."""
    return f"{public_url}{ROOT}{path}"
