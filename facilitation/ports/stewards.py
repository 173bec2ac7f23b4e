"""Who tends what the entered community keeps, for a capability that has found something of it."""

from collections.abc import Sequence
from typing import Protocol

from facilitation.events import Found
from facilitation.people import AccountRef


class Stewards(Protocol):
    def of(self, found: Sequence[Found]) -> Sequence[AccountRef]:
        """Of those among the found that have a steward; in their order, none twice."""
        ...
