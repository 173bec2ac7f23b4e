"""Two stores on one PostgreSQL, as two processes have them: a session loses no words, and whoever is late is told."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest

from facilitation.events import Actor
from facilitation.people import MemberId
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.shelf import built_in
from facilitation.ports.upkeep import Conflict
from facilitation.sessions import running
from facilitation.sessions.course.effects import TooLate
from facilitation.sessions.course.happenings import Began, Given, Happening, Woken
from facilitation.sessions.course.values import Course, Setup, Tempo
from facilitation.sessions.model import Room, Session
from storage.unit import SqlUnit
from tests.storage.recurring import a_session
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE, Shelf
from tests.storage.twice import opened


def check_in(shelf: Shelf) -> str:
    """An anonymous one, that Ann and Ben are asked."""
    playbook = built_in("check_in")
    assert playbook
    setup = Setup(Tempo.ASYNC, visibility={"ask": Visibility.ANONYMOUS})
    with shelf.unit(CIRCLE) as unit:
        session = Session(
            community_id=CIRCLE,
            id="s",
            playbook="check_in",
            edition=unit.sessions.keep_edition("check_in", playbook),
            subject="",
            workspace=WORKSPACE,
            channel="C1",
            room=Room.THREAD,
            course=Course(setup=setup, host=None, participants=tuple(shelf.join(each) for each in (ANN, BEN))),
            created_at=NOON,
        )
        unit.sessions.add(session)
        running.play(session, Began(None, anyway=True), unit)
    return session.id


def plays(unit: SqlUnit, session: Session | None, happening: Happening) -> object:
    assert session
    return running.play(session, happening, unit)


def answer(who: Actor) -> Given:
    return Given(MemberId(f"{CIRCLE}-{who.ref.user}"), 1, ((0, "words"),), named_if_few=True)


def test_who_answers_while_the_round_has_closed_is_told_so_and_nothing_is_kept(both: tuple[Shelf, Shelf]) -> None:
    identity = check_in(both[0])
    with closing(opened(both[0])) as late:
        session = late.sessions.get(identity)
        both[1].clock.pass_by(timedelta(days=7))
        with both[1].unit(CIRCLE) as unit:
            plays(unit, unit.sessions.get(identity), Woken())
        assert isinstance(plays(late, session, answer(ANN)), TooLate)
        late.commit()
    with both[0].unit(CIRCLE) as unit:
        assert unit.sessions.gathered(identity, 1) == []


def test_who_goes_on_with_a_session_that_was_dropped_meanwhile_has_a_conflict(both: tuple[Shelf, Shelf]) -> None:
    identity = check_in(both[0])
    with closing(opened(both[0])) as late:
        session = late.sessions.get(identity)
        with both[1].unit(CIRCLE) as unit:
            dropped = unit.sessions.get(identity)
            assert dropped
            unit.sessions.drop(dropped)
        with pytest.raises(Conflict):
            plays(late, session, answer(ANN))
        late.rollback()


def test_who_begins_with_an_edition_that_was_dropped_meanwhile_has_a_conflict(both: tuple[Shelf, Shelf]) -> None:
    identity = check_in(both[0])
    with closing(opened(both[0])) as late:
        late.sessions.add(a_session(late))
        late.flush()
        with both[1].unit(CIRCLE) as unit:
            dropped = unit.sessions.get(identity)
            assert dropped
            unit.sessions.drop(dropped)
        with pytest.raises(Conflict):
            late.commit()
        late.rollback()


def test_turns_in_a_round_do_not_wait_for_each_other(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    identity = check_in(both[0])
    with closing(opened(both[0])) as mine:
        both[1].clock.pass_by(timedelta(minutes=1))
        assert plays(mine, mine.sessions.get(identity), answer(ANN)) is None
        mine.flush()

        def turn() -> None:
            with both[1].unit(CIRCLE) as unit:
                plays(unit, unit.sessions.get(identity), answer(BEN))

        hands.submit(turn).result(timeout=4)
        mine.commit()
    with both[0].unit(CIRCLE) as unit:
        assert len(unit.sessions.gathered(identity, 1)) == 2


def test_a_round_closes_with_the_answer_that_is_being_given(
    both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor
) -> None:
    identity = check_in(both[0])
    with closing(opened(both[0])) as mine:
        assert plays(mine, mine.sessions.get(identity), answer(ANN)) is None
        mine.flush()
        both[1].clock.pass_by(timedelta(days=7))

        def close() -> None:
            with both[1].unit(CIRCLE) as unit:
                plays(unit, unit.sessions.get(identity), Woken())

        closed = hands.submit(close)
        with pytest.raises(TimeoutError):
            closed.result(timeout=0.5)
        mine.commit()
        closed.result(timeout=30)
    with both[0].unit(CIRCLE) as unit:
        assert [each.marker for each in unit.sessions.gathered(identity, 1)] == ["circle-UANN"]
