"""The attention budget: when a person may be disturbed by something they did not ask for."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitation.people import Account

QUIET_FROM = time(18, 0)
QUIET_UNTIL = time(8, 0)
LOOKS_A_WEEK = 2  # how often somebody is asked for a look, over all questions of a community, who said nothing else
WEEKEND = (5, 6)  # Monday is 0


def quiet_hours(account: Account) -> tuple[time, time]:
    """From when until when, on the person's own clock."""
    return (
        QUIET_FROM if account.quiet_from is None else account.quiet_from,
        QUIET_UNTIL if account.quiet_until is None else account.quiet_until,
    )


def looks_a_week(account: Account) -> int:
    return LOOKS_A_WEEK if account.looks_a_week is None else account.looks_a_week


def next_moment(account: Account, wanted: datetime, zone: str = "UTC") -> datetime:
    """The first moment from `wanted` on that is outside the person's quiet hours, weekend and pause.

    Aware, in UTC. `zone` is used when the person's own is not known.
    """
    here = ZoneInfo(account.zone or zone)
    moment = max(wanted, account.paused_until or wanted).astimezone(here)
    closes, opens = quiet_hours(account)
    while not _awake(moment, opens, closes):
        # Through UTC and back: a boundary that a change of clocks skips shows another time on the wall.
        moment = _next_boundary(moment, opens).astimezone(UTC).astimezone(here)
    return moment.astimezone(wanted.tzinfo)


def moment_before(account: Account, wanted: datetime, deadline: datetime, zone: str = "UTC") -> datetime | None:
    """`next_moment`, or None when that would be too late."""
    moment = next_moment(account, wanted, zone)
    return moment if moment < deadline else None


def _awake(moment: datetime, opens: time, closes: time) -> bool:
    """Between opening and closing on a working day; equal hours mean never quiet."""
    now = moment.timetz().replace(tzinfo=None)
    if opens == closes:
        hours = True
    elif opens < closes:
        hours = opens <= now < closes
    else:  # somebody who works at night
        hours = now >= opens or now < closes
    return hours and moment.weekday() not in WEEKEND


def _next_boundary(moment: datetime, opens: time) -> datetime:
    """When quiet may end: at the opening hour, or with the day."""
    today = moment.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0)
    if today > moment:
        return today
    return datetime.combine((moment + timedelta(days=1)).date(), time.min, tzinfo=moment.tzinfo)
