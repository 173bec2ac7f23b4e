"""Local time becomes instants in one place, for every zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.recurrence import NOT_PLACES, Rhythm, beat, find_zone, instant, weekly

ZONES = sorted(available_timezones() - NOT_PLACES)
DAY = timedelta(days=1)
THREE_YEARS = 1096  # days
BRUSSELS = ZoneInfo("Europe/Brussels")


def quarter_hour(number: int) -> time:
    """Of the 96 in a day."""
    return time(number // 4 % 24, number % 4 * 15)


QUARTERS = st.integers(0, 95).map(quarter_hour)


def daily(zone: str, at: time, since: date) -> Rhythm:
    return Rhythm("FREQ=DAILY", zone, at, since)


def start_of(day: date) -> datetime:
    """Before any zone's first moment of that date."""
    return datetime.combine(day, time.min, tzinfo=UTC) - DAY


def dates_of(zone: ZoneInfo, first: date, count: int) -> list[date]:
    """The dates that clocks in the zone showed at some moment: found by looking at them every half hour."""
    days = (first + DAY * number for number in range(count))
    return [day for day in days if any(shows(zone, day, half) for half in range(-30, 80))]


def shows(zone: ZoneInfo, day: date, half_hours: int) -> bool:
    moment = datetime.combine(day, time.min, tzinfo=UTC) + timedelta(minutes=30) * half_hours
    return moment.astimezone(zone).date() == day


@settings(max_examples=2, deadline=None)
@given(first=st.integers(0, 95), since=st.dates(date(1970, 1, 1), date(2037, 12, 31)))
def test_every_zone_has_one_occurrence_on_each_local_date_of_three_years(first: int, since: date) -> None:
    for number, name in enumerate(ZONES):
        at = quarter_hour(first + number)
        found = daily(name, at, since).occurrences(start_of(since), THREE_YEARS)
        days = [one.day for one in found]
        assert days == sorted(set(days)), name
        assert all(earlier.at < later.at for earlier, later in pairwise(found)), name
        missing = {since + DAY * number for number in range((days[-1] - since).days + 1)} - set(days)
        zone = ZoneInfo(name)
        assert not any(dates_of(zone, day, 1) for day in missing), (name, missing)


@settings(max_examples=2, deadline=None)
@given(since=st.dates(date(1970, 1, 1), date(2037, 12, 31)))
def test_around_each_change_of_clocks_every_quarter_hour_comes_once_a_day(since: date) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for day in changes(zone, since):
            around = [day + DAY * number for number in (-1, 0, 1, 2) if dates_of(zone, day + DAY * number, 1)]
            for at in map(quarter_hour, range(96)):
                found = [instant(one, at, zone) for one in around]
                assert all(earlier and later and earlier < later for earlier, later in pairwise(found)), (name, day, at)


def changes(zone: ZoneInfo, since: date) -> list[date]:
    """Dates within three years of `since` in which the zone's offset changes."""
    noons = [datetime.combine(since + DAY * number, time(12), tzinfo=UTC) for number in range(THREE_YEARS)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    return [noons[number].date() for number, (one, other) in enumerate(pairwise(offsets)) if one != other]


def offset(zone: ZoneInfo, local: datetime) -> timedelta:
    """From UTC, at that time of the wall clock."""
    found = zone.utcoffset(local)
    assert found is not None
    return found


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(ZONES), at=QUARTERS, since=st.dates(date(1970, 1, 1), date(2040, 12, 31)))
def test_the_wall_clock_stays_wherever_it_exists(name: str, at: time, since: date) -> None:
    zone = ZoneInfo(name)
    for one in daily(name, at, since).occurrences(start_of(since), THREE_YEARS):
        local = one.at.astimezone(zone)
        if (local.date(), local.time()) == (one.day, at):
            assert local.fold == 0
        else:
            skipped = offset(zone, local.replace(tzinfo=None)) - offset(zone, datetime.combine(one.day, at))
            assert local.replace(tzinfo=None) == datetime.combine(one.day, at) + skipped
            assert skipped > timedelta(0)


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(ZONES),
    at=QUARTERS,
    days=st.sets(st.integers(0, 6), min_size=1),
    after=st.dates(date(1990, 1, 1), date(2037, 1, 1)).map(start_of),
)
def test_what_comes_next_does_not_depend_on_when_one_asks(name: str, at: time, days: set[int], after: datetime) -> None:
    rhythm = Rhythm(weekly(sorted(days)), name, at, after.date() - DAY * 400)
    first, second, third = rhythm.occurrences(after, 3)
    assert after < first.at
    assert rhythm.occurrences(first.at, 2) == (second, third)
    assert rhythm.occurrences(first.at - timedelta(microseconds=1), 1) == (first,)
    assert all(one.day.weekday() in days for one in (first, second, third))


def test_monday_nine_stays_nine_on_the_wall_clock() -> None:
    rhythm = Rhythm(weekly([0]), "Europe/Brussels", time(9), date(2026, 1, 1))
    year = rhythm.occurrences(datetime(2026, 1, 1, tzinfo=UTC), 52)
    assert {(one.at.astimezone(BRUSSELS).weekday(), one.at.astimezone(BRUSSELS).time()) for one in year} == {
        (0, time(9))
    }
    assert {one.at.time() for one in year} == {time(7), time(8)}


def test_a_time_that_spring_skips_is_shifted_forward() -> None:
    one = daily("Europe/Brussels", time(2, 30), date(2026, 3, 29)).next(start_of(date(2026, 3, 29)))
    assert one
    assert one.at.astimezone(BRUSSELS).time() == time(3, 30)
    assert one.day == date(2026, 3, 29)


def test_a_time_that_autumn_repeats_is_taken_the_first_time() -> None:
    found = daily("Europe/Brussels", time(2, 30), date(2026, 10, 25)).occurrences(start_of(date(2026, 10, 25)), 2)
    assert [one.at for one in found] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]


def test_samoa_had_no_thirtieth_of_december_in_2011() -> None:
    found = daily("Pacific/Apia", time(9), date(2011, 12, 29)).occurrences(start_of(date(2011, 12, 29)), 3)
    assert [one.day.isoformat() for one in found] == ["2011-12-29", "2011-12-31", "2012-01-01"]
    fridays = Rhythm(weekly([4]), "Pacific/Apia", time(9), date(2011, 12, 20))
    assert [one.day.isoformat() for one in fridays.occurrences(start_of(date(2011, 12, 20)), 2)] == [
        "2011-12-23",
        "2012-01-06",
    ]


def test_a_clock_that_jumps_over_midnight_still_has_that_evening() -> None:
    """In Nuuk the hour before midnight was skipped on Saturday 30 March 2024."""
    found = daily("America/Nuuk", time(23, 30), date(2024, 3, 29)).occurrences(start_of(date(2024, 3, 29)), 3)
    assert [one.day.day for one in found] == [29, 30, 31]
    assert found[0].at < found[1].at < found[2].at


def test_a_rule_that_ends_has_nothing_more() -> None:
    rhythm = Rhythm("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "UTC", time(9), date(2026, 1, 1))
    assert len(rhythm.occurrences(datetime(2026, 1, 1, tzinfo=UTC), 5)) == 2
    assert rhythm.next(datetime(2027, 1, 1, tzinfo=UTC)) is None


def test_every_other_week_counts_from_the_day_it_began() -> None:
    rhythm = Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Europe/Paris", time(9), date(2026, 1, 6))
    found = rhythm.occurrences(datetime(2027, 1, 1, tzinfo=UTC), 2)
    assert all((one.day - date(2026, 1, 6)).days % 14 == 0 for one in found)


@pytest.mark.parametrize("rule", ["", "FREQ=SOMETIMES", "every monday"])
def test_a_rule_nobody_can_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 dateutil says it in many ways
        Rhythm(rule, "UTC", time(9), date(2026, 1, 1))


def test_the_weekdays_of_a_rule_are_those_it_was_made_of() -> None:
    assert beat(weekly([4, 0, 4])).weekdays == (0, 4)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Brussels", "Europe/Brussels"),
        ("europe/BRUSSELS", "Europe/Brussels"),
        (" brussels ", "Europe/Brussels"),
        ("Bruxelles", "Europe/Brussels"),
        ("Brussel", "Europe/Brussels"),
        ("Ghent, Belgium", "Europe/Brussels"),
        ("Londen", "Europe/London"),
        ("new york", "America/New_York"),
        ("America/new york", "America/New_York"),
        ("La Réunion", "Indian/Reunion"),
        ("reunion", "Indian/Reunion"),
        ("utc", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
    ],
)
def test_a_zone_is_found_by_its_name_or_a_city(typed: str, zone: str) -> None:
    assert find_zone(typed) == zone


@pytest.mark.parametrize(
    "typed", ["", "  ", "Atlantis", "Europe/", "../../etc/passwd", "localtime", "\0", "x" * 40_000]
)
def test_an_unknown_zone_is_nothing(typed: str) -> None:
    assert find_zone(typed) is None


def test_every_zone_is_found_by_its_own_name() -> None:
    assert [find_zone(name.upper()) for name in ZONES] == ZONES
