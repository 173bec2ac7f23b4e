"""Coming in by a personal link, which leaves the address bar at once, and going out again."""

import re
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.handbook import policy
from bot.handbook.drawing import ROOT, path
from bot.handbook.library import Library
from bot.handbook.pages import Endpoint, Pages
from bot.handbook.seal import Seal
from bot.handbook.visitors import COOKIE, KEPT
from facilitation.handbook.model import OPENS_FOR
from storage.handbook_links import Owned, digest
from storage.reading import SqlReading

TOKEN = re.compile("[A-Za-z0-9_-]{40,64}")


class Entering:
    def __init__(self, library: Library, pages: Pages, seal: Seal) -> None:
        self._library = library
        self._pages = pages
        self._seal = seal
        self._lost: Endpoint = pages.lost()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [
            Route(f"{ROOT}/in/{{token}}", self._come_in),
            Route(f"{ROOT}/out", self._go_out, methods=["POST"]),
        ]

    async def _come_in(self, request: Request) -> Response:
        token = request.path_params["token"]
        owned = await self._library.read(partial(_owner, token)) if TOKEN.fullmatch(token) else None
        if owned is None:
            return await self._lost(request)
        response = policy.elsewhere(path(owned.community_id))
        carried = self._pages.carried(request).with_link(digest(token))
        self._seal.put(response, COOKIE, carried.written(), KEPT)
        return response

    async def _go_out(self, request: Request) -> Response:
        if not policy.comes_from_here(request):
            return PlainTextResponse("403 Forbidden\n", HTTPStatus.FORBIDDEN, policy.HEADERS)
        response = policy.elsewhere(ROOT)
        self._seal.drop(response, COOKIE)
        response.headers["Clear-Site-Data"] = '"cache"'  # so that nobody turns back to the pages
        return response


def _owner(token: str, unit: SqlReading) -> Owned | None:
    """None when it leads nowhere, when it lies about for too long, and when its owner has left."""
    owned = unit.handbook_links.owner(digest(token))
    if owned is None or unit.now - owned.made_at > OPENS_FOR:
        return None
    member = unit.people.member_by_id(owned.community_id, owned.member_id)
    return owned if member and member.left_at is None else None
