"""The attention budget: when, and how often, a person may be disturbed by something they did not ask for."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitation.messages import Unasked
from facilitation.people import Account

QUIET_FROM = time(18, 0)
QUIET_UNTIL = time(8, 0)
UNASKED_A_WEEK = 3  # messages, for whoever chose nothing else
AS_THEY_COME = 1_000  # the choice of whoever wants them all
MAKES_SENSE_FOR: Mapping[Unasked, timedelta] = {
    Unasked.AGREEMENT: timedelta(days=28),
    Unasked.HOST: timedelta(days=7),
    Unasked.LOOK: timedelta(days=7),
    Unasked.SUPPORT: timedelta(days=28),
    Unasked.REMINDER: timedelta(days=7),
    Unasked.FOLLOW_UP: timedelta(days=28),
    Unasked.REVIEW: timedelta(days=14),
    Unasked.TENDING: timedelta(days=14),
}
"""How long each may wait for room, where nothing else ends it: after that it is left out without a word."""
WEEKEND = (5, 6)  # Monday is 0


def quiet_hours(account: Account) -> tuple[time, time]:
    """From when until when, on the person's own clock."""
    return (
        QUIET_FROM if account.quiet_from is None else account.quiet_from,
        QUIET_UNTIL if account.quiet_until is None else account.quiet_until,
    )


def unasked_a_week(account: Account) -> int | None:
    """How many messages they are sent unasked in seven days; None: as they come."""
    chosen = UNASKED_A_WEEK if account.unasked_a_week is None else account.unasked_a_week
    return None if chosen >= AS_THEY_COME else chosen


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
