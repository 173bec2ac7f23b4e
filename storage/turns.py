"""Who goes first among all that one workspace is to be sent."""

from collections.abc import Set
from enum import IntEnum

from facilitation.messages import To, ToPerson
from facilitation.people import AccountRef

FEW = 20


class Turn(IntEnum):
    AWAITED = 0  # said in a channel, group or thread, or to the one who acted
    TOLD = 1  # said to somebody else
    ROUND = 2  # what one event says to more than a few, and looking people up


class Turns:
    """Of what one event says."""

    def __init__(self) -> None:
        self._actor: Set[AccountRef] = frozenset()
        self._told = 0

    def begin(self, actor: Set[AccountRef]) -> None:
        """`actor`: the accounts of the one who acted."""
        self._actor = actor
        self._told = 0

    def of(self, to: To) -> Turn:
        if not isinstance(to, ToPerson) or to.account in self._actor:
            return Turn.AWAITED
        self._told += 1
        return Turn.TOLD if self._told <= FEW else Turn.ROUND
