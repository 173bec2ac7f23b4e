"""Who opens the tab. What tells it is given from outside, as the handbook's signing in is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from facilitation.people import AccountRef, WorkspaceId

BotOf = Callable[[WorkspaceId], str | None]
"""The app id that a tenant has registered; None for a tenant that is none of ours."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """`account`: None when Kring has never met them. `directory_id`: who they are to Entra ID."""

    workspace: WorkspaceId
    account: AccountRef | None
    directory_id: str = ""


class CannotTell(Exception):
    """Who vouches for people can't be asked just now."""


class Visitors(Protocol):
    """Both give None where nobody is known. Nothing else is raised for what a stranger brings."""

    async def by_token(self, token: str, bot_of: BotOf) -> Visitor | None:
        """By what Teams gives the page of whoever has it open (single sign-on). Raises: CannotTell."""
        ...

    async def by_cookie(self, request: Request) -> Visitor | None:
        """By having signed in to the handbook in this browser. A request from another site's page is nobody's."""
        ...
