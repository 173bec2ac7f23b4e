"""Windows that are counted in working days: those of every zone that takes part, its weekend and its holidays.

Holidays are those of a zone's country as the `holidays` library knows them; a country it doesn't know has weekends.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from babel.core import get_global

from facilitation.recurrence import instant

DAY = timedelta(days=1)
EVENING = time(18, 0)  # when a working day's window ends, on the latest clock of those who take part
WEEKEND = frozenset({5, 6})  # where nothing better is known; Monday is 0
LOOKED_AHEAD = 400  # days; longer than any row of days that is somebody's holiday


def after_working_days(since: datetime, days: int, zones: Sequence[str]) -> datetime:
    """The evening of the `days`-th day after `since` that is a working day in every zone; aware, in UTC.

    The day of `since`, by the latest calendar, does not count: everybody has at least so many whole working days.
    """
    today = max(_date(since, zone) for zone in zones)
    working = _working_days(today + DAY, zones)
    last = next(islice(working, days - 1, None), today + days * DAY)
    return _evening(last, zones)


def evening_from(moment: datetime, zones: Sequence[str]) -> datetime:
    """The first evening from that moment on that ends a working day of every zone; aware, in UTC."""
    first = min(_date(moment, zone) for zone in zones)
    evenings = (_evening(day, zones) for day in _working_days(first, zones))
    return next((evening for evening in evenings if evening >= moment), moment)


def is_working_day(day: date, zone: str) -> bool:
    calendar = _calendar(zone)
    return day.weekday() not in WEEKEND if calendar is None else calendar.is_working_day(day)


def _working_days(first: date, zones: Sequence[str]) -> Iterator[date]:
    ahead = (first + number * DAY for number in range(LOOKED_AHEAD))
    return (day for day in ahead if all(is_working_day(day, zone) for zone in zones))


def _date(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _evening(day: date, zones: Sequence[str]) -> datetime:
    """On the latest clock; of a zone that never had the date, the next day's."""
    found = [instant(day, EVENING, ZoneInfo(zone)) for zone in zones]
    return max(moment or _evening(day + DAY, [zone]) for moment, zone in zip(found, zones, strict=True))


@cache
def _calendar(zone: str) -> holidays.HolidayBase | None:
    canonical = get_global("zone_aliases").get(zone, zone)
    country = get_global("zone_territories").get(canonical)
    try:
        return holidays.country_holidays(country) if country else None
    except NotImplementedError:
        return None
