"""Who opens Kring's tab in Teams: by what Entra ID tells Teams' own page, or by having signed in to the handbook."""

from collections.abc import Callable
from functools import partial

import jwt
import structlog
from starlette.requests import Request

from adapters.teams.tab.visitors import BotOf, CannotTell, Visitor
from bot.handbook import policy
from bot.handbook.library import Library
from bot.handbook.openid import NotSignedIn, OpenId, Provider, Unreachable
from bot.handbook.seal import Seal
from bot.handbook.visitors import COOKIE, Carried
from facilitation.people import DIRECTORY_ID, AccountRef, WorkspaceId
from storage.reading import SqlReading

# learn.microsoft.com, Teams "Configure your app in Microsoft Entra ID": on a device, and on the web.
TEAMS = frozenset({"1fec8e78-bce4-4aaf-ab1b-5451cc387264", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"})
SCOPE = "access_as_user"
LONGEST = 16 * 1024  # characters; Entra ID's tokens have some 2,000
ProviderOf = Callable[[str, str], Provider]
"""Of a tenant, by its id and its app id."""

log = structlog.get_logger()


class TabVisitors:
    """`adapters.teams.tab.visitors.Visitors`."""

    def __init__(self, library: Library, seal: Seal, provider_of: ProviderOf) -> None:
        self._library, self._seal, self._provider_of = library, seal, provider_of
        self._ways: dict[tuple[str, str], OpenId] = {}

    async def by_token(self, token: str, bot_of: BotOf) -> Visitor | None:
        try:
            tenant = _tenant(token)
            client = bot_of(WorkspaceId(f"teams:{tenant}"))
            if client is None:
                raise NotSignedIn("from a tenant that has registered no bot here")
            way = self._ways.setdefault((tenant, client), OpenId(self._provider_of(tenant, client), ""))
            claims = await way.presented(token, TEAMS, SCOPE)
            named, user = way.provider.account(claims)
            if named != tenant:
                raise NotSignedIn("from another tenant than whose it says it is")
        except Unreachable as error:
            log.warning("entra_unreachable", why=str(error))
            raise CannotTell from error
        except Exception as error:  # noqa: BLE001 the library that reads it raises whatever a stranger makes it raise
            why = str(error) if isinstance(error, NotSignedIn) else ""
            log.info("not_known_in_tab", error=type(error).__name__, why=why)
            return None
        return await self._library.read(partial(_met, AccountRef(WorkspaceId(f"teams:{tenant}"), user)))

    async def by_cookie(self, request: Request) -> Visitor | None:
        if not policy.comes_from_here(request):
            return None
        carried = Carried.read(self._seal.get(request, COOKIE))
        return await self._library.read(partial(_signed_in, carried))


def _tenant(token: str) -> str:
    """Whose it says it is, not yet believed. Raises: NotSignedIn."""
    if len(token) > LONGEST:
        raise NotSignedIn("longer than any token")
    return str(jwt.decode(token, options={"verify_signature": False}).get("tid", ""))


def _met(directory: AccountRef, unit: SqlReading) -> Visitor | None:
    """None for an account that was closed."""
    known = unit.handbook.known_as(directory)
    account = unit.people.account(known)
    if account and not account.is_active:
        return None
    return Visitor(directory.workspace, known if account else None, directory.user)


def _signed_in(carried: Carried, unit: SqlReading) -> Visitor | None:
    who = carried.account if carried.until and unit.now < carried.until else None
    if who is None or not who.workspace.startswith("teams:"):
        return None
    account = unit.people.account(who)
    if account is None or not account.is_active:
        return Visitor(who.workspace, None) if account is None else None
    return Visitor(who.workspace, who, str((account.address or {}).get(DIRECTORY_ID, "")))
