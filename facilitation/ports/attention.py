"""What a person is sent unasked, over all their accounts and communities."""

from collections.abc import Sequence
from typing import Protocol

from facilitation.messages import Card, Subject
from facilitation.people import Account, WorkspaceId


class Attention(Protocol):
    def has_room(self, account: Account) -> bool:
        """Whether one more would reach them this week, beside what waits for them already."""
        ...

    def waiting(self, account: Account, there: WorkspaceId) -> Sequence[Card]:
        """What they are to be asked and have not been yet, the oldest first: it waits for room, or for their hours.

        It is read in that workspace: what is for a side is left out everywhere but in its own.
        """
        ...

    def acted_on(self, account: Account, action: str, subject: Subject) -> None:
        """They pressed this: what waits and would offer it to them is not sent any more."""
        ...
