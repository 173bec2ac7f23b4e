"""Who is claimed next: workspaces in turn, who waits before who is told, and no faster than a platform takes it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from facilitation.messages import Notice, Owed, To, ToPerson, ToPlace
from facilitation.people import AccountRef, WorkspaceId
from facilitation.ports.pacing import Bound, Errand, Paces, Rate
from facilitation.ports.upkeep import Claimed, Terms
from storage.store import open_store
from storage.tables.traffic import budgets, holds
from tests.storage.saying import HERE, THERE, said
from tests.storage.shelf import ANN, CIRCLE, KEY, LEASE, WORKSPACE, MovedClock, Shelf, channel
from tests.storage.test_two_processes import at_once, trying

SECOND = timedelta(seconds=1)
ELSEWHERE = WorkspaceId("slack:T2")
FREE = Paces()
THREE_A_SECOND = Rate.within(SECOND, 5, at_once=2)


def claim(shelf: Shelf, paces: Paces = FREE, limit: int = 10, room: int = 1_000) -> list[Claimed]:
    with shelf.unit() as unit:
        return list(unit.dispatch.claim(limit, LEASE, lambda _: Terms(room, paces)))


def tell(shelf: Shelf, *to: To, words: str = "hello", by: bool = False) -> None:
    """One event."""
    with shelf.unit(actor=ANN if by else None) as unit:
        for each in to:
            unit.outbox.post(each, Notice(words))


def people(number: int, workspace: WorkspaceId = WORKSPACE) -> list[To]:
    return [ToPerson(AccountRef(workspace, f"U{each}"), Owed.ANSWER) for each in range(number)]


def kept(shelf: Shelf) -> int:
    """Rows of what was told to wait, and of what was spent."""
    with shelf.store.engine.connect() as connection:
        return sum(len(connection.execute(select(table)).all()) for table in (holds, budgets))


def test_five_thousand_of_one_workspace_stand_before_nobody_of_another(shelf: Shelf) -> None:
    tell(shelf, *people(5_000), words="an invitation")
    shelf.clock.pass_by(SECOND)
    tell(shelf, ToPlace(channel("C9", ELSEWHERE)), words="an answer")
    assert "an answer" in said(claim(shelf, limit=2))


def test_who_waits_for_an_answer_comes_before_a_round_and_a_thread_as_well(shelf: Shelf) -> None:
    tell(shelf, *people(200), words="an invitation")
    shelf.clock.pass_by(SECOND)
    tell(shelf, ToPlace(HERE), words="in a channel")
    tell(shelf, ToPerson(ANN.ref, Owed.ANSWER), words="to the one who acted", by=True)
    tell(shelf, ToPerson(AccountRef(WORKSPACE, "UBEN"), Owed.ANSWER), words="to somebody else", by=True)
    first = said(claim(shelf, limit=23))
    assert first[:2] == ["in a channel", "to the one who acted"]
    assert "to somebody else" in first


def test_no_workspace_takes_more_than_its_room(shelf: Shelf) -> None:
    tell(shelf, *people(20))
    assert len(claim(shelf, limit=50, room=4)) == 4
    assert claim(shelf, limit=50, room=0) == []


def test_errands_of_one_kind_go_out_at_their_pace_and_others_meanwhile(shelf: Shelf) -> None:
    paces = Paces(errands={Errand.POST: THREE_A_SECOND})
    tell(shelf, *people(50))
    with shelf.unit() as unit:
        unit.outbox.look_up(ANN.ref)
    assert sorted(each.errand for each in claim(shelf, paces)) == [Errand.LOOK_UP, Errand.POST, Errand.POST]
    assert claim(shelf, paces) == []
    shelf.clock.pass_by(SECOND)
    assert len(claim(shelf, paces)) == 2
    counts = []
    for _ in range(30):
        shelf.clock.pass_by(SECOND / 10)
        counts.append(len(claim(shelf, paces)))
    assert sum(counts) == 9
    assert all(sum(counts[start : start + 10]) <= 5 for start in range(20))


def test_when_there_is_something_left_again_is_known(shelf: Shelf) -> None:
    tell(shelf, *people(5))
    with shelf.unit() as unit:
        unit.dispatch.claim(10, LEASE, lambda _: Terms(10, Paces(workspace=Rate(4 * SECOND))))
        assert unit.dispatch.next_due() == shelf.clock.moment + 4 * SECOND


def test_one_busy_place_waits_and_its_threads_with_it_while_others_go_on(shelf: Shelf) -> None:
    paces = Paces(place=(Rate(SECOND),))
    thread = ToPlace(type(HERE)(WORKSPACE, HERE.channel, "1.1"))
    tell(shelf, ToPlace(HERE), thread, ToPlace(THERE))
    assert {each.to for each in claim(shelf, paces)} == {HERE, THERE}
    assert claim(shelf, paces) == []
    shelf.clock.pass_by(SECOND)
    (late,) = claim(shelf, paces)
    assert late.to == thread.place


@pytest.mark.parametrize("bound", Bound)
def test_what_a_platform_told_to_wait_waits_and_nothing_else(shelf: Shelf, bound: Bound) -> None:
    tell(shelf, ToPlace(HERE))
    (told,) = claim(shelf)
    until = shelf.clock.moment + 30 * SECOND
    with shelf.unit() as unit:
        unit.dispatch.wait(told, until, bound)
    tell(shelf, ToPlace(HERE), ToPlace(THERE), ToPlace(channel("C9", ELSEWHERE)))
    with shelf.unit() as unit:
        unit.outbox.look_up(ANN.ref)
    expected = {
        Bound.PLACE: {THERE, channel("C9", ELSEWHERE), ANN.ref},
        Bound.ERRAND: {channel("C9", ELSEWHERE), ANN.ref},
        Bound.WORKSPACE: {channel("C9", ELSEWHERE)},
    }
    assert {each.to for each in claim(shelf)} == expected[bound]
    shelf.clock.pass_by(30 * SECOND)
    assert HERE in {each.to for each in claim(shelf)}


def test_a_restart_and_another_process_keep_to_it(database: str, shelf: Shelf) -> None:
    paces = Paces(errands={Errand.POST: Rate(60 * SECOND)})
    tell(shelf, ToPlace(HERE), ToPlace(THERE))
    with shelf.unit() as unit:
        unit.outbox.look_up(ANN.ref)
    post, asked = sorted(claim(shelf, paces), key=lambda each: each.errand, reverse=True)
    with shelf.unit() as unit:
        unit.dispatch.wait(asked, shelf.clock.moment + 30 * SECOND, Bound.ERRAND)
    assert post.errand is Errand.POST
    with closing(open_store(database, shelf.clock, KEY)) as store:
        process = Shelf(store, shelf.clock)
        assert claim(process, paces) == []
        process.clock.pass_by(29 * SECOND)
        assert claim(process, paces) == []
        process.clock.pass_by(SECOND)
        assert [each.errand for each in claim(process, paces)] == [Errand.LOOK_UP]


def test_what_is_over_is_forgotten_and_a_person_at_once(shelf: Shelf) -> None:
    paces = Paces(place=(Rate(60 * SECOND),))
    shelf.found()
    shelf.join(ANN)
    tell(shelf, ToPerson(ANN.ref, Owed.ANSWER), ToPlace(HERE))
    for each in claim(shelf, paces):
        with shelf.unit() as unit:
            unit.dispatch.wait(each, shelf.clock.moment + 60 * SECOND, Bound.PLACE)
    assert kept(shelf) == 4
    with shelf.unit(CIRCLE) as unit:
        unit.forget(ANN.ref)
    assert kept(shelf) == 2
    shelf.clock.pass_by(61 * SECOND)
    with shelf.unit() as unit:
        unit.prune()
    assert kept(shelf) == 0


def test_the_longest_wait_that_was_told_is_the_one_that_counts(shelf: Shelf) -> None:
    tell(shelf, ToPlace(HERE), ToPlace(THERE))
    for told, seconds in zip(claim(shelf), (60, 10), strict=True):
        with shelf.unit() as unit:
            unit.dispatch.wait(told, shelf.clock.moment + seconds * SECOND, Bound.WORKSPACE)
    shelf.clock.pass_by(10 * SECOND)
    assert claim(shelf) == []
    shelf.clock.pass_by(50 * SECOND)
    assert len(claim(shelf)) == 2


def test_two_processes_together_keep_one_pace(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    paces = Paces(errands={Errand.POST: Rate(SECOND, at_once=7)})
    tell(both[0], *people(60))
    claimed = at_once(hands, *[lambda shelf=shelf: trying(lambda: claim(shelf, paces, 3)) for shelf in both * 4])
    rest = claim(both[0], paces, 60)
    assert sum(len(part) for part in claimed if isinstance(part, list)) + len(rest) == 7


class RunningClock(MovedClock):
    def now(self) -> datetime:
        self.pass_by(SECOND)
        return self.moment


def test_time_that_goes_on_while_one_claims_keeps_nobody_waiting(database: str) -> None:
    paces = Paces(errands={Errand.POST: Rate(SECOND, at_once=9)}, place=(Rate(SECOND),))
    clock = RunningClock()
    with closing(open_store(database, clock, KEY)) as store:
        tell(Shelf(store, clock), *people(3))
        assert len(claim(Shelf(store, clock), paces)) == 3
