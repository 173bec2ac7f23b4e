"""Windows that are counted in working days: those of every zone that takes part, its weekend and its holidays.

Holidays are those of a zone's country as the `holidays` library knows them; a country it doesn't know has weekends.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from babel.core import get_global

from facilitation.recurrence import instant

EVENING = time(18, 0)  # when a working day's window ends, on the latest clock of those who take part
WEEKEND = frozenset({5, 6})  # where nothing better is known; Monday is 0
LOOKED_AHEAD = 400  # days; longer than any row of days that is somebody's holiday


def after_working_days(since: datetime, days: int, zones: Sequence[str]) -> datetime:
    """The evening of the `days`-th day after `since` that is a working day in every zone; aware, in UTC.

    The day of `since` does not count: everybody has at least so many whole working days.
    """
    today = max(since.astimezone(ZoneInfo(zone)).date() for zone in zones)
    ahead = (today + timedelta(days=number) for number in range(1, LOOKED_AHEAD + 1))
    working = (day for day in ahead if all(is_working_day(day, zone) for zone in zones))
    last = next(islice(working, days - 1, None), today + timedelta(days=days))
    return max(_evening(last, zone) for zone in zones)


def is_working_day(day: date, zone: str) -> bool:
    calendar = _calendar(zone)
    return day.weekday() not in WEEKEND if calendar is None else calendar.is_working_day(day)


def _evening(day: date, zone: str) -> datetime:
    """Of a zone that never had the date, the next day's."""
    found = instant(day, EVENING, ZoneInfo(zone))
    return found or _evening(day + timedelta(days=1), zone)


@cache
def _calendar(zone: str) -> holidays.HolidayBase | None:
    country = get_global("zone_territories").get(zone)
    try:
        return holidays.country_holidays(country) if country else None
    except NotImplementedError:
        return None
