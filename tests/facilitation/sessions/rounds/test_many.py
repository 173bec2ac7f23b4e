"""Many in one round: what an answer costs does not grow with those who answered before."""

from functools import partial
from time import process_time

import pytest

from facilitation.people import Account, Member, MemberId
from facilitation.sessions import running
from facilitation.sessions.course.happenings import Given
from storage.unit import SqlUnit
from tests.facilitation.sessions.rounds.practice import HOUR, JONAS, MARTA, NOOR, Practice
from tests.facilitation.sessions.rounds.test_promises import rows
from tests.village import WORKSPACE, Village

ANSWERS = 200
AT_ONCE = 50  # as writers take them


def test_an_answer_in_a_sealed_round_changes_nothing_but_itself(practice: Practice) -> None:
    practice.opens(visibility_ask=("sealed",))
    before = rows(practice.village.store_path, "SELECT id, version FROM sessions")
    for person in (JONAS, MARTA, NOOR):
        practice.answers(person, f"said by {person.name}")
    assert rows(practice.village.store_path, "SELECT id, version FROM sessions") == before
    assert practice.village.channel()[1:] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["open", "sealed", "anonymous"])
def test_five_thousand_are_asked_and_answer(practice: Practice, kind: str) -> None:
    village = practice.village
    village.within(lambda unit: crowd(unit, 5_000))
    practice.set(visibility_ask=(kind,))
    village.pass_time(HOUR)
    took = [answering(village, part) for part in range(3)]
    assert took[-1] < 2 * took[0]
    practice.closes()
    assert f"{3 * ANSWERS} answers" in str(practice.roots()[0].message)


def answering(village: Village, part: int) -> float:
    """Seconds that it takes the next ones to answer."""
    ids = village.within(lambda unit: [member.id for member in unit.people.members(unit.community.id)])
    mine = ids[part * ANSWERS : (part + 1) * ANSWERS]
    (session,) = village.within(lambda unit: [each.id for each in unit.sessions.under_way()])
    began = process_time()
    for start in range(0, ANSWERS, AT_ONCE):
        some = mine[start : start + AT_ONCE]
        village.within(partial(answer_all, identity=session, people=some))
    return process_time() - began


def answer_all(unit: SqlUnit, identity: str, people: list[MemberId]) -> None:
    for who in people:
        session = unit.sessions.get(identity)
        assert session
        assert running.play(session, Given(who, 1, ((0, f"said by {who}"),)), unit) is None
        unit.flush()


def crowd(unit: SqlUnit, number: int) -> None:
    for each in range(number):
        user = f"u{each}"
        unit._transaction.add(Account(workspace=WORKSPACE, user=user, name=f"Person {each}", zone="Europe/Brussels"))
        unit.people.add_member(
            Member(
                community_id=unit.community.id,
                id=MemberId(f"{each:032}"),
                workspace=WORKSPACE,
                user=user,
                joined_at=unit.now,
            )
        )
