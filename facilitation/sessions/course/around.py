"""What the course of a session needs to know of the world at one moment, and what it may leave to chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from facilitation.people import Account, MemberId

T = TypeVar("T")


class Chance(Protocol):
    """Where randomness comes from: the system's in earnest, a seeded one in a replay."""

    def token(self) -> str:
        """64 hexadecimal digits that nobody can guess."""
        ...

    def identity(self) -> str:
        """32 hexadecimal digits."""
        ...

    def shuffled(self, things: Sequence[T]) -> list[T]: ...


@dataclass(frozen=True, slots=True)
class Around:
    """`accounts` of those who take part or are about to; `facilitators` of the community, who may lead any session."""

    now: datetime
    chance: Chance
    zone: str
    """The community's, for whoever's own is not known."""
    accounts: Mapping[MemberId, Account] = field(default_factory=dict)
    facilitators: frozenset[MemberId] = frozenset()
    asked_at: Mapping[MemberId, datetime] = field(default_factory=dict)
    """When those are to be asked at the earliest, where each has a moment of their own."""

    def zones(self, members: Sequence[MemberId]) -> list[str]:
        """Of those members, each once, in a fixed order."""
        known = (self.accounts.get(member) for member in members)
        return sorted({(account.zone if account else None) or self.zone for account in known}) or [self.zone]
