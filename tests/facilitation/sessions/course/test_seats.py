"""Seats: taken, given back, offered in a phase, waited for."""

import pytest

from facilitation.people import MemberId
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import HasResumed, HostWanted, Refused, SeatFilled, SeatIsEmpty, Why
from facilitation.sessions.course.values import Ending, Stage
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    DAY,
    DEE,
    MINUTE,
    Sitting,
    a_playbook,
    begun,
    gathering,
)

CASTING = a_playbook(
    {
        "casting": {"asks": {"does": "seat", "role": "teller"}},
        "story": {"who": "teller"},
        "advice": {"who": "group", "listens": "teller"},
    },
    roles={"teller": {}},
)
CASE = a_playbook(
    {"tell": {"who": "presenter"}, "ask": {"who": "group"}, "close": {"who": "presenter"}},
    roles={"presenter": {}},
    case=True,
)
HOSTED = a_playbook({"tell": {"who": "host"}, "ask": {"who": "group"}, "playback": {"who": "host"}})


def takes(sitting: Sitting, who: MemberId, role: str) -> Sitting:
    return sitting.does(of.SeatTaken(who, role))


def a_case() -> Sitting:
    """Ben presents; Ann is the host."""
    return takes(gathering(CASE, ANN, BEN, CAI, DEE), BEN, "presenter").begin()


def test_a_free_seat_is_taken_by_whoever_takes_part() -> None:
    sitting = takes(gathering(CASE, ANN, BEN), BEN, "presenter")
    assert sitting.course.seats == {"presenter": BEN}
    assert sitting.now_told(SeatFilled) == [SeatFilled("presenter", BEN)]
    assert takes(sitting, ANN, "presenter").refused is Why.SEAT_TAKEN
    assert takes(sitting, BEN, "presenter").effects == []
    assert takes(sitting, DEE, "presenter").refused is Why.NOT_TAKING_PART


@pytest.mark.parametrize("role", ["facilitator", "scribe"])
def test_the_seats_that_kring_holds_meanwhile_can_be_taken_in_every_session(role: str) -> None:
    assert takes(gathering(CASE, ANN), ANN, role).course.seats == {role: ANN}


def test_whoever_has_a_seat_of_every_session_speaks_among_the_others_whatever_it_is_called() -> None:
    called = {role: {"needed": False} for role in ("facilitator", "scribe")}
    playbook = a_playbook(
        {"ask": {"who": "group", "listens": "presenter"}}, roles={"presenter": {"needed": False}, **called}
    )
    sitting = gathering(playbook, ANN, BEN, CAI, DEE)
    for who, role in ((BEN, "facilitator"), (CAI, "scribe"), (DEE, "presenter")):
        takes(sitting, who, role)
    assert sitting.begin().asked == [(ANN,), (BEN,), (CAI,)]
    assert sitting.does(of.MovedOn(BEN, 1)).refused is None


@pytest.mark.parametrize("role", ["unknown", "group", "all", "client"])
def test_there_are_no_other_seats_and_a_rotating_one_goes_round_by_itself(role: str) -> None:
    rotating = a_playbook({"tell": {"who": "client"}}, roles={"client": {"rotates": True}})
    assert takes(gathering(rotating, ANN), ANN, role).refused is Why.NO_SUCH_SEAT


def test_the_presenter_speaks_then_the_others_then_the_presenter() -> None:
    sitting = a_case()
    assert sitting.asked == [(BEN,)]
    sitting.give(BEN, "my case")
    assert sitting.asked == [(ANN,), (CAI,), (DEE,)]
    assert sitting.all_give(ANN, CAI, DEE).asked == [(BEN,)]


def test_it_does_not_begin_without_the_seat_that_speaks() -> None:
    sitting = gathering(CASE, ANN, BEN).begin(anyway=True)
    assert sitting.effects == [Refused(Why.SEAT_EMPTY, "presenter")]
    assert takes(sitting, BEN, "presenter").begin(anyway=True).phase == "tell"


def test_it_begins_without_a_seat_that_a_phase_fills_first() -> None:
    assert begun(CASTING, ANN, BEN).phase == "casting"


def test_a_phase_that_fills_another_seat_excuses_nothing() -> None:
    playbook = a_playbook(
        {"casting": {"asks": {"does": "seat", "role": "scribe"}}, "story": {"who": "teller"}}, roles={"teller": {}}
    )
    assert begun(playbook, ANN, BEN).refused is Why.SEAT_EMPTY


def test_a_seat_that_kring_may_hold_is_not_waited_for_and_its_phases_are_passed_over() -> None:
    playbook = a_playbook({"open": {"who": "guide"}, "all": {}}, roles={"guide": {"needed": False}})
    assert begun(playbook, ANN, BEN).phase == "all"
    assert takes(gathering(playbook, ANN, BEN), BEN, "guide").begin().phase == "open"


def test_nobody_offers_and_the_session_waits_before_the_phase_that_needs_the_seat() -> None:
    sitting = begun(CASTING, ANN, BEN).pass_(ANN, BEN)
    assert sitting.course.stage is Stage.PAUSED
    assert sitting.now_told(SeatIsEmpty) == [SeatIsEmpty("teller")]
    assert (sitting.course.vacancy, sitting.course.awaits, sitting.phase) == ("teller", "story", None)
    sitting.time_passes(3 * DAY)
    takes(sitting, BEN, "teller")
    assert (sitting.phase, sitting.asked, sitting.course.vacancy) == ("story", [(BEN,)], None)
    assert sitting.left_of_window == 10 * MINUTE
    assert sitting.now_told(HasResumed)


def test_a_seat_that_nobody_takes_ends_the_session_after_four_weeks() -> None:
    sitting = begun(CASTING, ANN, BEN).pass_(ANN, BEN).time_passes(28 * DAY)
    assert sitting.course.ending is Ending.LEFT_ALONE


def test_a_phase_that_waits_for_its_seat_can_be_left_out() -> None:
    sitting = begun(CASTING, ANN, BEN).pass_(ANN, BEN).does(of.SkipChanged(ANN, "story", skip=True))
    assert (sitting.phase, sitting.course.stage) == ("advice", Stage.RUNNING)


def test_one_offers_and_has_the_seat() -> None:
    sitting = begun(CASTING, ANN, BEN).give(BEN, "I have a case").pass_(ANN)
    assert sitting.course.seats == {"teller": BEN}
    assert sitting.now_told(SeatFilled) == [SeatFilled("teller", BEN)]
    assert (sitting.phase, sitting.asked) == ("story", [(BEN,)])


def test_one_who_offers_says_a_line() -> None:
    assert begun(CASTING, ANN, BEN).pick(ANN).refused is Why.NOTHING_SAID


def test_several_offer_and_all_pick_one_of_them() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI, DEE).give(BEN, "mine").give(CAI, "or mine").pass_(ANN, DEE)
    assert (sitting.phase, sitting.step.runoff) == ("casting", (BEN, CAI))
    assert sitting.asked == [(ANN,), (BEN,), (CAI,), (DEE,)]
    sitting.pick(ANN, CAI).pick(BEN, BEN).pick(CAI, CAI).pass_(DEE)
    assert sitting.result("casting").outcome.tally == ((CAI, 2), (BEN, 1))
    assert sitting.course.seats == {"teller": CAI}
    assert sitting.phase == "story"


def test_at_a_tie_or_when_nobody_picks_the_first_who_offered_has_it() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI).give(CAI, "or mine").give(BEN, "mine").pass_(ANN)
    sitting.pick(ANN, CAI).pick(BEN, BEN).pass_(CAI)
    assert sitting.course.seats == {"teller": BEN}
    sitting = begun(CASTING, ANN, BEN, CAI).give(BEN, "mine").give(CAI, "or mine").pass_(ANN).window_ends()
    assert sitting.course.seats == {"teller": BEN}


def test_only_one_of_those_who_offered_can_be_picked_and_only_once() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI).give(BEN, "mine").give(CAI, "or mine").pass_(ANN)
    for picked in ((), (ANN,), ("unknown",), (BEN, CAI), (BEN, BEN)):
        assert sitting.pick(ANN, *picked).refused is Why.MARKS
    assert sitting.give(ANN, "I would rather").refused is Why.MARKS


def test_who_offered_and_left_is_not_picked_among() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI).give(BEN, "mine").give(CAI, "or mine").leave(CAI).pass_(ANN)
    assert sitting.course.seats == {"teller": BEN}
    sitting = begun(CASTING, ANN, BEN, CAI).give(BEN, "mine").give(CAI, "or mine").pass_(ANN)
    sitting.pick(ANN, CAI).leave(CAI).pass_(BEN)
    assert sitting.course.seats == {"teller": BEN}


def test_who_comes_while_one_is_picked_picks_too() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI).give(BEN, "mine").give(CAI, "or mine").pass_(ANN).join(DEE)
    assert sitting.pick(DEE, CAI).refused is None


def test_a_seat_that_is_taken_already_is_not_offered() -> None:
    assert takes(gathering(CASTING, ANN, BEN), BEN, "teller").begin().phase == "story"


def test_a_seat_taken_while_it_is_offered_stays_taken() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI).give(BEN, "mine").give(CAI, "or mine")
    takes(sitting, ANN, "teller").pass_(ANN)
    assert (sitting.phase, sitting.course.seats) == ("story", {"teller": ANN})


def test_the_presenter_leaves_in_the_middle_and_the_case_waits_for_another() -> None:
    sitting = a_case().time_passes(6 * MINUTE).leave(BEN)
    assert (sitting.course.stage, sitting.course.vacancy, sitting.phase) == (Stage.PAUSED, "presenter", "tell")
    assert sitting.now_told(SeatIsEmpty) == [SeatIsEmpty("presenter")]
    assert sitting.next().refused is Why.SEAT_EMPTY
    assert sitting.does(of.Resumed(ANN)).refused is Why.SEAT_EMPTY
    takes(sitting.time_passes(DAY), CAI, "presenter")
    assert (sitting.course.stage, sitting.asked) == (Stage.RUNNING, [(CAI,)])
    assert sitting.left_of_window == 10 * MINUTE, "whoever comes has the whole window"


def test_what_a_presenter_gave_before_they_left_stays() -> None:
    sitting = a_case().give(BEN, "the half of it", source="m1").leave(BEN)
    takes(sitting, CAI, "presenter").give(CAI, "another")
    assert sitting.said("tell") == {"ben": ["the half of it"], "cai": ["another"]}


def test_a_case_whose_presenter_does_not_come_back_ends_after_four_weeks_and_loses_nothing() -> None:
    sitting = a_case().give(BEN, "the half of it", source="m1").leave(BEN).time_passes(28 * DAY - MINUTE)
    assert not sitting.is_closed
    sitting.time_passes(MINUTE)
    assert sitting.course.ending is Ending.LEFT_ALONE
    assert sitting.said("tell") == {"ben": ["the half of it"]}


def test_a_presenter_who_leaves_while_the_others_speak_is_waited_for_when_it_is_their_turn() -> None:
    sitting = a_case().give(BEN, "my case").leave(BEN)
    assert (sitting.phase, sitting.course.stage) == ("ask", Stage.RUNNING)
    sitting.all_give(ANN, CAI, DEE)
    assert (sitting.course.vacancy, sitting.course.awaits) == ("presenter", "close")
    assert takes(sitting, DEE, "presenter").asked == [(DEE,)]


def test_a_seat_given_back_while_it_speaks_is_waited_for() -> None:
    sitting = a_case().does(of.SeatReturned(BEN, "presenter"))
    assert (sitting.course.vacancy, BEN in sitting.course.participants) == ("presenter", True)
    assert takes(sitting, BEN, "presenter").course.stage is Stage.RUNNING
    assert sitting.does(of.SeatReturned(CAI, "presenter")).effects == []


def test_who_takes_a_seat_is_not_among_the_others_any_more() -> None:
    sitting = a_case().give(BEN, "my case").does(of.SeatReturned(BEN, "presenter"))
    assert sitting.asked == [(ANN,), (CAI,), (DEE,), (BEN,)]
    assert takes(sitting, DEE, "presenter").asked == [(ANN,), (CAI,), (BEN,)]


def test_who_takes_the_seat_of_an_open_phase_speaks_in_it() -> None:
    playbook = a_playbook({"ask": {"who": "guide"}, "all": {}}, roles={"guide": {"needed": False}})
    sitting = takes(gathering(playbook, ANN, BEN), BEN, "guide").begin()
    sitting.does(of.SeatReturned(BEN, "guide"))
    assert sitting.phase == "all", "Kring holds it, and has nothing to say"


def test_a_seat_that_becomes_empty_in_a_pause_is_waited_for_when_it_is_over() -> None:
    sitting = a_case().does(of.Paused(ANN)).leave(BEN)
    assert not sitting.now_told(SeatIsEmpty)
    assert sitting.does(of.Resumed(ANN)).now_told(SeatIsEmpty) == [SeatIsEmpty("presenter")]
    assert sitting.course.stage is Stage.PAUSED
    assert takes(sitting, CAI, "presenter").course.stage is Stage.RUNNING


def test_the_host_leaves_and_their_seat_is_offered_to_all() -> None:
    sitting = begun(CASTING, ANN, BEN, CAI).leave(ANN)
    assert sitting.now_told(HostWanted)
    assert sitting.next(BEN).refused is Why.LEADS_NOT
    takes(sitting, BEN, "host")
    assert (sitting.course.host, sitting.next(BEN).refused) == (BEN, None)
    assert takes(sitting, CAI, "host").refused is Why.SEAT_TAKEN


def test_when_the_host_leaves_whoever_facilitates_goes_on_with_it() -> None:
    sitting = takes(begun(CASTING, ANN, BEN, CAI), CAI, "facilitator").leave(ANN)
    assert sitting.course.host == CAI
    assert not sitting.now_told(HostWanted)


def test_a_host_who_never_took_part_can_leave_too() -> None:
    sitting = gathering(CASTING, BEN).leave(ANN)
    assert sitting.course.host is None
    assert sitting.leave(ANN).effects == []


def test_the_host_hands_over_to_one_who_takes_part_or_offers_it_to_all() -> None:
    sitting = begun(CASTING, ANN, BEN)
    assert sitting.does(of.HandedOver(BEN, BEN)).refused is Why.LEADS_NOT
    assert sitting.does(of.HandedOver(ANN, DEE)).refused is Why.NOT_TAKING_PART
    assert sitting.does(of.HandedOver(ANN, BEN)).course.host == BEN
    assert sitting.does(of.HandedOver(BEN, None)).now_told(HostWanted)
    assert sitting.course.host is None


def test_a_host_who_is_to_speak_is_waited_for_when_they_leave() -> None:
    sitting = begun(HOSTED, ANN, BEN, CAI).leave(ANN)
    assert (sitting.phase, sitting.course.vacancy) == ("tell", "host")
    assert takes(sitting, BEN, "host").asked == [(BEN,)]
    assert sitting.course.stage is Stage.RUNNING


def test_whoever_is_handed_the_host_s_seat_while_the_host_speaks_speaks_instead() -> None:
    sitting = begun(HOSTED, ANN, BEN, CAI).does(of.HandedOver(ANN, BEN))
    assert sitting.asked == [(BEN,)]


def test_a_host_who_is_to_speak_takes_part() -> None:
    sitting = gathering(HOSTED, BEN, CAI).begin(anyway=True)
    assert sitting.refused is Why.SEAT_EMPTY
    assert sitting.join(ANN).begin(anyway=True).asked == [(ANN,)]


def test_a_host_who_speaks_as_such_is_not_among_the_others() -> None:
    assert begun(HOSTED, ANN, BEN, CAI).give(ANN, "my plan").asked == [(BEN,), (CAI,)]


def test_a_host_who_does_not_is() -> None:
    assert a_case().give(BEN, "my case").asked == [(ANN,), (CAI,), (DEE,)]


def test_over_days_a_new_presenter_has_whole_working_days() -> None:
    sitting = takes(gathering(CASE, ANN, BEN, CAI, tempo=ASYNC), BEN, "presenter").begin(anyway=True)
    left_at = sitting.step.closes_at
    takes(sitting.leave(BEN).time_passes(3 * DAY), CAI, "presenter")
    assert sitting.step.closes_at >= left_at + 3 * DAY
