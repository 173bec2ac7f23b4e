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
from bot.handbook.pages import Pages
from bot.handbook.seal import Seal
from bot.handbook.visitors import COOKIE, KEPT, Carried
from facilitation.people import AccountRef, WorkspaceId
from storage.reading import SqlReading

log = structlog.get_logger()

WAY = "kring_handbook_way"
WITHIN = timedelta(minutes=10)  # for passwords, second factors and consent
HERE = re.compile(rf"/teams/home|{ROOT}(?!/(sign-in|in|out)(/|$))(/(?!\.)[A-Za-z0-9._~%=-]+)*")
"""A path within the handbook, or Teams' tab, and nothing else: it is where browsers are sent afterwards."""


class SigningIn:
    def __init__(
        self, providers: Sequence[Provider], library: Library, pages: Pages, seal: Seal, public_url: str
    ) -> None:
        self._ways = {each.name: OpenId(each, f"{public_url}{ROOT}/sign-in/{each.name}/back") for each in providers}
        self._library = library
        self._pages = pages
        self._seal = seal

    @property
    def routes(self) -> Sequence[BaseRoute]:
        named = f"{ROOT}/sign-in/{{name}}"
        return [Route(named, self._set_out), Route(f"{named}/back", self._come_back)] if self._ways else []

    async def _set_out(self, request: Request) -> Response:
        way = self._ways.get(request.path_params["name"])
        if way is None:
            return await self._pages.lost()(request)
        attempt, to = Attempt.begun(), request.query_params.get("to", "")
        try:
            address = await way.address(attempt)
        except Unreachable as error:
            return await self._failed(request, way, error)
        response = policy.elsewhere(address)
        now = await self._library.read(lambda unit: unit.now)
        carried = {
            "name": way.provider.name,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "verifier": attempt.verifier,
            "to": to if HERE.fullmatch(to) else ROOT,
            "until": (now + WITHIN).isoformat(),
        }
        self._seal.put(response, WAY, carried, int(WITHIN.total_seconds()))
        return response

    async def _come_back(self, request: Request) -> Response:
        way, carried = self._ways.get(request.path_params["name"]), self._seal.get(request, WAY)
        if way is None:
            return await self._pages.lost()(request)
        try:
            attempt = _attempt(carried, way, request.query_params)
            claims = await way.claims(request.query_params.get("code", ""), attempt)
            who = await self._library.read(partial(_account, way.provider, claims))
            now = await self._library.read(lambda unit: unit.now)
            if now > datetime.fromisoformat(str(carried["until"])):
                raise NotSignedIn("too late")
        except (NotSignedIn, Unreachable) as error:
            return await self._failed(request, way, error)
        response = policy.elsewhere(str(carried["to"]))
        self._seal.drop(response, WAY)
        known: Carried = self._pages.carried(request)
        self._seal.put(response, COOKIE, known.signed_in(who, now).written(), KEPT)
        return response

    async def _failed(self, request: Request, way: OpenId, error: NotSignedIn | Unreachable) -> Response:
        log.info("not_signed_in", provider=way.provider.name, error=type(error).__name__, why=str(error))
        away = isinstance(error, Unreachable)
        response = await self._pages.unsigned(HTTPStatus.BAD_GATEWAY if away else HTTPStatus.BAD_REQUEST)(request)
        self._seal.drop(response, WAY)
        return response


def _attempt(carried: Mapping[str, object], way: OpenId, told: Mapping[str, str]) -> Attempt:
    """What the browser set out with. Raises: NotSignedIn, unless it comes back from just there."""
    state = str(carried.get("state", ""))
    if not state or carried.get("name") != way.provider.name:
        raise NotSignedIn("nobody set out")
    if not hmac.compare_digest(state.encode(), told.get("state", "").encode()):
        raise NotSignedIn("back from elsewhere")
    if "error" in told or not told.get("code"):
        raise NotSignedIn("they would rather not")
    return Attempt(state, str(carried["nonce"]), str(carried["verifier"]))


def _account(provider: Provider, claims: Mapping[str, object], unit: SqlReading) -> AccountRef:
    """Teams calls people otherwise than Entra ID does. Raises: NotSignedIn."""
    workspace, user = provider.account(claims)
    account = AccountRef(WorkspaceId(f"{provider.name}:{workspace}"), user)
    return unit.handbook.known_as(account) if provider.name == "teams" else account
