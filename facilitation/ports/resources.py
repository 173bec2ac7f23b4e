"""What a community keeps at hand: a link, or something that is kept, with a line by whoever put it there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, WorkspaceId, new_id

AT_MOST = 12  # more is a heap; what is kept is found otherwise


@dataclass(kw_only=True, eq=False)
class Resource:
    """`title` and `address` on the web; or `item_id` of what is kept, whose title is its own and its authors'."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    title: str = ""
    address: str = ""
    item_id: str | None = None
    why: str
    workspace: WorkspaceId
    user: str
    at: datetime

    @property
    def by(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A resource as it is shown now."""

    title: str
    resource: Resource


class Resources(Protocol):
    """The entered community's."""

    def all(self) -> Sequence[AtHand]:
        """Oldest first; of items those that every member can read."""
        ...

    def title_of(self, item_id: str) -> str | None:
        """Of an item that every member can read."""
        ...

    def add(self, resource: Resource) -> None: ...

    def remove(self, resource: Resource) -> None: ...
