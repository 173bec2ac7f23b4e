"""A minimum of respondents: silence decides nothing."""

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Noted, Why
from facilitation.sessions.course.values import Ending, Stage
from tests.facilitation.sessions.course.sitting import ANN, BEN, CAI, DEE, MINUTE, Sitting, a_playbook, begun, words

OPTIONS = {"objection": {"title": words("No")}, "consent": {"title": words("Yes"), "next": "end"}}
CHOICE = {"does": "choice", "decides": "any", "options": OPTIONS}
CONSENT = a_playbook({"round": {"minimum": True, "asks": CHOICE}, "integrate": {}})


def asked(minimum: int) -> Sitting:
    return begun(CONSENT, ANN, BEN, CAI, minimum=minimum)


def test_below_it_the_window_is_extended_once_and_then_closed_without_a_result() -> None:
    sitting = asked(2).pick(ANN, "consent").window_ends()
    assert (sitting.phase, sitting.left_of_window) == ("round", 10 * MINUTE)
    assert "waited_for_more" in {noted.what for noted in sitting.now_told(Noted)}
    sitting.window_ends()
    assert sitting.course.ending is Ending.TOO_FEW_ANSWERED
    assert sitting.result("round").outcome.option == ""
    assert sitting.result("round").outcome.tally == (("consent", 1), ("objection", 0))


def test_with_enough_it_is_decided_when_the_window_ends() -> None:
    sitting = asked(2).pick(ANN, "consent").pick(BEN, "consent")
    assert sitting.phase == "round", "Cai may still object"
    sitting.window_ends()
    assert sitting.course.ending is Ending.DONE
    assert sitting.result("round").outcome.option == "consent"


def test_with_enough_in_the_extension_it_is_decided_as_well() -> None:
    sitting = asked(2).pick(ANN, "consent").window_ends().pick(BEN, "consent").pick(CAI, "objection")
    assert sitting.phase == "integrate"


def test_who_passes_is_no_respondent() -> None:
    sitting = asked(2).pick(ANN, "consent").pass_(BEN, CAI)
    assert sitting.phase == "round", "who passed may think again, and others may come"
    assert sitting.window_ends().window_ends().course.ending is Ending.TOO_FEW_ANSWERED


def test_one_who_comes_later_may_be_the_one_that_was_missing() -> None:
    sitting = asked(2).pick(ANN, "consent").pass_(BEN, CAI).join(DEE).pick(DEE, "consent")
    assert sitting.result("round").outcome.option == "consent"


def test_the_host_can_t_press_it_through() -> None:
    sitting = asked(2).pick(ANN, "consent")
    assert sitting.next().refused is Why.TOO_FEW_ANSWERED
    sitting.window_ends()
    assert sitting.next().refused is Why.TOO_FEW_ANSWERED
    sitting.pick(BEN, "consent")
    assert sitting.next().refused is None


def test_ended_early_below_it_nothing_is_decided() -> None:
    sitting = asked(2).pick(ANN, "consent").does(of.EndedEarly(ANN))
    assert sitting.result("round").outcome.option == ""
    assert sitting.course.ending is Ending.ENDED_EARLY


def test_anyone_s_extension_is_not_the_one_that_waits_for_more() -> None:
    sitting = asked(2).extend(BEN).window_ends()
    assert (sitting.phase, sitting.step.waited) == ("round", True)


def test_in_a_round_all_may_speak_while_more_are_waited_for() -> None:
    playbook = a_playbook({"round": {"minimum": True, "turns": True, "asks": CHOICE}, "integrate": {}})
    sitting = begun(playbook, ANN, BEN, minimum=2).window_ends().pick(BEN, "consent")
    assert (sitting.phase, sitting.step.turn, sitting.step.waited) == ("round", None, True)
    sitting.pick(ANN, "consent")
    assert sitting.is_closed
    assert sitting.result("round").outcome.option == "consent"


def test_where_no_phase_asks_for_it_a_minimum_holds_up_nothing() -> None:
    assert begun(a_playbook({"one": {}, "two": {}}), ANN, BEN, minimum=9).window_ends().phase == "two"


def test_in_a_pause_it_is_not_pressed_through_either() -> None:
    sitting = asked(2).does(of.Paused(ANN))
    assert (sitting.next().refused, sitting.course.stage) == (Why.PAUSED, Stage.PAUSED)
