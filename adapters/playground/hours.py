"""Where the clock can be moved to, as the person at it would say."""

from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

TUESDAY = 1
SATURDAY = 5
TEN = time(10)
MORNING = time(9, 30)
AFTERNOON = time(14, 30)
FARTHEST = timedelta(days=370)  # every weekly thing on the way is run


class MovableClock(Protocol):
    async def move_to(self, instant: datetime) -> None:
        """Make it that moment, having run what is due until then, in order."""
        ...


def moved(move: str, at: str, now: datetime, zone: str) -> datetime | None:
    """The instant meant by "hour", "day", "tuesday", or else by `at`, a local date and time (ISO 8601).

    None for no such moment.
    """
    if move == "hour":
        return now + timedelta(hours=1)
    if move == "day":
        return now + timedelta(days=1)
    if move == "tuesday":
        return next_tuesday(now, zone)
    return _local(at, zone)


def next_tuesday(now: datetime, zone: str) -> datetime:
    """The first Tuesday 10:00 after `now` on the clocks of that zone."""
    here = now.astimezone(ZoneInfo(zone))
    day = here.date() + timedelta(days=(TUESDAY - here.weekday()) % 7)
    if datetime.combine(day, TEN, here.tzinfo) <= here:
        day += timedelta(days=7)
    return datetime.combine(day, TEN, here.tzinfo).astimezone(UTC)


def at_work(now: datetime, zone: str) -> datetime:
    """Now, if people there are likely at work and some zones east and west of them too; else the next such morning."""
    here = now.astimezone(ZoneInfo(zone))
    if here.weekday() < SATURDAY and MORNING <= here.time() < AFTERNOON:
        return now
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, here.tzinfo).astimezone(UTC)


def is_within_reach(instant: datetime, now: datetime) -> bool:
    """Time only goes forward, and not years at once."""
    return now < instant <= now + FARTHEST


def _local(text: str, zone: str) -> datetime | None:
    try:
        meant = datetime.fromisoformat(text)
        aware = meant if meant.tzinfo else meant.replace(tzinfo=ZoneInfo(zone))
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
