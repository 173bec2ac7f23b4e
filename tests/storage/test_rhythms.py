"""Rhythms and their sessions as they are remembered, on each kind of database."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from facilitation.people import CommunityId
from facilitation.ports.upkeep import Conflict
from facilitation.sessions.course.values import Contribution, Words
from facilitation.sessions.model import Voice
from facilitation.sessions.rhythms.model import Meeting, MeetingState, SeriesState
from storage.store import open_store
from storage.unit import SqlUnit
from tests.storage.recurring import TUESDAY, a_series, a_session
from tests.storage.shelf import CIRCLE, KEY, NOON, MovedClock, Shelf
from tests.stores import FreshDatabase

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_a_circle(shelf: Shelf) -> None:
    shelf.found()


def a_meeting(day: date = TUESDAY, state: MeetingState = MeetingState.MISSED) -> Meeting:
    return Meeting(community_id=CIRCLE, series_id="s", day=day, slot=0, state=state, at=NOON)


def told(entity: object) -> dict[str, object]:
    return {key: value for key, value in vars(entity).items() if not key.startswith("_")}


def test_a_series_comes_back_as_it_was_set(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.rhythms.add(a_series(unit))
    with shelf.unit(CIRCLE) as unit:
        found = unit.rhythms.series("s")
        assert found
        assert told(found) == told(a_series(unit))


def test_stopped_series_are_left_out_and_the_oldest_comes_first(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        for number, name in enumerate("cab"):
            unit.rhythms.add(a_series(unit, name, after=HOUR * number))
        stopped = a_series(unit, "d")
        stopped.state = SeriesState.STOPPED
        unit.rhythms.add(stopped)
    with shelf.unit(CIRCLE) as unit:
        assert [series.id for series in unit.rhythms.all_series()] == ["c", "a", "b"]


def test_an_occurrence_is_found_by_its_day_whatever_became_of_it(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.rhythms.add(a_series(unit))
        unit.rhythms.add_meeting(a_meeting())
        unit.rhythms.add_meeting(a_meeting(TUESDAY + timedelta(days=7), MeetingState.MOVED))
    with shelf.unit(CIRCLE) as unit:
        found = unit.rhythms.meeting("s", TUESDAY, 0)
        assert found
        assert found.state is MeetingState.MISSED
        assert unit.rhythms.meeting("s", TUESDAY, 1) is None
        assert [each.day.day for each in unit.rhythms.meetings("s", TUESDAY + timedelta(days=1))] == [10]
        assert [each.day.day for each in unit.rhythms.moved("s")] == [10]


def test_two_who_open_the_same_occurrence_collide(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.rhythms.add(a_series(unit))
        unit.rhythms.add_meeting(a_meeting())
    with pytest.raises((Conflict, IntegrityError)), shelf.unit(CIRCLE) as unit:
        unit.rhythms.add_meeting(a_meeting())


def test_of_two_processes_that_change_the_same_series_the_second_does_it_again(fresh_database: FreshDatabase) -> None:
    """On PostgreSQL, where two can: the engine replays the second on what the first one left."""
    with closing(open_store(fresh_database("postgresql"), MovedClock(), KEY, threads=2)) as store:
        shelf = Shelf(store, MovedClock())
        shelf.found()
        with shelf.unit(CIRCLE) as unit:
            unit.rhythms.add(a_series(unit))
        with shelf.unit(CIRCLE) as second:
            move(second, "Europe/Paris")
            with shelf.unit(CIRCLE) as first:
                move(first, "UTC")
            with pytest.raises(Conflict):
                second.flush()
            second.rollback()


def move(unit: SqlUnit, zone: str) -> None:
    series = unit.rhythms.series("s")
    assert series
    series.zone = zone


def test_what_is_given_is_kept_changed_and_dropped(shelf: Shelf) -> None:
    one = Contribution("m", (Words("w", "one"),))
    with shelf.unit(CIRCLE) as unit:
        unit.sessions.add(a_session(unit))
        unit.sessions.gather("r", 1, (), (one,))
    with shelf.unit(CIRCLE) as unit:
        assert unit.sessions.given_under("r", 1, "m") == one
        assert unit.sessions.given_under("r", 1, "n") is None
        passed = Contribution("m", passed=True)
        unit.sessions.gather("r", 1, (one,), (passed,))
    with shelf.unit(CIRCLE) as unit:
        assert unit.sessions.gathered("r", 1) == [passed]
        unit.sessions.gather("r", 1, (passed,), ())
        assert unit.sessions.gathered("r", 1) == []


def test_what_is_unlinked_is_gone_and_voices_stay_in_the_order_of_their_ids(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.sessions.add(a_session(unit))
        unit.sessions.gather("r", 1, (), [Contribution(each, (Words(each, each),)) for each in "abc"])
    with shelf.unit(CIRCLE) as unit:
        assert len(unit.sessions.gathered("r", 1)) == 3
        kept = [
            Voice(community_id=CIRCLE, session_id="r", step=1, id=identity, question=0, text=text)
            for identity, text in (("2", "b"), ("1", "c"), ("3", "a"))
        ]
        unit.sessions.unlink("r", 1, kept)
    with shelf.unit(CIRCLE) as unit:
        assert unit.sessions.gathered("r", 1) == []
        assert [voice.text for voice in unit.sessions.voices("r", 1)] == ["c", "b", "a"]


def test_another_communitys_rhythms_are_not_there(shelf: Shelf) -> None:
    shelf.found(CommunityId("other"))
    with shelf.unit(CIRCLE) as unit:
        unit.rhythms.add(a_series(unit))
    with shelf.unit(CommunityId("other")) as unit:
        assert unit.rhythms.series("s") is None
        assert unit.rhythms.all_series() == []
