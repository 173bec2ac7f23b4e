"""Which occurrences of a series are to come, and when each of them is due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from facilitation.people import Account, MemberId
from facilitation.recurrence import Occurrence, instant, on_the_wall
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rhythms.model import TOLD_AHEAD, Meeting, RhythmWork, Series
from facilitation.sides import members_of

CAUGHT_UP_AT_MOST = 1000  # occurrences; a daily rhythm's of almost three years of standing still
ALMOST = timedelta(microseconds=1)
ROUND_THE_WORLD = timedelta(hours=27)  # further than any two zones are apart
LOOKED_BACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What members' own clocks show, where a series goes by them; empty where it goes by one for all."""

    zones: Mapping[MemberId, str]

    def times(self, series: Series, one: Occurrence) -> Mapping[MemberId, datetime]:
        """When each is to be asked."""
        day, wall = on_the_wall(one.at, series.zone)
        found = {zone: instant(day, wall, ZoneInfo(zone)) or one.at for zone in set(self.zones.values())}
        return {member: found[zone] for member, zone in self.zones.items()}

    def first(self, series: Series, one: Occurrence) -> Occurrence:
        """The same, due when the first of them is to be asked."""
        times = self.times(series, one) if self.zones else {}
        return replace(one, at=min(times.values(), default=one.at))


def clocks_of(series: Series, work: RhythmWork) -> Clocks:
    if not series.own_clocks:
        return Clocks({})
    accounts: Mapping[MemberId, Account] = accounts_of([member.id for member in members_of(series.side, work)], work)
    return Clocks({member: account.zone or work.community.zone for member, account in accounts.items()})


def upcoming(series: Series, work: RhythmWork, count: int = TOLD_AHEAD) -> Sequence[Occurrence]:
    """The next occurrences, with those that were moved; not what has been held, or skipped, already."""
    return tuple(islice(_untouched(series, work, work.now, count + 1), count))


def due(series: Series, work: RhythmWork) -> Sequence[Occurrence]:
    """What is due and was not opened yet."""
    if series.next_at is None:
        return ()
    ahead = _untouched(series, work, series.next_at - ALMOST, CAUGHT_UP_AT_MOST)
    return tuple(takewhile(lambda one: one.at <= work.now, ahead))


def as_planned(series: Series, day: date, slot: int) -> Occurrence | None:
    """The occurrence of that identity, when the rule has it."""
    before = datetime.combine(day, series.times[0], ZoneInfo(series.zone)) - LOOKED_BACK
    found = series.rhythm.occurrences(before, 2 * LOOKED_BACK.days)
    return next((one for one in found if (one.day, one.slot) == (day, slot)), None)


def _untouched(series: Series, work: RhythmWork, after: datetime, count: int) -> Iterator[Occurrence]:
    """By their moments, later than `after`."""
    back = after - (ROUND_THE_WORLD if series.own_clocks else timedelta(0))
    touched = _touched(work.rhythms.meetings(series.id, (back - LOOKED_BACK).date()))
    clocks = clocks_of(series, work)
    ruled = (
        clocks.first(series, one)
        for one in series.rhythm.occurrences(back, count + len(touched) + ROUND_THE_WORLD.days + 1)
        if (one.day, one.slot) not in touched
    )
    moved = (Occurrence(one.day, one.at, one.slot) for one in work.rhythms.moved(series.id))
    return (one for one in merge(ruled, moved, key=lambda each: each.at) if one.at > after)


def _touched(meetings: Sequence[Meeting]) -> set[tuple[date, int]]:
    return {(each.day, each.slot) for each in meetings}
