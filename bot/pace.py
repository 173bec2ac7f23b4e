"""How fast delivery and the ticker go, and how long they wait for what fails."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

ENOUGH = 60  # doublings; any first wait is beyond the longest by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`lease` must be longer than a look and a send together, so that nobody else takes a row over meanwhile."""

    at_once: int = 128
    """Calls to platforms under way, in all workspaces together."""
    at_once_each: int = 16
    """Of these, in one workspace: one whose platform is slow must not keep the others waiting."""
    patience: timedelta = timedelta(seconds=10)
    """For one call to a platform."""
    lease: timedelta = timedelta(seconds=30)
    quarantine: timedelta = timedelta(seconds=30)
    """Before a message that may have arrived is looked for; a platform may still be at it."""
    first_wait: timedelta = timedelta(seconds=1)
    longest_wait: timedelta = timedelta(minutes=10)
    doubts: int = 10
    """Attempts after which a message that may have arrived is no longer tried."""
    glance: timedelta = timedelta(seconds=2)
    """How often to look for what another process left, when nothing wakes us."""
    jitter: Callable[[], float] = field(default=random.SystemRandom().random)
    """Between 0 and 1."""

    def backoff(self, attempts: int) -> timedelta:
        """Doubled with each attempt up to the longest, and somewhere in its upper half, so that few come at once."""
        doubled = self.first_wait.total_seconds() * 2.0 ** (min(max(attempts, 1), ENOUGH) - 1)
        return timedelta(seconds=min(doubled, self.longest_wait.total_seconds()) * (1 + self.jitter()) / 2)
