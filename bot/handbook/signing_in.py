"""Signing in with the platform that somebody has an account on: there, and back to where they were."""

import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.handbook import policy
from bot.handbook.drawing import ROOT
from bot.handbook.library import Library
from bot.handbook.openid import Attempt, NotSignedIn, OpenId, Provider, Unreachable
from bot.handbook.organisations import Organisations
from bot.handbook.pages import Pages
from bot.handbook.seal import Seal
from bot.handbook.visitors import COOKIE, KEPT, Carried
from facilitation.people import AccountRef, WorkspaceId
from storage.reading import SqlReading

log = structlog.get_logger()

WAY = "kring_handbook_way"
ORGANISATION, CALLED = "org", "called"
TEAMS_BACK = f"{ROOT}/sign-in/teams/back"
WITHIN = timedelta(minutes=10)  # for passwords, second factors and consent
HERE = re.compile(rf"/teams/home|{ROOT}(?!/(sign-in|in|out)(/|$))(/(?!\.)[A-Za-z0-9._~%=-]+)*")
"""A path within the handbook, or Teams' tab, and nothing else: it is where browsers are sent afterwards."""


class SigningIn:
    def __init__(
        self, organisations: Organisations, library: Library, pages: Pages, seal: Seal, public_url: str
    ) -> None:
        self._organisations = organisations
        self._public_url = public_url
        self._ways: dict[tuple[str, str], OpenId] = {}
        self._library = library
        self._pages = pages
        self._seal = seal

    @property
    def routes(self) -> Sequence[BaseRoute]:
        named = f"{ROOT}/sign-in/{{name}}"
        return [Route(named, self._set_out), Route(f"{named}/back", self._come_back)]

    async def _set_out(self, request: Request) -> Response:
        """Where the platform has several organisations and nothing tells which is theirs, they say so.

        What they type leads to a link: a policy that forms stay here lets none be sent on to a platform.
        """
        name, asked = request.path_params["name"], request.query_params
        to = asked.get("to", "") if HERE.fullmatch(asked.get("to", "")) else ROOT
        called = asked.get(CALLED, "")
        meant = await self._organisations.meant(name, asked.get(ORGANISATION, ""), called, to)
        if meant.by_name or len(meant.found) > 1:
            return await self._pages.organisations(name, meant, called, to)(request)
        if not meant.found:
            return await self._pages.lost()(request)
        return await self._leave(request, self._way(meant.found[0]), to)

    def _way(self, provider: Provider) -> OpenId:
        """The one that is known, as long as its registration is the same."""
        way = self._ways.get((provider.name, provider.tenant))
        if way is None or way.provider != provider:
            way = OpenId(provider, f"{self._public_url}{ROOT}/sign-in/{provider.name}/back")
            self._ways[provider.name, provider.tenant] = way
        return way

    async def _leave(self, request: Request, way: OpenId, to: str) -> Response:
        attempt = Attempt.begun()
        try:
            address = await way.address(attempt)
        except Unreachable as error:
            return await self._failed(request, error)
        response = policy.elsewhere(address)
        now = await self._library.read(lambda unit: unit.now)
        carried = {
            "name": way.provider.name,
            ORGANISATION: way.provider.tenant,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "verifier": attempt.verifier,
            "to": to,
            "until": (now + WITHIN).isoformat(),
        }
        self._seal.put(response, WAY, carried, int(WITHIN.total_seconds()))
        return response

    async def _come_back(self, request: Request) -> Response:
        """By the registration with which they set out, if it is still there."""
        name, carried = request.path_params["name"], self._seal.get(request, WAY)
        if not await self._organisations.has(name):
            return await self._pages.lost()(request)
        try:
            attempt = _attempt(carried, name, request.query_params)
            way = self._way(await self._organisations.of(name, str(carried.get(ORGANISATION, ""))))
            claims = await way.claims(request.query_params.get("code", ""), attempt)
            who = await self._library.read(partial(_account, way.provider, claims))
            now = await self._library.read(lambda unit: unit.now)
            if now > datetime.fromisoformat(str(carried["until"])):
                raise NotSignedIn("too late")
        except (NotSignedIn, Unreachable) as error:
            return await self._failed(request, error)
        response = policy.elsewhere(str(carried["to"]))
        self._seal.drop(response, WAY)
        known: Carried = self._pages.carried(request)
        self._seal.put(response, COOKIE, known.signed_in(who, now).written(), KEPT)
        return response

    async def _failed(self, request: Request, error: NotSignedIn | Unreachable) -> Response:
        log.info("not_signed_in", provider=request.path_params["name"], error=type(error).__name__, why=str(error))
        away = isinstance(error, Unreachable)
        response = await self._pages.unsigned(HTTPStatus.BAD_GATEWAY if away else HTTPStatus.BAD_REQUEST)(request)
        self._seal.drop(response, WAY)
        return response


def _attempt(carried: Mapping[str, object], name: str, told: Mapping[str, str]) -> Attempt:
    """What the browser set out with. Raises: NotSignedIn, unless it comes back from just there."""
    state = str(carried.get("state", ""))
    if not state or carried.get("name") != name:
        raise NotSignedIn("nobody set out")
    if not hmac.compare_digest(state.encode(), told.get("state", "").encode()):
        raise NotSignedIn("back from elsewhere")
    if "error" in told or not told.get("code"):
        raise NotSignedIn("they would rather not")
    return Attempt(state, str(carried["nonce"]), str(carried["verifier"]))


def _account(provider: Provider, claims: Mapping[str, object], unit: SqlReading) -> AccountRef:
    """A platform may call people otherwise than the directory does. Raises: NotSignedIn."""
    workspace, user = provider.account(claims)
    return unit.handbook.known_as(AccountRef(WorkspaceId(f"{provider.name}:{workspace}"), user))
