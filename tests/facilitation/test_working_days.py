"""Windows counted in working days: everybody's weekends and holidays, on everybody's calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitation.recurrence import NOT_PLACES
from facilitation.working_days import EVENING, after_working_days, evening_from, is_working_day

BRUSSELS, AMSTERDAM, RIYADH, TEL_AVIV, AUCKLAND, HONOLULU, UTC_ITSELF = (
    *("Europe/Brussels", "Europe/Amsterdam", "Asia/Riyadh", "Asia/Jerusalem"),
    *("Pacific/Auckland", "Pacific/Honolulu", "UTC"),
)
DAY = timedelta(days=1)
ZONES = sorted(available_timezones() - NOT_PLACES)
QUARTER = timedelta(minutes=15)
moments = st.integers(0, 4 * 365 * 24 * 4).map(lambda number: datetime(2024, 1, 1, tzinfo=UTC) + number * QUARTER)
some_zones = st.lists(st.sampled_from(ZONES), min_size=1, max_size=4)


def at(text: str, zone: str = BRUSSELS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "days", "until"),
    [
        ("2026-03-03 10:00", 1, "2026-03-04 18:00"),
        ("2026-03-03 23:59", 1, "2026-03-04 18:00"),
        ("2026-03-06 09:00", 1, "2026-03-09 18:00"),
        ("2026-03-07 09:00", 1, "2026-03-09 18:00"),
        ("2026-03-03 10:00", 5, "2026-03-10 18:00"),
        ("2026-04-02 10:00", 1, "2026-04-03 18:00"),
        ("2026-04-03 10:00", 1, "2026-04-07 18:00"),
    ],
)
def test_days_are_counted_without_the_first_over_weekends_and_easter_monday(since: str, days: int, until: str) -> None:
    assert after_working_days(at(since), days, [BRUSSELS]) == at(until)


def test_a_holiday_is_a_country_s_own() -> None:
    assert not is_working_day(day("2026-07-21"), BRUSSELS)
    assert is_working_day(day("2026-07-21"), AMSTERDAM)
    assert not is_working_day(day("2026-04-27"), AMSTERDAM)
    assert is_working_day(day("2026-04-27"), BRUSSELS)


def test_a_day_counts_when_it_is_a_working_day_for_everybody() -> None:
    assert after_working_days(at("2026-04-24 10:00"), 1, [AMSTERDAM, BRUSSELS]) == at("2026-04-28 18:00")
    assert after_working_days(at("2026-07-20 10:00"), 1, [AMSTERDAM, BRUSSELS]) == at("2026-07-22 18:00")


@pytest.mark.parametrize("zone", [RIYADH, TEL_AVIV])
def test_where_the_weekend_is_friday_and_saturday_sunday_is_a_working_day(zone: str) -> None:
    assert [is_working_day(day(f"2026-02-0{number}"), zone) for number in (5, 6, 7, 8)] == [True, False, False, True]


def test_of_two_weekends_both_are_free() -> None:
    assert after_working_days(at("2026-02-05 10:00"), 1, [BRUSSELS, RIYADH]) == at("2026-02-09 18:00")


def test_a_window_ends_in_the_evening_of_the_latest_clock() -> None:
    until = after_working_days(at("2026-03-03 10:00"), 1, [BRUSSELS, "America/Los_Angeles"])
    assert until == at("2026-03-04 18:00", "America/Los_Angeles")


def test_across_the_date_line_everybody_has_a_whole_working_day() -> None:
    since = at("2026-03-03 10:00", HONOLULU)  # Wednesday in Auckland
    assert after_working_days(since, 1, [AUCKLAND, HONOLULU]) == at("2026-03-05 18:00", HONOLULU)


def test_a_change_of_clocks_moves_the_evening_with_the_wall_clock() -> None:
    assert after_working_days(at("2026-03-27 10:00"), 1, [BRUSSELS]) == datetime(2026, 3, 30, 16, 0, tzinfo=UTC)
    assert after_working_days(at("2026-10-23 10:00"), 1, [BRUSSELS]) == datetime(2026, 10, 26, 17, 0, tzinfo=UTC)


def test_a_zone_without_a_country_has_weekends() -> None:
    assert after_working_days(at("2026-12-24 10:00", UTC_ITSELF), 1, [UTC_ITSELF]) == at("2026-12-25 18:00", UTC_ITSELF)
    assert after_working_days(at("2026-12-25 10:00", UTC_ITSELF), 1, [UTC_ITSELF]) == at("2026-12-28 18:00", UTC_ITSELF)


@pytest.mark.parametrize(
    ("older", "newer", "holiday"),
    [
        ("Asia/Calcutta", "Asia/Kolkata", "2026-01-26"),
        ("Europe/Kiev", "Europe/Kyiv", "2021-08-24"),  # there are none while there is war
        ("US/Pacific", "America/Los_Angeles", "2026-11-26"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires", "2026-05-25"),
    ],
)
def test_a_zone_that_goes_by_an_older_name_has_its_country_s_holidays(older: str, newer: str, holiday: str) -> None:
    assert not is_working_day(day(holiday), newer)
    assert not is_working_day(day(holiday), older)


def test_a_day_that_a_zone_never_had_is_not_waited_for_in_vain() -> None:
    since = at("2011-12-29 10:00", "Pacific/Apia")
    assert after_working_days(since, 1, ["Pacific/Apia"]) >= at("2011-12-31 18:00", "Pacific/Apia")


@pytest.mark.parametrize(
    ("moment", "evening"),
    [
        ("2026-03-03 10:00", "2026-03-03 18:00"),
        ("2026-03-03 18:00", "2026-03-03 18:00"),
        ("2026-03-03 18:01", "2026-03-04 18:00"),
        ("2026-03-06 19:00", "2026-03-09 18:00"),
        ("2026-04-06 10:00", "2026-04-07 18:00"),
    ],
)
def test_the_next_evening_of_a_working_day(moment: str, evening: str) -> None:
    assert evening_from(at(moment), [BRUSSELS]) == at(evening)


def test_the_next_evening_is_everybody_s() -> None:
    assert evening_from(at("2026-03-05 10:00"), [BRUSSELS, RIYADH]) == at("2026-03-05 18:00")
    assert evening_from(at("2026-03-05 19:00"), [BRUSSELS, RIYADH]) == at("2026-03-09 18:00")
    assert evening_from(at("2026-03-03 19:00"), [BRUSSELS, HONOLULU]) == at("2026-03-03 18:00", HONOLULU)


@given(moments, st.integers(1, 10), some_zones)
@example(datetime(2026, 3, 3, 20, 0, tzinfo=UTC), 1, [AUCKLAND, HONOLULU])
def test_it_never_ends_before_so_many_whole_working_days_of_all_have_passed(
    since: datetime, days: int, zones: list[str]
) -> None:
    until = after_working_days(since, days, zones)
    for zone in zones:
        here = ZoneInfo(zone)
        first, last = since.astimezone(here).date() + DAY, until.astimezone(here)
        whole = (first + number * DAY for number in range((last.date() - first).days + 1))
        passed = [
            each
            for each in whole
            if all(is_working_day(each, other) for other in zones) and (each < last.date() or last.time() >= EVENING)
        ]
        assert len(passed) >= days, zone


@given(moments, st.integers(1, 10), some_zones)
def test_it_ends_in_somebody_s_evening_and_a_day_more_never_sooner(
    since: datetime, days: int, zones: list[str]
) -> None:
    until = after_working_days(since, days, zones)
    assert until.utcoffset() == timedelta(0)
    assert EVENING in {until.astimezone(ZoneInfo(zone)).time() for zone in zones}
    assert until < after_working_days(since, days + 1, zones)
    assert until <= after_working_days(since + DAY, days, zones)


@given(moments, some_zones)
def test_an_evening_is_never_before_the_moment_and_the_evening_of_an_evening_is_itself(
    moment: datetime, zones: list[str]
) -> None:
    evening = evening_from(moment, zones)
    assert evening >= moment
    assert evening_from(evening, zones) == evening
    assert evening <= after_working_days(moment, 1, zones)
