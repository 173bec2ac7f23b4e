"""Check-ins as they are remembered, on each kind of database."""

from contextlib import closing
from datetime import date, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from facilitation.check_ins.model import Round, RoundState, Series, SeriesState, Turn, Visibility, Voice, begin
from facilitation.people import CommunityId
from facilitation.ports.upkeep import Conflict
from facilitation.recurrence import Occurrence
from storage.store import open_store
from storage.unit import SqlUnit
from tests.storage.shelf import CIRCLE, KEY, NOON, WORKSPACE, MovedClock, Shelf
from tests.stores import FreshDatabase

TUESDAY = date(2026, 3, 3)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_a_circle(shelf: Shelf) -> None:
    shelf.found()


def a_series(identity: str = "s", after: timedelta = timedelta(0)) -> Series:
    return Series(
        community_id=CIRCLE,
        id=identity,
        questions=("What did you try?", "¿Y ahora? 🎉"),
        rule="FREQ=WEEKLY;BYDAY=TU",
        at=time(9, 15),
        zone="Europe/Brussels",
        since=TUESDAY,
        visibility=Visibility.SEALED,
        open_for=timedelta(hours=36),
        workspace=WORKSPACE,
        channel="C1",
        created_at=NOON + after,
        next_at=NOON + HOUR,
    )


def a_round(series: Series, day: date = TUESDAY, state: RoundState = RoundState.OPEN) -> Round:
    return begin(series, Occurrence(day, NOON), state, NOON)


def test_a_series_comes_back_as_it_was_set(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.check_ins.add(a_series())
    with shelf.unit(CIRCLE) as unit:
        found = unit.check_ins.series("s")
        assert found
        assert {key: value for key, value in vars(found).items() if not key.startswith("_")} == {
            key: value for key, value in vars(a_series()).items() if not key.startswith("_")
        }


def test_stopped_series_are_left_out_and_the_oldest_comes_first(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        for number, name in enumerate("cab"):
            unit.check_ins.add(a_series(name, HOUR * number))
        stopped = a_series("d")
        stopped.state = SeriesState.STOPPED
        unit.check_ins.add(stopped)
    with shelf.unit(CIRCLE) as unit:
        assert [series.id for series in unit.check_ins.all_series()] == ["c", "a", "b"]


def test_a_round_is_found_by_its_day_whatever_became_of_it(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.check_ins.add(a_series())
        unit.check_ins.add_round(a_round(a_series(), state=RoundState.MISSED))
    with shelf.unit(CIRCLE) as unit:
        found = unit.check_ins.round_of("s", TUESDAY, 0)
        assert found
        assert found.closes_at == NOON + timedelta(hours=36)
        assert unit.check_ins.round_of("s", TUESDAY, 1) is None
        assert unit.check_ins.open_rounds() == []


def test_two_who_open_the_same_round_collide(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.check_ins.add(a_series())
        unit.check_ins.add_round(a_round(a_series()))
    with pytest.raises((Conflict, IntegrityError)), shelf.unit(CIRCLE) as unit:
        unit.check_ins.add_round(a_round(a_series()))


def test_of_two_processes_that_change_the_same_series_the_second_does_it_again(fresh_database: FreshDatabase) -> None:
    """On PostgreSQL, where two can: the engine replays the second on what the first one left."""
    with closing(open_store(fresh_database("postgresql"), MovedClock(), KEY, threads=2)) as store:
        shelf = Shelf(store, MovedClock())
        shelf.found()
        with shelf.unit(CIRCLE) as unit:
            unit.check_ins.add(a_series())
        with shelf.unit(CIRCLE) as second:
            move(second, "Europe/Paris")
            with shelf.unit(CIRCLE) as first:
                move(first, "UTC")
            with pytest.raises(Conflict):
                second.flush()
            second.rollback()


def move(unit: SqlUnit, zone: str) -> None:
    series = unit.check_ins.series("s")
    assert series
    series.zone = zone


def test_open_rounds_come_in_the_order_they_close(shelf: Shelf) -> None:
    later, sooner = a_series("later"), a_series("sooner")
    sooner.open_for = HOUR
    with shelf.unit(CIRCLE) as unit:
        for series in (later, sooner):
            unit.check_ins.add(series)
            unit.check_ins.add_round(a_round(series))
    with shelf.unit(CIRCLE) as unit:
        assert [round_.series_id for round_ in unit.check_ins.open_rounds()] == ["sooner", "later"]


def test_a_turn_is_kept_changed_and_dropped(shelf: Shelf) -> None:
    round_ = begun(shelf)
    with shelf.unit(CIRCLE) as unit:
        unit.check_ins.keep(Turn(community_id=CIRCLE, round_id=round_, marker="m", texts=("one", "")))
    with shelf.unit(CIRCLE) as unit:
        turn = unit.check_ins.turn(round_, "m")
        assert turn
        assert turn.texts == ("one", "")
        turn.texts = ()
    with shelf.unit(CIRCLE) as unit:
        (turn,) = unit.check_ins.turns(round_)
        assert turn.is_skip
        unit.check_ins.drop(turn)
        assert unit.check_ins.turn(round_, "m") is None


def test_shuffled_turns_are_gone_and_voices_stay_in_the_order_of_their_ids(shelf: Shelf) -> None:
    round_ = begun(shelf)
    with shelf.unit(CIRCLE) as unit:
        for marker in "abc":
            unit.check_ins.keep(Turn(community_id=CIRCLE, round_id=round_, marker=marker, texts=(marker,)))
    with shelf.unit(CIRCLE) as unit:
        kept = [
            Voice(community_id=CIRCLE, round_id=round_, id=identity, question=0, text=text)
            for identity, text in (("2", "b"), ("1", "c"), ("3", "a"))
        ]
        unit.check_ins.shuffle(round_, kept)
    with shelf.unit(CIRCLE) as unit:
        assert unit.check_ins.turns(round_) == []
        assert [voice.text for voice in unit.check_ins.voices(round_)] == ["c", "b", "a"]


def test_another_communitys_check_ins_are_not_there(shelf: Shelf) -> None:
    shelf.found(CommunityId("other"))
    with shelf.unit(CIRCLE) as unit:
        unit.check_ins.add(a_series())
    with shelf.unit(CommunityId("other")) as unit:
        assert unit.check_ins.series("s") is None
        assert unit.check_ins.all_series() == []


def begun(shelf: Shelf) -> str:
    series = a_series()
    round_ = a_round(series)
    with shelf.unit(CIRCLE) as unit:
        unit.check_ins.add(series)
        unit.check_ins.add_round(round_)
    return round_.id
