"""A round lasts as long as was said to those it asks: no seat, no lever and no extension, whoever presses what."""

from typing import Any

import pytest

from facilitation.events import Actor, ButtonPressed, FormSubmitted, FormValue, Place
from facilitation.messages import Subject
from facilitation.playbooks import shelf
from facilitation.playbooks.schema import FACILITATOR, HOST
from facilitation.sessions import SESSIONS
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Why
from facilitation.sessions.course.values import Course
from facilitation.sessions.model import Session, SessionWork
from facilitation.sessions.rounds import asking
from tests.facilitation.sessions.course.sitting import ANN, ASYNC, BEN, gathering
from tests.facilitation.sessions.rounds.practice import JONAS, NOOR, Practice
from tests.village import CHANNEL

OWN = {asking.ANSWER, asking.SKIP, asking.ANSWER_BEFORE, asking.SKIP_BEFORE, asking.ANSWERED}


@pytest.mark.parametrize("person", [JONAS, NOOR], ids=["a member", "a facilitator"])
@pytest.mark.parametrize("detail", [HOST, FACILITATOR, "1"])
def test_nothing_but_ones_own_turn_can_be_done_to_a_check_in(practice: Practice, person: Actor, detail: str) -> None:
    practice.opens()
    session, before = practice.village.within(the_course)
    subject, place, village = Subject(session.community_id, session.id, detail), Place(ref=CHANNEL), practice.village
    for action in sorted(set(SESSIONS.buttons) - OWN):
        pressed: dict[str, Any] = {"message_id": None, "action": action, "subject": subject}
        village.happen(ButtonPressed(by=person, place=place, **pressed, **village.delivery()))
    for action in sorted(set(SESSIONS.forms) - OWN):
        values: dict[str, FormValue] = {"to": ("all",), "text_0_0": "words"}
        village.happen(
            FormSubmitted(by=person, place=place, action=action, subject=subject, values=values, **village.delivery())
        )
    assert practice.village.within(the_course)[1] == before


def test_the_course_of_a_round_is_led_by_nobody() -> None:
    check_in = shelf.built_in("check_in")
    assert check_in
    sitting = gathering(check_in, ANN, BEN, tempo=ASYNC).begin(None, anyway=True)
    sitting.facilitators = frozenset({ANN})
    for led in (of.MovedOn(ANN, 1), of.Paused(ANN), of.EndedEarly(ANN), of.HandedOver(ANN, BEN), of.Extended(BEN, 1)):
        assert sitting.does(led).refused is Why.LEADS_NOT
    for role in (HOST, FACILITATOR):
        assert sitting.does(of.SeatTaken(BEN, role)).refused is Why.NO_SUCH_SEAT
    assert sitting.phase == "ask"


def the_course(work: SessionWork) -> tuple[Session, Course]:
    (session,) = work.sessions.under_way()
    return session, session.course
