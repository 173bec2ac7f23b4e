"""Who takes part: before it begins, at the start, and while it goes on."""

import pytest

from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Noted, Why
from facilitation.sessions.course.gathering import size_of
from facilitation.sessions.course.values import Ending, Stage
from tests.facilitation.sessions.course.sitting import ANN, BEN, CAI, DAY, DEE, MINUTE, a_playbook, begun, gathering

OPEN = a_playbook(
    {"one": {}, "two": {}},
    size={"least": 3, "most": 3},
    variants={"pair": {"size": {"least": 2, "most": 2}, "windows": {}}},
)
CASE = a_playbook({"one": {}, "two": {}}, case=True)


def test_people_join_and_leave() -> None:
    sitting = gathering(OPEN, ANN, BEN).join(BEN)
    assert sitting.course.participants == (ANN, BEN)
    assert sitting.effects == [], "once is enough"
    assert sitting.leave(BEN).course.participants == (ANN,)
    assert sitting.leave(BEN).effects == []


def test_it_waits_two_weeks_for_people_from_the_first_on() -> None:
    sitting = gathering(OPEN, ANN)
    assert sitting.course.wakes_at == sitting.now + 14 * DAY
    sitting.time_passes(DAY).join(BEN).time_passes(13 * DAY)
    assert sitting.course.ending is Ending.NEVER_BEGAN


def test_too_few_and_too_many_are_told_and_it_begins_anyway_when_one_insists() -> None:
    sitting = gathering(OPEN, ANN, BEN).begin()
    assert (sitting.refused, sitting.course.stage) == (Why.TOO_FEW, Stage.GATHERING)
    assert sitting.join(CAI, DEE).begin().refused is Why.TOO_MANY
    assert sitting.begin(anyway=True).phase == "one"


def test_the_chosen_variant_has_a_size_of_its_own() -> None:
    sitting = gathering(OPEN, ANN, BEN, variant="pair")
    assert size_of(sitting.course, OPEN).most == 2
    assert sitting.begin().phase == "one"


def test_with_nobody_it_does_not_begin() -> None:
    assert gathering(OPEN).begin(anyway=True).refused is Why.TOO_FEW


def test_who_leads_begins_it_or_kring_by_its_rhythm() -> None:
    assert gathering(OPEN, ANN, BEN, CAI).begin(BEN).refused is Why.LEADS_NOT
    assert gathering(OPEN, ANN, BEN, CAI).does(of.SeatTaken(BEN, "facilitator")).begin(BEN).phase == "one"
    assert gathering(OPEN, ANN, BEN, CAI).begin(None).phase == "one"
    sitting = gathering(OPEN, ANN, BEN, CAI)
    sitting.facilitators = frozenset({DEE})
    assert sitting.begin(DEE).phase == "one"


def test_it_begins_once() -> None:
    sitting = begun(OPEN, ANN, BEN, CAI)
    assert sitting.begin().refused is Why.BEGUN_ALREADY
    assert sitting.does(of.EndedEarly(ANN)).begin().refused is Why.OVER


def test_nobody_joins_what_is_over() -> None:
    assert begun(OPEN, ANN).does(of.EndedEarly(ANN)).join(BEN).refused is Why.OVER


@pytest.mark.parametrize("playbook", [CASE, a_playbook({"ask": {}}, private=True)])
def test_nobody_joins_a_case_or_a_private_circle_that_has_begun(playbook: Playbook) -> None:
    sitting = begun(playbook, ANN, BEN)
    assert sitting.join(CAI).refused is Why.CASE_HAS_BEGUN
    assert sitting.join(BEN).refused is None, "Ben is in it"
    assert sitting.leave(BEN).join(BEN).refused is Why.CASE_HAS_BEGUN


def test_a_party_can_be_named_later_and_holds_from_the_next_phase_on() -> None:
    playbook = a_playbook({"one": {"parties": True}, "two": {"parties": True}})
    sitting = begun(playbook, ANN, BEN).join(ANN, BEN, party="north")
    assert sitting.asked == [(ANN,), (BEN,)]
    assert sitting.next().asked == [(ANN, BEN)]
    assert sitting.join(BEN).course.parties == {ANN: "north"}, "Ben speaks for himself again"


def test_seats_and_handing_over_are_for_sessions_that_are_not_over() -> None:
    sitting = begun(OPEN, ANN, BEN).does(of.EndedEarly(ANN))
    assert sitting.does(of.SeatTaken(BEN, "scribe")).refused is Why.OVER
    assert sitting.does(of.HandedOver(ANN, BEN)).refused is Why.OVER
    assert sitting.does(of.SeatReturned(BEN, "scribe")).effects == []
    assert sitting.leave(BEN).effects == []


def test_what_was_done_is_written_down() -> None:
    sitting = gathering(OPEN, ANN, BEN, CAI).begin().time_passes(MINUTE).extend(BEN).next()
    assert [(noted.what, noted.by, noted.detail) for noted in sitting.all_told(Noted)] == [
        ("joined", ANN, ""),
        ("joined", BEN, ""),
        ("joined", CAI, ""),
        ("began", ANN, ""),
        ("step_opened", None, "one"),
        ("extended", BEN, "one"),
        ("moved_on", ANN, "one"),
        ("step_opened", None, "two"),
    ]
