"""Where Kring was installed by somebody who may, and what it takes to speak there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from facilitation.people import WorkspaceId, new_id

KEPT_FOR = timedelta(days=30)
"""What a workspace's communities made, after Kring was taken out of it: so long it is waited for them to come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """`workspace` is an organisation where it was installed for all of that one's. `turn` changes with the token."""

    workspace: WorkspaceId
    name: str = ""
    app: str = ""
    bot_user: str = ""
    scopes: tuple[str, ...] = ()
    token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    refused: str = ""
    """Why its token can't be renewed any more, in the platform's word; "" while it can."""
    turn: str = field(default_factory=new_id)


class Installations(Protocol):
    """Of all workspaces; their tokens are encrypted where they rest, and gone with the installation."""

    def begin(self, digest: str, until: datetime) -> None:
        """Somebody set out to install: what only they bring back has this digest."""
        ...

    def redeem(self, digest: str) -> bool:
        """Whether it is good; it is for whoever comes first, and in time."""
        ...

    def keep(self, installation: Installation) -> bool:
        """In the place of any before; whether there was one, be it over or not."""
        ...

    def find(self, workspace: WorkspaceId, organisation: WorkspaceId | None = None) -> Installation | None:
        """The workspace's own; else that of the organisation, which from then on is known to be the workspace's."""
        ...

    def admit(self, workspaces: Sequence[WorkspaceId], organisation: WorkspaceId | None) -> None:
        """An organisation lets Kring into these of its workspaces; without one, what it takes is kept elsewhere."""
        ...

    def end(self, workspaces: Sequence[WorkspaceId], at: datetime) -> Sequence[WorkspaceId]:
        """Tokens are gone at once. Return where Kring is no longer: there, and for an organisation in all it has.

        What was installed since then stays.
        """
        ...

    def lease(self, installation: Installation, span: timedelta) -> bool:
        """Whether its token is the caller's to renew: nobody else's until that time is over, and not renewed since."""
        ...

    def runs_out(self, workspace: WorkspaceId, turn: str, why: str) -> Sequence[WorkspaceId]:
        """Its token can't be renewed. Return where Kring speaks by it: there, and for an organisation in all it has."""
        ...

    def running_out(self) -> Sequence[Installation]:
        """Those of which that is known."""
        ...

    def renew(self, before: Installation, renewed: Installation) -> bool:
        """Keep the new token in the place of that one; False when it is not there any more."""
        ...
