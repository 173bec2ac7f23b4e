"""How long a step is open: its window, an early close, an extension."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import (
    EndsSoon,
    HasBegun,
    HasClosed,
    StepChanged,
    StepClosed,
    StepOpened,
    TooLate,
    Why,
)
from facilitation.sessions.course.values import Ending, Tempo
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    DAY,
    DEE,
    HOUR,
    MINUTE,
    SYNC,
    a_playbook,
    begun,
    gathering,
    somebody,
)

TWO = a_playbook({"first": {}, "second": {"window": {"minutes": 5, "days": 2}}})


def test_a_session_begins_with_its_first_phase_and_ends_with_its_last() -> None:
    sitting = begun(TWO, ANN, BEN)
    assert sitting.now_told(HasBegun)
    assert [opened.step.phase for opened in sitting.now_told(StepOpened)] == ["first"]
    sitting.window_ends()
    assert sitting.phase == "second"
    sitting.window_ends()
    assert sitting.course.ending is Ending.DONE
    assert sitting.course.closed_at == sitting.now
    assert sitting.now_told(HasClosed) == [HasClosed(Ending.DONE)]


def test_in_a_meeting_a_window_is_counted_in_minutes() -> None:
    assert begun(TWO, ANN, BEN).left_of_window == 10 * MINUTE


def test_over_days_a_window_ends_in_the_evening_of_a_working_day() -> None:
    sitting = begun(TWO, ANN, BEN, tempo=ASYNC)
    assert sitting.step.closes_at == datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
    sitting.window_ends()
    assert sitting.step.closes_at == datetime(2026, 3, 6, 17, 0, tzinfo=UTC)


def test_over_days_a_window_waits_for_the_last_zone_that_takes_part() -> None:
    sitting = gathering(TWO, ANN, BEN, tempo=ASYNC)
    sitting.accounts[BEN] = somebody(BEN, zone="America/Los_Angeles")
    assert sitting.begin().step.closes_at == datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def test_whose_zone_is_not_known_has_the_community_s() -> None:
    sitting = gathering(TWO, ANN, BEN, tempo=ASYNC)
    sitting.accounts = {ANN: somebody(ANN, zone=None)}
    assert sitting.begin().step.closes_at == datetime(2026, 3, 4, 17, 0, tzinfo=UTC)


def test_a_window_for_each_is_as_long_as_many_speak() -> None:
    each = a_playbook({"all": {"window": {"each": 2, "days": 1}}})
    assert begun(each, ANN, BEN, CAI).left_of_window == 6 * MINUTE


def test_a_share_is_of_the_total_of_so_many_people() -> None:
    share = a_playbook({"aim": {"window": {"share": 10, "days": 1}}}, total_each=30)
    assert begun(share, ANN, BEN, CAI).left_of_window == 9 * MINUTE


def test_a_variant_has_windows_of_its_own() -> None:
    playbook = a_playbook(
        {"first": {}, "second": {}},
        variants={"short": {"size": {"least": 2}, "windows": {"first": {"minutes": 3, "days": 1}}}},
    )
    sitting = begun(playbook, ANN, BEN, variant="short")
    assert sitting.left_of_window == 3 * MINUTE
    assert sitting.window_ends().left_of_window == 10 * MINUTE


def test_a_window_set_by_the_hour_ends_when_it_says_neither_earlier_nor_by_working_days() -> None:
    sitting = begun(TWO, ANN, BEN, tempo=ASYNC, windows={"first": 30 * HOUR})
    assert sitting.left_of_window == 30 * HOUR
    sitting.all_give(ANN, BEN)
    assert sitting.phase == "first"
    assert sitting.extend(BEN).left_of_window == 60 * HOUR
    sitting.does(of.Paused(ANN)).time_passes(2 * HOUR)
    assert sitting.does(of.Resumed(ANN)).left_of_window == 60 * HOUR
    since = sitting.now
    sitting.now += HOUR
    assert sitting.does(of.WasAway(since)).left_of_window == 59 * HOUR
    assert sitting.window_ends().phase == "second"


def test_in_a_round_that_was_set_by_the_hour_the_turn_still_goes_on() -> None:
    playbook = a_playbook({"round": {"turns": True}, "after": {}})
    sitting = begun(playbook, ANN, BEN, windows={"round": HOUR}).give(ANN, "one")
    assert (sitting.turn, sitting.left_of_window) == ((BEN,), HOUR / 2)


@pytest.mark.parametrize("tempo", [SYNC, ASYNC])
def test_a_step_closes_as_soon_as_all_have_contributed(tempo: Tempo) -> None:
    sitting = begun(TWO, ANN, BEN, CAI, tempo=tempo).all_give(ANN, BEN)
    assert sitting.phase == "first"
    sitting.give(CAI, "last")
    assert sitting.phase == "second"
    assert sitting.said("first") == {"ann": ["ann"], "ben": ["ben"], "cai": ["last"]}


def test_whoever_passes_is_not_waited_for() -> None:
    sitting = begun(TWO, ANN, BEN).give(ANN, "one").pass_(BEN)
    assert sitting.phase == "second"
    assert sitting.said("first") == {"ann": ["one"]}
    assert sitting.result("first").outcome.given == 1


def test_whoever_passed_may_change_their_mind() -> None:
    sitting = begun(TWO, ANN, BEN, CAI).pass_(BEN).give(BEN, "after all").all_give(ANN, CAI)
    assert sitting.said("first")["ben"] == ["after all"]


def test_whoever_gave_and_then_passes_takes_nothing_back() -> None:
    sitting = begun(TWO, ANN, BEN).give(ANN, "kept").pass_(ANN, BEN)
    assert sitting.said("first") == {"ann": ["kept"]}


def test_a_second_contribution_takes_the_place_of_the_first() -> None:
    sitting = begun(TWO, ANN, BEN).give(ANN, "first").give(ANN, "better").pass_(BEN)
    assert sitting.said("first") == {"ann": ["better"]}


def test_an_empty_contribution_is_none() -> None:
    assert begun(TWO, ANN, BEN).give(ANN, "  ").refused is Why.NOTHING_SAID


def test_nobody_is_waited_for_who_has_left_and_what_they_gave_stays() -> None:
    sitting = begun(TWO, ANN, BEN, CAI).all_give(ANN, BEN)
    sitting.leave(ANN)
    assert sitting.phase == "first"
    sitting.leave(CAI)
    assert sitting.phase == "second"
    assert sitting.said("first") == {"ann": ["ann"], "ben": ["ben"]}


def test_whoever_comes_while_a_step_is_open_speaks_in_it() -> None:
    sitting = begun(TWO, ANN, BEN).give(ANN, "one").join(CAI).give(BEN, "two")
    assert sitting.phase == "first"
    sitting.give(CAI, "three")
    assert sitting.said("first") == {"ann": ["one"], "ben": ["two"], "cai": ["three"]}


def test_whoever_left_and_comes_back_speaks_once() -> None:
    sitting = begun(TWO, ANN, BEN).give(ANN, "one").leave(ANN).join(ANN)
    assert sitting.asked == [(ANN,), (BEN,)]
    assert sitting.give(BEN, "two").phase == "second"


def test_when_everybody_has_left_it_is_over_and_nothing_is_lost() -> None:
    sitting = begun(TWO, ANN, BEN).give(ANN, "one").leave(BEN, ANN)
    assert sitting.course.ending is Ending.EVERYBODY_LEFT
    assert sitting.said("first") == {"ann": ["one"]}


def test_anyone_who_takes_part_extends_a_window_by_the_same_again() -> None:
    sitting = begun(TWO, ANN, BEN).time_passes(4 * MINUTE).extend(BEN)
    assert sitting.left_of_window == 16 * MINUTE
    assert sitting.step.extended == 1
    assert sitting.extend(ANN).left_of_window == 26 * MINUTE


def test_over_days_an_extension_is_of_working_days() -> None:
    sitting = begun(TWO, ANN, BEN, tempo=ASYNC).window_ends().extend(BEN)
    assert sitting.step.closes_at == datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def test_a_window_that_is_over_but_not_closed_yet_is_extended_from_now_on() -> None:
    sitting = begun(TWO, ANN, BEN)
    sitting.now += 12 * MINUTE
    assert sitting.extend(BEN).left_of_window == 10 * MINUTE


def test_who_does_not_take_part_extends_nothing() -> None:
    assert begun(TWO, ANN, BEN).extend(DEE).refused is Why.NOT_TAKING_PART


def test_a_community_s_facilitator_may_extend_though_they_do_not_take_part() -> None:
    sitting = begun(TWO, ANN, BEN)
    sitting.facilitators = frozenset({DEE})
    assert sitting.extend(DEE).refused is None


def test_an_extension_of_a_step_that_is_over_is_refused() -> None:
    sitting = begun(TWO, ANN, BEN).window_ends()
    assert sitting.extend(BEN, step=1).refused is Why.MOVED_ON
    sitting.window_ends()
    assert sitting.extend(BEN, step=1).refused is Why.OVER


def test_words_that_come_too_late_are_offered_back() -> None:
    sitting = begun(TWO, ANN, BEN).window_ends().give(BEN, "a", (1, "b"), step=1)
    assert sitting.effects == [TooLate(BEN, 1, ((0, "a"), (1, "b")))]
    sitting.window_ends().give(BEN, "c", step=2)
    assert sitting.effects == [TooLate(BEN, 2, ((0, "c"),))]


def test_who_does_not_take_part_does_not_contribute() -> None:
    assert begun(TWO, ANN, BEN).give(DEE, "hello").refused is Why.NOT_TAKING_PART


def test_who_is_not_asked_in_a_step_does_not_contribute() -> None:
    playbook = a_playbook({"tell": {"who": "host"}, "all": {}})
    sitting = begun(playbook, ANN, BEN)
    assert sitting.give(BEN, "hello").refused is Why.NOT_ASKED
    assert sitting.pass_(BEN).refused is Why.NOT_ASKED


def test_its_card_is_drawn_anew_once_and_last() -> None:
    sitting = begun(TWO, ANN, BEN).extend(BEN)
    assert sitting.now_told(StepChanged) == [StepChanged(sitting.step)]
    sitting.all_give(ANN, BEN)
    assert not sitting.now_told(StepChanged), "another step is open"


def test_woken_before_its_time_it_does_nothing() -> None:
    sitting = begun(TWO, ANN, BEN)
    sitting.now += 9 * MINUTE - timedelta(seconds=1)
    assert sitting.wake().effects == []


def test_in_a_meeting_it_is_said_once_that_it_ends_soon_and_again_when_there_is_more_time() -> None:
    sitting = begun(TWO, ANN, BEN).time_passes(9 * MINUTE)
    assert len(sitting.all_told(EndsSoon)) == 1
    assert len(sitting.extend(ANN).time_passes(9 * MINUTE).all_told(EndsSoon)) == 1
    assert len(sitting.time_passes(MINUTE).all_told(EndsSoon)) == 2


def test_over_days_nobody_is_told_that_it_ends_soon() -> None:
    sitting = begun(TWO, ANN, BEN, tempo=ASYNC)
    while sitting.phase == "first":
        assert not sitting.window_ends().all_told(EndsSoon)


def test_woken_twice_is_woken_once() -> None:
    sitting = begun(TWO, ANN, BEN)
    sitting.now += 10 * MINUTE
    assert sitting.wake().now_told(StepClosed)
    assert sitting.wake().effects == []


def test_a_session_that_is_over_is_never_woken() -> None:
    sitting = begun(TWO, ANN, BEN).window_ends().window_ends()
    assert sitting.course.wakes_at is None
    sitting.now += 100 * DAY
    assert sitting.wake().effects == []


def test_time_in_which_kring_did_not_run_counts_for_nobody_s_window() -> None:
    sitting = begun(TWO, ANN, BEN).time_passes(4 * MINUTE)
    since = sitting.now
    sitting.now += HOUR
    assert sitting.does(of.WasAway(since)).left_of_window == 6 * MINUTE
    assert sitting.wake().phase == "first"


def test_a_step_that_opened_while_kring_was_said_to_be_away_is_not_lengthened_by_more_than_it_was_open() -> None:
    sitting = begun(TWO, ANN, BEN)
    since = sitting.now - HOUR
    sitting.now += 5 * MINUTE
    assert sitting.does(of.WasAway(since)).left_of_window == 10 * MINUTE


def test_a_window_that_was_over_before_kring_was_away_stays_over() -> None:
    sitting = begun(TWO, ANN, BEN)
    sitting.now += 20 * MINUTE
    assert sitting.does(of.WasAway(sitting.now - MINUTE)).wake().phase == "second"


def test_gathering_and_pauses_are_not_cut_short_either() -> None:
    sitting = gathering(TWO, ANN, BEN)
    until = sitting.course.ends_at
    assert until is not None
    sitting.now += 20 * DAY
    sitting.does(of.WasAway(sitting.now - 19 * DAY))
    assert sitting.course.ends_at == until + 19 * DAY
    sitting.wake().begin().does(of.Paused(ANN))
    sitting.now += 30 * DAY
    sitting.does(of.WasAway(sitting.now - 29 * DAY)).wake()
    assert not sitting.is_closed
