"""When somebody may be disturbed by what they did not ask for."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.attention import moment_before, next_moment
from facilitation.people import Account, WorkspaceId
from facilitation.recurrence import NOT_PLACES

BRUSSELS = ZoneInfo("Europe/Brussels")
QUARTERS = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))
ZONES = sorted(available_timezones() - NOT_PLACES)


def somebody(**chosen: Any) -> Account:
    return Account(workspace=WorkspaceId("playground:village"), user="jonas", **{"zone": "Europe/Brussels", **chosen})


def local(text: str) -> datetime:
    """A moment of the first week of March 2026, Monday the second, by a clock in Brussels."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS).astimezone(UTC)


@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [
        ("2026-03-03 10:00", "2026-03-03 10:00"),
        ("2026-03-03 18:00", "2026-03-04 08:00"),
        ("2026-03-03 07:59", "2026-03-03 08:00"),
        ("2026-03-06 20:00", "2026-03-09 08:00"),
        ("2026-03-07 11:00", "2026-03-09 08:00"),
        ("2026-03-08 23:00", "2026-03-09 08:00"),
    ],
)
def test_evenings_nights_and_weekends_are_quiet(wanted: str, allowed: str) -> None:
    assert next_moment(somebody(), local(wanted)) == local(allowed)


def test_a_pause_lasts_until_it_ends_and_then_quiet_hours_hold() -> None:
    paused = somebody(paused_until=local("2026-03-05 00:00"))
    assert next_moment(paused, local("2026-03-03 10:00")) == local("2026-03-05 08:00")


def test_the_same_hour_twice_is_never_quiet_on_working_days() -> None:
    always = somebody(quiet_from=time(9), quiet_until=time(9))
    assert next_moment(always, local("2026-03-03 03:00")) == local("2026-03-03 03:00")
    assert next_moment(always, local("2026-03-07 12:00")) == local("2026-03-09 00:00")


def test_somebody_who_works_at_night_is_reached_at_night() -> None:
    night = somebody(quiet_from=time(6), quiet_until=time(22))
    assert next_moment(night, local("2026-03-03 10:00")) == local("2026-03-03 22:00")
    assert next_moment(night, local("2026-03-03 02:00")) == local("2026-03-03 02:00")
    assert next_moment(night, local("2026-03-08 10:00")) == local("2026-03-09 00:00")


def test_the_communitys_zone_stands_in_for_an_unknown_one() -> None:
    assert next_moment(somebody(zone=None), local("2026-03-03 20:00"), "Europe/Brussels") == local("2026-03-04 08:00")


def test_later_than_the_deadline_is_not_at_all() -> None:
    assert moment_before(somebody(), local("2026-03-03 20:00"), local("2026-03-04 08:00")) is None
    assert moment_before(somebody(), local("2026-03-03 20:00"), local("2026-03-04 08:01")) == local("2026-03-04 08:00")


@settings(max_examples=200, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    opens=QUARTERS,
    closes=QUARTERS,
    wanted=st.datetimes(
        datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2037-01-01"), timezones=st.just(UTC)
    ),
)
def test_it_is_the_first_moment_that_is_allowed(zone: str, opens: time, closes: time, wanted: datetime) -> None:
    account = somebody(zone=zone, quiet_from=closes, quiet_until=opens)
    moment = next_moment(account, wanted)
    assert wanted <= moment <= wanted + timedelta(days=4)
    assert next_moment(account, moment) == moment
    assert moment.astimezone(ZoneInfo(zone)).weekday() in range(5)
    here = ZoneInfo(zone)
    if moment.astimezone(here).utcoffset() != wanted.astimezone(here).utcoffset():
        return  # an hour that comes twice may be allowed the second time only
    waited = int((moment - wanted) / timedelta(minutes=30))
    assert all(next_moment(account, wanted + timedelta(minutes=30) * number) == moment for number in range(waited))
