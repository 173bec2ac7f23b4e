"""How fast a platform takes what Kring sends, and what is to wait when it says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Errand(StrEnum):
    """What an outbox row asks of a platform."""

    POST = "post"
    UPDATE = "update"
    LOOK_UP = "look_up"
    READ = "read"

    @property
    def only_asks(self) -> bool:
        """Whether nothing comes to stand anywhere by it."""
        return self in (Errand.LOOK_UP, Errand.READ)


class Bound(StrEnum):
    """What is to wait when a platform says “later”: only what is sent there, only errands of that kind, or everything
    for the workspace.
    """

    PLACE = "place"
    ERRAND = "errand"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Rate:
    """One every so often; after a rest, some at once."""

    every: timedelta
    at_once: int = 1

    @classmethod
    def within(cls, span: timedelta, most: int, at_once: int) -> "Rate":
        """Never more than `most` in any `span`, whenever the platform begins to count."""
        return cls(span / (most - at_once), at_once)


@dataclass(frozen=True, slots=True)
class Paces:
    """What a platform lets Kring do, so that it is seldom told to wait. Empty: as fast as it goes.

    `errands` and `workspace` are for one workspace, `place` for each channel, group or direct conversation, threads
    included; there changes count as posts do. Each of several rates is kept.
    """

    errands: Mapping[Errand, Rate] = field(default_factory=dict)
    workspace: Rate | None = None
    place: tuple[Rate, ...] = ()
