"""What may be seen of a community from outside: numbers that tell of nobody, and what was released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

LEAST = (
    5  # people, or things: of fewer no number is shown, nor where those left over are fewer; and what it is rounded to
)
SPAN = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Released:
    """Kept for the organisation, or for everybody, with the consent of its authors."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """`counts`: what is counted, and how many, in fives; None where it would tell of few. The newest released first."""

    counts: tuple[tuple[str, int | None], ...]
    released: Sequence[Released]


class Outlooks(Protocol):
    def of_community(self) -> Outlook:
        """The entered one's, now."""
        ...
