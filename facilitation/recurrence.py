"""The one place where local time becomes instants: rhythms that keep their wall clock, and zones by name.

A rhythm is a recurrence rule (RFC 5545), an IANA zone and a time on the wall. A time that a change of
clocks skips is shifted forward by what was skipped; a time that comes twice is taken the first time; a
date that a zone never had (Samoa, 30 December 2011) has no occurrence.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import cycle, islice
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from dateutil.rrule import rrulestr

from facilitation.people import LANGUAGES

NOT_PLACES = frozenset({"Factory", "localtime", "posixrules"})
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = len(WEEKDAYS)
# Cities people are likely to name that are in no zone's own name.
ALSO_IN = {
    "Europe/Amsterdam": "Den Haag, Eindhoven, Groningen, Maastricht, Nederland, Rotterdam, The Hague, Utrecht",
    "Europe/Brussels": "Antwerp, Antwerpen, Anvers, Belgium, Gand, Gent, Ghent, Leuven, Liège, Luik, Namur",
    "Europe/Paris": "Bordeaux, France, Lille, Lyon, Marseille, Nantes, Nice, Strasbourg, Toulouse",
    "Europe/Berlin": "Cologne, Frankfurt, Hamburg, Köln, Leipzig, München, Munich, Stuttgart",
    "Europe/London": "Birmingham, Bristol, Cardiff, Edinburgh, Glasgow, Leeds, Liverpool, Manchester",
    "Europe/Zurich": "Basel, Bern, Geneva, Genève, Lausanne",
    "Europe/Rome": "Bologna, Florence, Milan, Milano, Naples, Roma, Torino, Turin",
    "Europe/Madrid": "Barcelona, Bilbao, Sevilla, Valencia",
    "Europe/Lisbon": "Lisboa, Porto",
    "Europe/Warsaw": "Gdansk, Krakow, Wroclaw",
    "America/New_York": "Atlanta, Boston, Miami, Philadelphia, Washington",
    "America/Chicago": "Austin, Dallas, Houston, Minneapolis",
    "America/Los_Angeles": "Portland, San Diego, San Francisco, Seattle",
    "America/Toronto": "Montreal, Montréal, Ottawa, Quebec",
    "America/Sao_Paulo": "Brasilia, Rio de Janeiro",
    "America/Paramaribo": "Suriname",
    "Asia/Kolkata": "Bangalore, Bengaluru, Chennai, Delhi, Hyderabad, Mumbai, New Delhi, Pune",
    "Asia/Shanghai": "Beijing, Guangzhou, Shenzhen",
    "Asia/Dubai": "Abu Dhabi",
    "Asia/Tokyo": "Kyoto, Osaka",
    "Africa/Johannesburg": "Cape Town, Durban, Pretoria",
    "Africa/Casablanca": "Marrakech, Rabat",
    "Australia/Sydney": "Canberra",
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a rhythm. `day` and `slot` identify it; `at` is when, aware, in UTC.

    `slot` counts the times within a day, so that moving a rhythm's hour makes no second one that day.
    """

    day: date
    at: datetime
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`rule` as in RFC 5545, without DTSTART: it counts from the local date `since`.

    With `then`, its times rotate: the first occurrence is at `at`, those after it go through `then`, and so on.
    Raises: ValueError for a rule that can't be read; zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """

    rule: str
    zone: str
    at: time
    since: date
    then: tuple[time, ...] = ()

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        rrulestr(self.rule, dtstart=_midnight(self.since))

    def occurrences(self, after: datetime, count: int) -> Sequence[Occurrence]:
        """The next `count` that begin later than `after`; fewer when the rule ends before."""
        return tuple(islice((one for one in self._from_about(after) if one.at > after), count))

    def next(self, after: datetime) -> Occurrence | None:
        return next(iter(self.occurrences(after, 1)), None)

    def _from_about(self, after: datetime) -> Iterator[Occurrence]:
        """In order, beginning a few days too early rather than too late, whatever a zone did around `after`."""
        zone = ZoneInfo(self.zone)
        times = cycle((self.at, *self.then))
        early = datetime.combine(after.astimezone(UTC) - timedelta(days=3), time.min)
        for midnight in rrulestr(self.rule, dtstart=_midnight(self.since)):
            wall = next(times)
            at = instant(midnight.date(), wall, zone) if midnight >= early else None
            if at:
                yield Occurrence(midnight.date(), at)


@dataclass(frozen=True, slots=True)
class Beat:
    """What a rule of ours says: every so many weeks, or each month, on these weekdays (Monday is 0).

    `ordinal` is which of them in a month, -1 the last; None for a rule by weeks.
    """

    weekdays: tuple[int, ...]
    weeks: int = 1
    ordinal: int | None = None


def weekly(days: Sequence[int], weeks: int = 1) -> str:
    """The rule for every week, or every so many weeks, on these weekdays; Monday is 0."""
    every = f"INTERVAL={weeks};" if weeks > 1 else ""
    return f"FREQ=WEEKLY;{every}BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(set(days)))


def monthly(days: Sequence[int], ordinal: int) -> str:
    """The rule for each month on its second Tuesday, or its last Friday (-1)."""
    return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{ordinal}{WEEKDAYS[day]}" for day in sorted(set(days)))


def ending(rule: str, *, times: int | None = None, until: date | None = None) -> str:
    """The same rule with an end: a last day, or else so many times."""
    if until:
        return f"{rule};UNTIL={until:%Y%m%d}"
    return f"{rule};COUNT={times}" if times else rule


def without_end(rule: str) -> str:
    """The same rule as if it had no end: what it counts from stays as long as this does."""
    return ";".join(part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL=")))


def beat(rule: str) -> Beat:
    """What a rule made here says."""
    parts = _parts(rule)
    named = [(day[-2:], day[:-2]) for day in parts.get("BYDAY", "").split(",")]
    days = tuple(WEEKDAYS.index(day) for day, _ in named if day in WEEKDAYS)
    ordinal = int(named[0][1]) if parts.get("FREQ") == "MONTHLY" and named[0][1] else None
    return Beat(days, int(parts.get("INTERVAL", "1")), ordinal)


def ends(rule: str) -> tuple[int | None, date | None]:
    """After how many times, or on which day, the rule ends by itself."""
    parts = _parts(rule)
    count, until = parts.get("COUNT"), parts.get("UNTIL")
    return (int(count) if count else None), (date.fromisoformat(until[:8]) if until else None)


def on_the_wall(moment: datetime, zone: str) -> tuple[date, time]:
    """What calendar and clock of that zone show then."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date(), local.time()


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When a clock in the zone shows that date and time, in UTC; None when the zone never had that date.

    With fold=0, zoneinfo reckons with the offset before a change (PEP 495): that shifts a time in a gap
    forward and takes the first of a time that comes twice.
    """
    found = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).date() == day:
        return found
    midnight = datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
    return found if midnight.astimezone(zone).date() == day else None


def find_time(text: str) -> time | None:
    """Hours and minutes as a clock shows them, "9:00" or "21:30"; else None."""
    read = CLOCK.fullmatch(text)
    return time(int(read[1]), int(read[2])) if read else None


def find_date(text: str) -> date | None:
    """A day as forms give it, "YYYY-MM-DD"; else None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_zone(text: str) -> str | None:
    """The IANA zone meant by its name ("europe/brussels") or a city's in any of our languages; else None."""
    whole = _zones().get(_plain(text))
    return whole or _zones().get(_plain(text.partition(",")[0]))


@cache
def _zones() -> dict[str, str]:
    """Zones by every name they are found under; what is earlier here wins."""
    names = sorted(available_timezones() - NOT_PLACES)
    found = {_plain(name): name for name in names}
    for zone, cities in ALSO_IN.items():
        for city in cities.split(","):
            found.setdefault(_plain(city), zone)
    for language in LANGUAGES:
        for zone, told in Locale(language).time_zones.items():
            if "city" in told and zone in names:
                found.setdefault(_plain(told["city"]), zone)
    for name in names:
        found.setdefault(_plain(name.rpartition("/")[2]), name)
    return found


def _plain(text: str) -> str:
    """Without case, accents, and differences between "_", "-" and a space."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (" " if mark in "_-’'." else mark for mark in letters if not unicodedata.combining(mark))
    return " ".join("".join(kept).split())


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))


def _midnight(day: date) -> datetime:
    """Naive on purpose: dateutil counts dates with it, and never turns it into an instant."""
    return datetime.combine(day, time.min)
