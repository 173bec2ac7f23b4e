"""The handbook's pages over HTTP: each is read and drawn in one go, for whoever the browser says has come."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.handbook import item_views, policy, searching, views
from bot.handbook.drawing import ROOT, Drawing, path
from bot.handbook.library import Library
from bot.handbook.organisations import Meant
from bot.handbook.rooms import enter, spoken
from bot.handbook.seal import Seal
from bot.handbook.views import Asked, View
from bot.handbook.visitors import COOKIE, Carried, Visitor, visitor
from bot.logs import whereabouts
from facilitation.people import Community
from storage.reading import SqlReading

log = structlog.get_logger()

HERE = f"{ROOT}/{{community}}"
VIEWS: Mapping[str, View] = {
    HERE: views.front,
    f"{HERE}/all": views.everything,
    f"{HERE}/kinds/{{kind}}": views.kind,
    f"{HERE}/tags": views.tags,
    f"{HERE}/tags/{{tag:path}}": views.tag,
    f"{HERE}/glossary": views.glossary,
    f"{HERE}/questions": views.questions,
    f"{HERE}/questions/{{id}}": views.question,
    f"{HERE}/sessions": views.sessions,
    f"{HERE}/sessions/{{id}}": views.session,
    f"{HERE}/people/{{id}}": views.person,
    f"{HERE}/search": searching.search,
    f"{HERE}/items/{{id}}": item_views.item,
    f"{HERE}/items/{{id}}/versions": item_views.versions,
    f"{HERE}/items/{{id}}/versions/{{number}}": item_views.version,
}
LOOKED_AT = 200  # communities of which it is asked whether they show anything to those who are no members

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and what the browser that asks carries."""

    here: str
    asked: Asked
    carried: Carried
    accepted: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """`private`: for somebody who is known. `instead`: where to go, in the place of a page."""

    html: str
    status: int = HTTPStatus.OK
    private: bool = True
    instead: str = ""


class Pages:
    def __init__(self, library: Library, drawing: Drawing, seal: Seal) -> None:
        self._library = library
        self._drawing = drawing
        self._seal = seal

    @property
    def routes(self) -> Sequence[BaseRoute]:
        shown = [Route(where, self._showing(partial(self._page, view))) for where, view in VIEWS.items()]
        return [Route(ROOT, self._showing(self._shelves)), *shown]

    def lost(self) -> Endpoint:
        """For whatever else is asked for below the handbook."""
        return self._showing(lambda wanted, unit: self._alone("lost.html", HTTPStatus.NOT_FOUND, wanted, unit))

    def unsigned(self, status: int) -> Endpoint:
        """For whoever could not be signed in."""
        return self._showing(partial(self._alone, "unsigned.html", status))

    def organisations(self, name: str, meant: Meant, called: str, to: str) -> Endpoint:
        """Which organisation somebody is of, who signs in with that platform."""
        more = {"name": name, "meant": meant, "called": called, "to": to}
        return self._showing(lambda wanted, unit: self._alone("organisations.html", HTTPStatus.OK, wanted, unit, more))

    def carried(self, request: Request) -> Carried:
        return Carried.read(self._seal.get(request, COOKIE))

    async def _wanted(self, request: Request) -> Wanted:
        """For who is not known by words alone: understanding costs a thread's while, and anybody may ask."""
        asked, carried = Asked(request.path_params, request.query_params), self.carried(request)
        if asked.words and carried != Carried():
            asked = replace(asked, meaning=await self._library.understand(asked.words))
        return Wanted(request.url.path, asked, carried, request.headers.get("accept-language", ""))

    def _showing(self, draw: Callable[[Wanted, SqlReading], Drawn]) -> Endpoint:
        async def show(request: Request) -> Response:
            try:
                drawn = await self._library.read(partial(draw, await self._wanted(request)))
            except Exception as error:  # noqa: BLE001 what is told of it must hold nothing of what was read
                log.error("handbook_not_shown", **whereabouts(error))
                return PlainTextResponse("500 Internal Server Error\n", 500, policy.HEADERS)
            if drawn.instead:
                return policy.elsewhere(drawn.instead)
            return policy.page(drawn.html, request, private=drawn.private, status=drawn.status)

        return show

    def _page(self, view: View, wanted: Wanted, unit: SqlReading) -> Drawn:
        who = visitor(wanted.carried, unit)
        room = enter(wanted.asked.parts["community"], who, wanted.accepted, unit)
        shown = view(room, wanted.asked) if room else None
        if room is None or shown is None:
            return self._alone("lost.html", HTTPStatus.NOT_FOUND, wanted, unit)
        template, more = shown
        known = {"room": room, "who": who, "here": wanted.here, "words": ""}
        return Drawn(self._drawing.draw(template, room.texts, {**known, **more}), private=who.is_anybody)

    def _alone(
        self,
        template: str,
        status: int,
        wanted: Wanted,
        unit: SqlReading,
        more: Mapping[str, object] = MappingProxyType({}),
    ) -> Drawn:
        """A page of no community: the same whether something is not there or not for them."""
        who = visitor(wanted.carried, unit)
        known = {"room": None, "who": who, "here": wanted.here}
        return Drawn(self._drawing.draw(template, spoken(who, wanted.accepted), {**known, **more}), status)

    def _shelves(self, wanted: Wanted, unit: SqlReading) -> Drawn:
        """The handbooks one may read; for whoever has just one, that one."""
        who = visitor(wanted.carried, unit)
        mine = who.communities(unit)
        known = {community.id for community in mine}
        others = [each for each in unit.handbook.communities(LOOKED_AT) if each.id not in known]
        open_ = [each for each in others if _is_open(each, who, unit)]
        if len(mine) == 1 and not open_:
            return Drawn("", instead=path(mine[0].id))
        more = {"room": None, "who": who, "here": wanted.here, "mine": mine, "others": open_}
        return Drawn(self._drawing.draw("shelves.html", spoken(who, wanted.accepted), more), private=who.is_anybody)


def _is_open(community: Community, who: Visitor, unit: SqlReading) -> bool:
    unit.enter(community, None)
    if unit.handbook.has_any_for("public"):
        return True
    return who.reads(community, unit).is_of_organisation and unit.handbook.has_any_for("organisation")
