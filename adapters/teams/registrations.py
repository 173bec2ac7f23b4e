"""The bots that Kring is: each tenant has registered its own, and is served by that one only.

One registration is in the settings; more are in the notes, put there by a command while Kring runs or doesn't.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import aiohttp

from adapters.notes import Notes
from adapters.teams.tokens import AppSecret, Tokens
from facilitation.people import WorkspaceId

KEPT = "registration/"
"""Before a tenant, in the notes."""


@dataclass(frozen=True, slots=True)
class Registered:
    """One tenant's bot, with the token that Kring shows as it."""

    secret: AppSecret
    tokens: Tokens


class Registrations:
    def __init__(self, given: AppSecret, notes: Notes, session: aiohttp.ClientSession) -> None:
        self._given, self._notes, self._session = given, notes, session
        self._by_tenant: Mapping[str, Registered] = {}
        self._keep([given])

    async def look_again(self) -> None:
        """What was added or taken away meanwhile. The settings' own is not replaced."""
        noted = [read_note(note, self._given.token_url) for note in await self._notes.read(KEPT)]
        self._keep([*noted, self._given])

    @property
    def all(self) -> Iterable[Registered]:
        return self._by_tenant.values()

    @property
    def problem(self) -> str | None:
        """Of each that has one."""
        return "; ".join(each.tokens.problem for each in self.all if each.tokens.problem) or None

    def of(self, tenant: str) -> Registered | None:
        return self._by_tenant.get(tenant)

    def bot_of(self, workspace: WorkspaceId) -> str | None:
        """The app id that this tenant has registered."""
        platform, _, tenant = workspace.partition(":")
        registered = self._by_tenant.get(tenant) if platform == "teams" else None
        return registered.secret.app_id if registered else None

    def has(self, app_id: str) -> bool:
        return any(each.secret.app_id == app_id for each in self.all)

    def serves(self, app_id: str, tenant: str) -> bool:
        """Whether this bot is that tenant's."""
        registered = self._by_tenant.get(tenant)
        return registered is not None and registered.secret.app_id == app_id

    def _keep(self, secrets: Iterable[AppSecret]) -> None:
        """What did not change keeps its token."""
        before = {each.secret: each for each in self.all}
        self._by_tenant = {
            each.tenant: before.get(each) or Registered(each, Tokens(each, self._session)) for each in secrets
        }


def note_of(secret: AppSecret) -> tuple[str, object]:
    """What is kept of a registration that is added: the key and the value of a note."""
    return f"{KEPT}{secret.tenant}", {"app_id": secret.app_id, "password": secret.password, "name": secret.name}


def read_note(note: tuple[str, object], token_url: str = "") -> AppSecret:
    """As `note_of` wrote it."""
    key, value = note
    told = value if isinstance(value, dict) else {}
    app_id, password, name = (str(told.get(each, "")) for each in ("app_id", "password", "name"))
    return AppSecret(app_id, password, key.removeprefix(KEPT), token_url, name)
