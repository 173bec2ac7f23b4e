"""What is doubted of what the entered community keeps, for a capability that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question that challenges an item; every member may read its title."""

    id: str
    title: str


class Doubts(Protocol):
    def about(self, item_id: str) -> Sequence[Doubt]:
        """Those that are open and in sight, the one first that waits longest."""
        ...
