"""What people did with an item, and who is told what becomes of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from facilitation.knowledge.items import person_of
from facilitation.people import AccountRef, CommunityId, WorkspaceId, new_id


class ActKind(StrEnum):
    """What somebody did with an item. Assurance follows from these, each noted with who and when."""

    TRIED = "tried"
    ADAPTED = "adapted"
    DROPPED = "dropped"
    REVIEWED = "reviewed"
    STANDING = "standing"
    STILL_TRUE = "still_true"
    RETIRED = "retired"
    RESTORED = "restored"  # from being retired


@dataclass(kw_only=True, eq=False)
class Act:
    """It holds no words: what somebody says about it is a passage of the item.

    `workspace` and `user` are None when it was done without a name, or together: then `session_id` tells in what.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    item_id: str
    kind: ActKind
    workspace: WorkspaceId | None = None
    user: str | None = None
    session_id: str | None = None
    at: datetime

    @property
    def by(self) -> AccountRef | None:
        return person_of(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class Follower:
    """Somebody who is told what changed; `told`: the newest version that they know of."""

    community_id: CommunityId
    item_id: str
    workspace: WorkspaceId
    user: str
    told: int

    @property
    def ref(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)
