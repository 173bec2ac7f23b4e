"""A community's own playbooks: kept as the YAML that was written, version after version, private until offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facilitation.people import CommunityId, MemberId


@dataclass(kw_only=True, eq=False)
class OwnPlaybook:
    """`name` is unique in the community, and no built-in's. `offered` is the version that all may start, if any.

    `draft` is YAML that need not be a whole playbook yet: what was put together step by step and is not kept so far.
    """

    community_id: CommunityId
    name: str
    author: MemberId
    created_at: datetime
    newest: int = 0
    offered: int | None = None
    draft: str = ""


@dataclass(kw_only=True, eq=False)
class PlaybookVersion:
    """As it was kept once; never changed. `number` counts from 1."""

    community_id: CommunityId
    name: str
    number: int
    text: str
    by: MemberId
    at: datetime


class OwnPlaybooks(Protocol):
    """The entered community's."""

    def add(self, playbook: OwnPlaybook) -> None: ...

    def get(self, name: str) -> OwnPlaybook | None: ...

    def all(self) -> Sequence[OwnPlaybook]:
        """In the order of their names."""
        ...

    def drop(self, playbook: OwnPlaybook) -> None:
        """One of which no version was ever kept."""
        ...

    def keep(self, version: PlaybookVersion) -> None: ...

    def version(self, name: str, number: int) -> PlaybookVersion | None: ...

    def versions(self, name: str) -> Sequence[PlaybookVersion]:
        """The newest first."""
        ...
