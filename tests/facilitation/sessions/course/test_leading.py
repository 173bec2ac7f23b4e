"""What host and facilitator do: go on, pause, end; and two of them at once."""

from datetime import UTC, datetime

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import HasPaused, HasResumed, StepOpened, Why
from facilitation.sessions.course.values import Ending, Stage
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    DAY,
    DEE,
    HOUR,
    MINUTE,
    Sitting,
    a_playbook,
    begun,
    gathering,
)

TWO = a_playbook({"one": {}, "two": {}})


def pause(sitting: Sitting) -> Sitting:
    return sitting.does(of.Paused(ANN))


def resume(sitting: Sitting) -> Sitting:
    return sitting.does(of.Resumed(ANN))


def test_who_leads_goes_on_to_the_next_phase() -> None:
    sitting = begun(TWO, ANN, BEN).give(BEN, "so far")
    assert sitting.next(BEN).refused is Why.LEADS_NOT
    assert sitting.next(ANN).phase == "two"
    assert sitting.said("one") == {"ben": ["so far"]}


def test_when_two_go_on_at_once_the_second_is_told_that_it_moved_on() -> None:
    sitting = begun(TWO, ANN, BEN).does(of.SeatTaken(BEN, "facilitator")).next(ANN, step=1)
    assert sitting.next(BEN, step=1).refused is Why.MOVED_ON
    assert sitting.phase == "two"


def test_what_is_over_is_over() -> None:
    sitting = begun(TWO, ANN, BEN).does(of.EndedEarly(ANN))
    for happening in (of.MovedOn(ANN, 1), of.Paused(ANN), of.Resumed(ANN), of.EndedEarly(ANN), of.Passed(ANN, 1)):
        assert sitting.does(happening).refused is Why.OVER
    assert sitting.does(of.SkipChanged(ANN, "two", skip=True)).refused is Why.OVER


def test_before_it_begins_there_is_nothing_to_go_on_from_or_to_pause() -> None:
    sitting = gathering(TWO, ANN, BEN)
    assert sitting.next(ANN, step=1).refused is Why.MOVED_ON
    assert pause(sitting).effects == []
    assert resume(sitting).effects == []


def test_a_pause_keeps_what_was_left_of_the_window() -> None:
    sitting = pause(begun(TWO, ANN, BEN).time_passes(4 * MINUTE))
    assert sitting.now_told(HasPaused)
    sitting.time_passes(5 * DAY)
    assert sitting.phase == "one"
    assert resume(sitting).left_of_window == 6 * MINUTE
    assert sitting.now_told(HasResumed)


def test_paused_twice_is_paused_once() -> None:
    sitting = pause(begun(TWO, ANN, BEN).time_passes(4 * MINUTE)).time_passes(HOUR)
    assert pause(sitting).effects == []
    assert resume(sitting).left_of_window == 6 * MINUTE
    assert resume(sitting).effects == []


def test_in_a_pause_nobody_goes_on_but_everybody_may_contribute() -> None:
    sitting = pause(begun(TWO, ANN, BEN))
    assert sitting.next().refused is Why.PAUSED
    sitting.all_give(ANN, BEN)
    assert sitting.phase == "one"
    assert resume(sitting).phase == "two", "all had contributed"


def test_an_extension_in_a_pause_is_by_the_same_again_and_no_more() -> None:
    sitting = pause(begun(TWO, ANN, BEN).time_passes(4 * MINUTE)).time_passes(HOUR).extend(BEN)
    assert resume(sitting).left_of_window == 16 * MINUTE


def test_who_leaves_in_a_pause_is_not_waited_for_after_it() -> None:
    sitting = pause(begun(TWO, ANN, BEN).give(ANN, "one")).leave(BEN)
    assert (sitting.phase, sitting.course.stage) == ("one", Stage.PAUSED)
    assert resume(sitting).phase == "two"


def test_in_a_round_nobody_s_turn_begins_in_a_pause() -> None:
    playbook = a_playbook({"round": {"turns": True, "window": {"each": 2, "days": 1}}})
    sitting = pause(begun(playbook, ANN, BEN, CAI).give(ANN, "one").time_passes(MINUTE)).leave(BEN)
    assert sitting.effects[-1:] != []
    resume(sitting)
    assert (sitting.turn, sitting.left_of_window) == ((CAI,), 2 * MINUTE)


def test_a_pause_to_which_nobody_comes_back_ends_the_session_after_four_weeks() -> None:
    sitting = pause(begun(TWO, ANN, BEN).give(BEN, "so far")).time_passes(28 * DAY)
    assert sitting.course.ending is Ending.LEFT_ALONE
    assert sitting.said("one") == {"ben": ["so far"]}


def test_over_days_a_paused_window_ends_in_the_evening_of_a_working_day_again() -> None:
    sitting = pause(begun(TWO, ANN, BEN, tempo=ASYNC).time_passes(DAY + 3 * HOUR))
    assert sitting.step.closes_at == datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
    sitting.now = datetime(2026, 3, 6, 21, 0, tzinfo=UTC)  # Friday night: five hours were left
    assert resume(sitting).step.closes_at == datetime(2026, 3, 9, 17, 0, tzinfo=UTC)


def test_over_days_a_pause_by_mistake_costs_no_day() -> None:
    sitting = pause(begun(TWO, ANN, BEN, tempo=ASYNC)).time_passes(MINUTE)
    assert resume(sitting).step.closes_at == datetime(2026, 3, 4, 17, 1, tzinfo=UTC)


def test_ended_early_everything_given_so_far_is_dealt_with_as_promised() -> None:
    sitting = begun(TWO, ANN, BEN).give(BEN, "so far")
    assert sitting.does(of.EndedEarly(BEN)).refused is Why.LEADS_NOT
    sitting.does(of.EndedEarly(ANN))
    assert sitting.course.ending is Ending.ENDED_EARLY
    assert sitting.said("one") == {"ben": ["so far"]}
    assert not sitting.now_told(StepOpened)


def test_it_can_be_ended_before_it_began() -> None:
    assert gathering(TWO, ANN).does(of.EndedEarly(ANN)).course.ending is Ending.ENDED_EARLY


def test_a_community_s_facilitator_leads_any_session() -> None:
    sitting = begun(TWO, ANN, BEN)
    sitting.facilitators = frozenset({DEE})
    assert sitting.next(DEE).phase == "two"
