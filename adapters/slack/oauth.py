"""Slack's side of being installed: where browsers are sent, and codes and refresh tokens turned into tokens.

docs.slack.dev, Installing with OAuth and Using token rotation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import encode_basic_auth

from adapters.border import Node, part, text
from adapters.slack.routes import INSTALL, MORE, REDIRECT
from adapters.slack.web_api import Wire, told
from facilitation.people import WorkspaceId, new_id
from facilitation.ports.installations import Installation
from facilitation.ports.platform import Unsupported

AUTHORIZE_URL = "https://slack.com/oauth/v2/authorize"
METHOD = "oauth.v2.access"


@dataclass(frozen=True, slots=True, repr=False)
class App:
    """Kring as Slack knows it. `back`: where Slack sends browsers back to."""

    client_id: str
    client_secret: str
    back: str
    scopes: tuple[str, ...]
    authorize_url: str = AUTHORIZE_URL


@dataclass(frozen=True, slots=True)
class Granted:
    """`by`: the user who installed it."""

    installation: Installation
    by: str
    is_org_wide: bool


class OAuth:
    def __init__(self, app: App, wire: Wire) -> None:
        self._app = app
        self._wire = wire

    @property
    def scopes(self) -> tuple[str, ...]:
        """All that are asked for."""
        return self._app.scopes

    def more(self, scopes: Iterable[str]) -> str:
        """The page that says why these are needed, and leads to giving them."""
        return f"{self._app.back.removesuffix(REDIRECT)}{MORE}?{urlencode({'scopes': ','.join(scopes)})}"

    def anew(self, workspace: WorkspaceId) -> str:
        """Where Kring is installed into that workspace."""
        return installed_anew(self._app.back.removesuffix(REDIRECT), workspace)

    def address(self, state: str, team: str = "") -> str:
        """Where a browser is sent; `team`: the workspace that is proposed there."""
        asked = {
            "client_id": self._app.client_id,
            "scope": ",".join(self._app.scopes),
            "redirect_uri": self._app.back,
            "state": state,
            **({"team": team} if team else {}),
        }
        return f"{self._app.authorize_url}?{urlencode(asked)}"

    async def redeem(self, code: str, now: datetime) -> Granted:
        """Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        answer = await self._ask({"code": code, "redirect_uri": self._app.back})
        org_wide = answer.get("is_enterprise_install") is True
        where = part(answer, "enterprise" if org_wide else "team")
        if not (text(where, "id") and text(answer, "access_token") and text(answer, "bot_user_id")):
            raise Unsupported("an answer that names no installation")
        installation = Installation(
            workspace=WorkspaceId(f"slack:{text(where, 'id')}"),
            name=text(where, "name"),
            app=text(answer, "app_id"),
            bot_user=text(answer, "bot_user_id"),
            scopes=tuple(_scopes(text(answer, "scope"))),
            token=text(answer, "access_token"),
            refresh_token=text(answer, "refresh_token"),
            expires_at=_expires(answer, now),
        )
        return Granted(installation, text(part(answer, "authed_user"), "id"), org_wide)

    async def try_out(self) -> None:
        """With a code that Slack gave nobody. Raises: Unsupported, with what it says of it; TryLater, Ambiguous."""
        await self._ask({"code": "none", "redirect_uri": self._app.back})

    async def renew(self, installation: Installation, now: datetime) -> Installation:
        """Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        given = {"grant_type": "refresh_token", "refresh_token": installation.refresh_token}
        answer = await self._ask(given)
        if not text(answer, "access_token"):
            raise Unsupported("an answer without a token")
        return replace(
            installation,
            token=text(answer, "access_token"),
            refresh_token=text(answer, "refresh_token") or installation.refresh_token,
            expires_at=_expires(answer, now),
            turn=new_id(),
        )

    async def _ask(self, given: Mapping[str, str]) -> Node:
        by = {"Authorization": encode_basic_auth(self._app.client_id, self._app.client_secret)}
        return told(await self._wire.call(METHOD, "POST", {"data": dict(given), "headers": by}))


def installed_anew(public_url: str, workspace: WorkspaceId) -> str:
    """Slack is told which workspace is meant; of an organisation, whoever installs it chooses."""
    team = workspace.removeprefix("slack:")
    return f"{public_url}{INSTALL}?{urlencode({'team': team})}" if team.startswith("T") else f"{public_url}{INSTALL}"


def _scopes(written: str) -> Iterable[str]:
    return (scope.strip() for scope in written.split(",") if scope.strip())


def _expires(answer: Node, now: datetime) -> datetime | None:
    seconds = answer.get("expires_in")
    return now + timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None
