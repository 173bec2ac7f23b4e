"""An invitation on its way: asked for, consented to, and taken up by whoever says its code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, WorkspaceId, new_id
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.outlook import Outlooks

GOOD_FOR = timedelta(days=14)  # a code
TERM = timedelta(days=365)  # of a sponsor: then somebody is proposed again
CALLED_AT_MOST = 80  # characters
ASKED_AT_MOST = 3  # invitations by one person that wait for consent


class As(StrEnum):
    GUEST = "guest"
    SPONSOR = "sponsor"


class Stage(StrEnum):
    ASKED = "asked"
    OPEN = "open"  # consented to: its code lets in
    TAKEN = "taken"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(kw_only=True, eq=False)
class Invitation:
    """`called` is how the inviter calls who is meant; `workspace` and `user` who took it up. `digest` is its code's."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    kind: As
    called: str
    inviter_workspace: WorkspaceId
    inviter_user: str
    agreed: tuple[AccountRef, ...] = ()
    stage: Stage = Stage.ASKED
    asked_at: datetime
    digest: str | None = None
    code_until: datetime | None = None
    workspace: WorkspaceId | None = None
    user: str | None = None
    until: datetime | None = None

    @property
    def inviter(self) -> AccountRef:
        return AccountRef(self.inviter_workspace, self.inviter_user)

    @property
    def who(self) -> AccountRef | None:
        return AccountRef(self.workspace, self.user) if self.workspace and self.user else None

    def holds(self, now: datetime) -> bool:
        """Whether somebody is a sponsor by it."""
        return self.stage is Stage.TAKEN and self.until is not None and self.until > now


class Invitations(Protocol):
    """In the directory: whoever has a code is in no community yet."""

    def add(self, invitation: Invitation) -> None: ...

    def get(self, identity: str) -> Invitation | None:
        """Of the entered community."""
        ...

    def asked(self) -> Sequence[Invitation]:
        """That still wait for consent in the entered community, the oldest first."""
        ...

    def sponsoring(self, at: datetime) -> Sequence[Invitation]:
        """By which somebody is a sponsor of the entered community then."""
        ...

    def held_by(self, account: AccountRef, at: datetime) -> Sequence[Invitation]:
        """By which somebody is a sponsor then, of whichever community."""
        ...

    def pending_of(self, inviter: AccountRef) -> Sequence[Invitation]:
        """Asked for or open, in the entered community."""
        ...

    def by_digest(self, digest: str) -> Invitation | None:
        """Open, of whichever community."""
        ...


class InvitingWork(UnitOfWork, Protocol):
    @property
    def outlooks(self) -> Outlooks: ...

    @property
    def invitations(self) -> Invitations: ...
