"""A support request with its replies. There is no date by which anything must be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, WorkspaceId, new_id
from facilitation.ports.memory import UnitOfWork

WORDS_AT_MOST = 1500  # characters of a request, or of a reply


class Stage(StrEnum):
    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(kw_only=True, eq=False)
class SupportRequest:
    community_id: CommunityId
    id: str = field(default_factory=new_id)
    workspace: WorkspaceId
    user: str
    text: str
    asked_at: datetime
    stage: Stage = Stage.OPEN
    settler_workspace: WorkspaceId | None = None
    settler_user: str | None = None

    @property
    def asker(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def settler(self) -> AccountRef | None:
        workspace, user = self.settler_workspace, self.settler_user
        return AccountRef(workspace, user) if workspace and user else None

    def settle(self, by: AccountRef) -> None:
        self.stage, self.settler_workspace, self.settler_user = Stage.SETTLED, by.workspace, by.user

    def reopen(self) -> None:
        self.stage, self.settler_workspace, self.settler_user = Stage.OPEN, None, None

    @property
    def key(self) -> str:
        """Of its card in the channel; with a slash and the user, of a sponsor's."""
        return f"support/{self.id}"


@dataclass(kw_only=True, eq=False)
class SupportReply:
    community_id: CommunityId
    id: str = field(default_factory=new_id)
    request_id: str
    workspace: WorkspaceId
    user: str
    text: str
    at: datetime

    @property
    def by(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


class Requests(Protocol):
    """The entered community's."""

    def add(self, request: SupportRequest) -> None: ...

    def get(self, identity: str) -> SupportRequest | None: ...

    def open(self) -> Sequence[SupportRequest]:
        """The oldest first."""
        ...

    def by(self, asker: AccountRef) -> Sequence[SupportRequest]: ...

    def settled_by(self, account: AccountRef) -> Sequence[SupportRequest]: ...

    def remove(self, request: SupportRequest) -> None:
        """With its replies."""
        ...

    def reply(self, reply: SupportReply) -> None: ...

    def replies(self, request_id: str) -> Sequence[SupportReply]:
        """The oldest first."""
        ...

    def replied_since(self, since: datetime) -> Sequence[SupportRequest]: ...

    def replied_by(self, account: AccountRef) -> Sequence[SupportReply]: ...

    def take_back(self, reply: SupportReply) -> None: ...


class SupportWork(UnitOfWork, Protocol):
    @property
    def support(self) -> Requests: ...
