"""What capabilities have to tell of a week, for whoever gathers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from facilitation.messages import Plain, Subject


class Topic(StrEnum):
    """In the order in which they are told."""

    OPEN = "open"
    ANSWERED = "answered"
    NEW = "new"
    CHANGED = "changed"
    WANTED = "wanted"  # looked for, and not found


@dataclass(frozen=True, slots=True)
class News:
    """`title` is plain, and may be a member's words that all members can read; `kind` the key of what it is.

    The button of the action `show` shows it, where there is anything to show. `fresh`: it is why the week is told; what
    is not is told only beside what is. `began`: when, if it is not for whoever came later.
    """

    topic: Topic
    kind: str
    title: Plain
    show: str = ""
    subject: Subject | None = None
    fresh: bool = True
    began: datetime | None = None


W_contra = TypeVar("W_contra", contravariant=True)

Tell = Callable[[W_contra, datetime], Sequence[News]]
"""What happened in the entered community since then, as far as every member may know it."""


class WeekMessages(Protocol):
    """Of the entered community, for a capability that says what the week will tell."""

    def weekly(self) -> object | None:
        """None: no message of the week is set."""
        ...
