"""Two who take part turn out to be one person: heard once, and what only one of them had is theirs."""

import pytest

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.values import Course
from tests.facilitation.sessions.course.sitting import ANN, BEN, CAI, DEE, EVA, FAY, Sitting, a_playbook, begun

SIX = (ANN, BEN, CAI, DEE, EVA, FAY)


def asked(visibility: str) -> Sitting:
    return begun(a_playbook({"ask": {"visibility": visibility}, "after": {}}), *SIX)


def merged(sitting: Sitting, gone: str, to: str) -> Course:
    return sitting.does(
        of.Merged(next(each for each in SIX if each == gone), next(each for each in SIX if each == to))
    ).course


@pytest.mark.parametrize("visibility", ["open", "sealed", "anonymous"])
def test_who_gave_twice_is_heard_once(visibility: str) -> None:
    sitting = asked(visibility).all_give(*SIX[:5])
    course = merged(sitting, BEN, ANN)
    assert len(course.gathered) == 4
    assert BEN not in course.participants
    sitting.give(ANN, "better")
    assert len(sitting.course.gathered) == 4


def test_two_accounts_are_never_two_of_five() -> None:
    sitting = asked("anonymous").all_give(*SIX[:5])
    merged(sitting, BEN, ANN)
    sitting.pass_(FAY)
    outcome = sitting.result("ask").outcome
    assert outcome.given is None
    assert sitting.result("ask").items == ()


@pytest.mark.parametrize("visibility", ["open", "sealed", "anonymous"])
def test_what_only_one_of_them_gave_is_theirs(visibility: str) -> None:
    sitting = asked(visibility).give(BEN, "mine")
    merged(sitting, BEN, ANN)
    assert [each.texts[0].text for each in sitting.course.gathered] == ["mine"]
    sitting.give(ANN, "mine, better")
    assert [each.texts[0].text for each in sitting.course.gathered] == ["mine, better"]


@pytest.mark.parametrize("visibility", ["open", "anonymous"])
def test_who_takes_part_by_one_account_goes_on_by_the_other(visibility: str) -> None:
    sitting = begun(a_playbook({"ask": {"visibility": visibility}}), *SIX[:5]).give(BEN, "mine")
    course = merged(sitting, BEN, FAY)
    assert course.participants == (ANN, FAY, CAI, DEE, EVA)
    sitting.give(FAY, "mine, better")
    assert [each.texts[0].text for each in sitting.course.gathered] == ["mine, better"]


def test_a_seat_and_the_hosts_are_theirs_too() -> None:
    sitting = asked("open").does(of.SeatTaken(ANN, "facilitator"))
    course = merged(sitting, ANN, BEN)
    assert course.host == BEN
    assert course.seats == {"facilitator": BEN}


def test_a_vote_counts_once() -> None:
    playbook = a_playbook({"ideas": {}, "vote": {"asks": {"does": "dots", "on": "ideas"}, "visibility": "anonymous"}})
    sitting = begun(playbook, *SIX).all_give(*SIX)
    first = sitting.course.items[0].id
    for who in SIX[:5]:
        sitting.pick(who, (first, "1"))
    assert len(merged(sitting, BEN, ANN).gathered) == 4


def test_who_is_not_in_it_changes_nothing() -> None:
    sitting = begun(a_playbook({"ask": {}}), ANN, BEN)
    before = sitting.course
    assert merged(sitting, FAY, ANN) == before
