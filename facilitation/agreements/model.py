"""A contribution agreement: proposed by either side, standing once the other accepts, ended by either at any time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, Level, WorkspaceId, new_id
from facilitation.ports.memory import UnitOfWork

WORDS_AT_MOST = 600  # characters of what is brought, or expected
AT_THE_EDGE = (Level.PERIPHERAL, Level.GUEST)
AFTER = {"3": timedelta(days=91), "6": timedelta(days=182), "12": timedelta(days=365)}  # months: then it is asked about


class Stage(StrEnum):
    PROPOSED = "proposed"
    STANDS = "stands"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(kw_only=True, eq=False)
class Agreement:
    """Between somebody at the edge (`workspace`, `user`) and the core, for which a facilitator speaks (`core_…`).

    `months`: after how many it is asked about. `again`: who said since it was asked that it is still good.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    workspace: WorkspaceId
    user: str
    core_workspace: WorkspaceId | None = None
    core_user: str | None = None
    brings: str
    expects: str
    months: str
    by_core: bool
    stage: Stage = Stage.PROPOSED
    proposed_at: datetime
    review_at: datetime | None = None
    again: tuple[AccountRef, ...] = ()

    @property
    def who(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def core(self) -> AccountRef | None:
        return AccountRef(self.core_workspace, self.core_user) if self.core_workspace and self.core_user else None

    @property
    def proposed_by(self) -> AccountRef | None:
        return self.core if self.by_core else self.who

    @property
    def key(self) -> str:
        """Of what the other side is sent: with each account's.

        What somebody at the edge proposes next, before they are answered, is told in the same messages: no budget
        holds those back.
        """
        return f"agreements/{self.community_id}/{self.id}/" if self.by_core else key_of(self.community_id, self.who)


def key_of(community: CommunityId, who: AccountRef) -> str:
    """Of all that somebody at the edge proposes."""
    return f"agreements/{community}/{who.workspace}/{who.user}/"


class Agreements(Protocol):
    """The entered community's."""

    def add(self, agreement: Agreement) -> None: ...

    def get(self, identity: str) -> Agreement | None: ...

    def standing(self) -> Sequence[Agreement]:
        """The oldest first."""
        ...

    def proposed(self) -> Sequence[Agreement]:
        """And not answered yet; the oldest first."""
        ...

    def of(self, who: AccountRef) -> Sequence[Agreement]:
        """Proposed or standing, with somebody at the edge."""
        ...


class AgreementWork(UnitOfWork, Protocol):
    @property
    def agreements(self) -> Agreements: ...
