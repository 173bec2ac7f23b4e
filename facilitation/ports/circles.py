"""The circles of the entered community: small standing groups that meet among themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitation.people import MemberId, SideId


@dataclass(frozen=True, slots=True)
class Circle:
    """`id` of its rhythm; `name` in the community's language; `side`: who alone know of it."""

    id: str
    name: str
    members: tuple[MemberId, ...]
    side: SideId | None = None


class Circles(Protocol):
    def all(self) -> Sequence[Circle]:
        """Those that have met and go on; the oldest first."""
        ...
