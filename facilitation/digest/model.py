"""When a community hears what its week brought."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from facilitation.people import CommunityId
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import Rhythm, on_the_wall, weekly


@dataclass(kw_only=True, eq=False)
class Weekly:
    """Each week on this day (Monday is 0), by the zone's clock. What happened before `told_until` is told."""

    community_id: CommunityId
    weekday: int
    at: time
    zone: str
    told_until: datetime

    def next(self, after: datetime, count: int = 1) -> list[datetime]:
        """The next moments later than `after`, in UTC."""
        today: date = on_the_wall(after, self.zone)[0]
        rhythm = Rhythm(weekly([self.weekday]), self.zone, self.at, today)
        return [one.at for one in rhythm.occurrences(after, count)]


class Digests(Protocol):
    """The entered community's."""

    def weekly(self) -> Weekly | None: ...

    def add(self, weekly: Weekly) -> None: ...

    def remove(self, weekly: Weekly) -> None: ...


class DigestWork(UnitOfWork, Protocol):
    @property
    def digests(self) -> Digests: ...
