"""Slack as far as installing goes: its consent page, its tokens and whose they are, its signed events.

Any number of workspaces, and organisations of them. A token is good in its own workspace and until it expires; a
refresh token is good once. docs.slack.dev, Installing with OAuth and Using token rotation.

async with slack_oauth() as slack:
    slack.team("T1", "Acme")
    ... a browser that goes to slack.authorize_url comes back with a code ...
"""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from tests.emulators.listening import listening

Json = dict[str, Any]

CLIENT_ID, CLIENT_SECRET, APP = "11.22", "the app's own secret", "A01KRING"
SCOPES = "scope"
# docs.slack.dev, of the methods that can be called here
NEEDED = {
    "chat.postMessage": frozenset({"chat:write"}),
    "conversations.open": frozenset({"mpim:write"}),
    "users.info": frozenset({"users:read"}),
}


@dataclass
class Team:
    """`organisation` "": a workspace by itself. `channels` by id: what was posted there."""

    id: str
    name: str
    organisation: str = ""
    posted: list[Json] = field(default_factory=list)


@dataclass
class Token:
    """`owner`: a workspace or an organisation."""

    owner: str
    scopes: frozenset[str]
    expired: bool = False
    revoked: bool = False


@dataclass
class SlackOauth:
    """`tells_who`: who installs it is told; who `declines` says no. `rotates`: tokens last so many seconds; renewing
    one is `slow` by so many.
    """

    url: str = ""
    teams: dict[str, Team] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)
    renewals: dict[str, Token] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Methods, each with whose token it was called with."""
    installs_into: str = ""
    org_wide: bool = False
    tells_who: bool = True
    declines: bool = False
    rotates: int = 0
    slow: float = 0.0
    fails: str = ""
    renewed: int = 0
    loses: int = 0
    """So many answers to renewals, which were done, never arrive."""
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def authorize_url(self) -> str:
        return f"{self.url}/oauth/v2/authorize"

    def team(self, identity: str, name: str, organisation: str = "") -> Team:
        made = self.teams[identity] = Team(identity, name, organisation)
        return made

    def revoke(self, owner: str) -> None:
        for token in self.tokens.values():
            token.revoked = token.revoked or token.owner == owner

    def expire(self, owner: str) -> None:
        for token in self.tokens.values():
            token.expired = token.expired or token.owner == owner

    def called(self, method: str) -> list[str]:
        """With whose token, each time."""
        return [owner for name, owner in self.calls if name == method]

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """Whoever is asked says yes at once."""
        asked = request.query
        assert asked["client_id"] == CLIENT_ID
        if self.declines:
            given = {"error": "access_denied", "state": asked["state"]}
        else:
            code = f"code-{next(self.numbers)}"
            self.codes[code] = {"redirect_uri": asked["redirect_uri"], SCOPES: asked[SCOPES]}
            given = {"code": code, "state": asked["state"]}
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(given)}")

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if method == "oauth.v2.access":
            return web.json_response(await self._access(request))
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        arguments = dict(request.query) if request.method == "GET" else await request.json()
        token = self.tokens.get(bearer)
        self.calls.append((method, token.owner if token else ""))
        return web.json_response(self._answer(method, token, arguments))

    async def _access(self, request: web.Request) -> Json:
        given = {name: str(value) for name, value in (await request.post()).items()}
        by = base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
        if by != f"{CLIENT_ID}:{CLIENT_SECRET}":
            return {"ok": False, "error": "bad_client_secret"}
        if self.fails:
            return {"ok": False, "error": self.fails}
        if given.get("grant_type") == "refresh_token":
            return await self._refreshed(given["refresh_token"])
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != given.get("redirect_uri"):
            return {"ok": False, "error": "invalid_code"}
        team = self.teams[self.installs_into]
        owner = team.organisation if self.org_wide else team.id
        return {
            **self._token(owner, frozenset(asked[SCOPES].split(","))),
            "scope": asked[SCOPES],
            "bot_user_id": f"UKRING{team.id}",
            "app_id": APP,
            "team": None if self.org_wide else {"id": team.id, "name": team.name},
            "enterprise": {"id": team.organisation, "name": "The organisation"} if team.organisation else None,
            "is_enterprise_install": self.org_wide,
            "authed_user": {"id": f"UADMIN{team.id}" if self.tells_who else ""},
        }

    async def _refreshed(self, refresh_token: str) -> Json:
        before = self.renewals.pop(refresh_token, None)
        self.renewed += 1
        await asyncio.sleep(self.slow)
        if self.loses:
            self.loses -= 1
            raise web.HTTPBadGateway
        if before is None:
            return {"ok": False, "error": "invalid_refresh_token"}
        return self._token(before.owner, before.scopes)

    def _token(self, owner: str, scopes: frozenset[str]) -> Json:
        number = next(self.numbers)
        token = f"xoxb-canary-{owner}-{number}"
        self.tokens[token] = Token(owner, scopes)
        made: Json = {"ok": True, "access_token": token, "token_type": "bot"}
        if self.rotates:
            self.renewals[f"xoxe-canary-{owner}-{number}"] = self.tokens[token]
            made |= {"expires_in": self.rotates, "refresh_token": f"xoxe-canary-{owner}-{number}"}
        return made

    def _answer(self, method: str, token: Token | None, arguments: Json) -> Json:
        refused = _refused(method, token)
        if token is None or refused:
            return {"ok": False, **refused}
        number, user = next(self.numbers), {"id": arguments.get("user"), "profile": {"real_name": "Somebody"}}
        channel = {"id": arguments.get("channel"), "name": "general", "is_member": True}
        known: dict[str, Json] = {
            "auth.test": {"team_id": token.owner, "user_id": f"UKRING{token.owner}"},
            "conversations.open": {"channel": {"id": f"G{number}{token.owner}"}},
            "conversations.info": {"channel": channel},
            "users.info": {"user": user},
        }
        posts = method in ("chat.postMessage", "chat.postEphemeral")
        return self._posted(token, arguments) if posts else {"ok": True, **known.get(method, {})}

    def _posted(self, token: Token, arguments: Json) -> Json:
        """Channels and people of a workspace end with its id."""
        theirs = [team for team in self.teams.values() if token.owner in (team.id, team.organisation)]
        for team in theirs:
            if str(arguments["channel"]).endswith(team.id):
                ts = f"1795440900.{next(self.numbers):06}"
                team.posted.append({**arguments, "ts": ts})
                return {"ok": True, "channel": arguments["channel"], "ts": ts}
        return {"ok": False, "error": "channel_not_found"}


def _refused(method: str, token: Token | None) -> Json:
    """Why Slack won't; nothing where it will."""
    if token is None:
        return {"error": "invalid_auth"}
    if token.revoked or token.expired:
        return {"error": "token_revoked" if token.revoked else "token_expired"}
    lacking = NEEDED.get(method, frozenset()) - token.scopes
    return {"error": "missing_scope", "needed": ",".join(sorted(lacking)), "provided": "…"} if lacking else {}


@contextlib.asynccontextmanager
async def slack_oauth() -> AsyncIterator[SlackOauth]:
    slack = SlackOauth()
    application = web.Application()
    application.router.add_get("/oauth/v2/authorize", slack.authorize)
    application.router.add_route("*", "/api/{method}", slack.api)
    async with listening(application) as port:
        slack.url = f"http://127.0.0.1:{port}"
        yield slack
