"""Two stores on one PostgreSQL, as two processes have them: nothing is done twice, and the slower one is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from facilitation.events import Actor
from facilitation.messages import Notice, ToPlace, ToThread
from facilitation.people import MemberId, PlaceRef
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.shelf import built_in
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed, Conflict
from facilitation.questions.model import Question
from facilitation.sessions import running
from facilitation.sessions.course.effects import TooLate
from facilitation.sessions.course.happenings import Began, Given, Happening, Woken
from facilitation.sessions.course.values import Course, Setup, Tempo
from facilitation.sessions.model import Room, Session
from storage.store import Store, open_store
from storage.unit import SqlUnit
from tests.storage.recurring import a_session
from tests.storage.shelf import ANN, BEN, CIRCLE, KEY, LEASE, NOON, WORKSPACE, MovedClock, Shelf, channel
from tests.stores import FreshDatabase

HERE = channel("C1")


@pytest.fixture
def both(fresh_database: FreshDatabase) -> Iterator[tuple[Shelf, Shelf]]:
    address = fresh_database("postgresql")
    clock = MovedClock()
    with ExitStack() as stack:
        stores: list[Store] = [stack.enter_context(closing(open_store(address, clock, KEY))) for _ in range(2)]
        one, two = (Shelf(store, clock) for store in stores)
        one.found()
        yield one, two


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def at_once(hands: ThreadPoolExecutor, *jobs: Callable[[], object]) -> list[object]:
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait(timeout=30)
        return job()

    return [future.result(timeout=60) for future in [hands.submit(run, job) for job in jobs]]


def trying(job: Callable[[], object]) -> object:
    """As the engine does: a conflict is tried again."""
    for _ in range(10):
        try:
            return job()
        except Conflict:
            continue
    raise AssertionError("ten conflicts")


def a_question(identity: str = "q") -> Question:
    return Question(
        community_id=CIRCLE,
        id=identity,
        workspace=WORKSPACE,
        user=ANN.ref.user,
        channel="C1",
        title="title",
        written_at=NOON,
        stirred_at=NOON,
    )


def test_a_timer_is_claimed_and_taken_by_one(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    with both[0].unit(CIRCLE) as unit:
        for number in range(60):
            unit.timers.set("open", str(number), NOON)
    claimed = at_once(hands, *[lambda shelf=shelf: trying(lambda: shelf.due(40)) for shelf in both * 2])
    dues = [due for part in claimed if isinstance(part, list) for due in part]
    assert len(dues) == len({due.subject for due in dues}) == 60
    first = dues[0]

    def take(shelf: Shelf) -> bool:
        with shelf.unit() as unit:
            return unit.due_timers.take(first)

    assert sorted(map(bool, at_once(hands, *[lambda shelf=shelf: take(shelf) for shelf in both * 2]))) == [
        False,
        False,
        False,
        True,
    ]


def test_no_message_is_claimed_twice_and_none_overtakes(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    with both[0].unit(CIRCLE) as unit:
        for number in range(40):
            unit.outbox.post(ToPlace(channel(f"C{number % 5}")), Notice(str(number)))
    sent: list[tuple[str, int]] = []

    def deliver(shelf: Shelf) -> None:
        idle = 0
        while idle < 20:
            claimed = trying(lambda: shelf.claim(3))
            assert isinstance(claimed, list)
            idle = 0 if claimed else idle + 1
            for each in claimed:
                note(each, sent)
                trying(lambda each=each: shelf.deliver(each, each.id))  # type: ignore[misc]

    at_once(hands, *[lambda shelf=shelf: deliver(shelf) for shelf in both * 2])
    assert sorted(number for _, number in sent) == list(range(40))
    for place in range(5):
        heard = [number for name, number in sent if name == f"C{place}"]
        assert heard == sorted(heard)


def note(claimed: Claimed, sent: list[tuple[str, int]]) -> None:
    assert isinstance(claimed.to, PlaceRef)
    assert isinstance(claimed.message, Notice)
    sent.append((claimed.to.channel, int(claimed.message.text)))


def test_what_goes_under_a_message_that_is_posted_meanwhile_does_not_wait_for_ever(
    both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor
) -> None:
    for number in range(30):
        key = f"root {number}"
        with both[0].unit(CIRCLE) as unit:
            unit.outbox.post(ToPlace(HERE), Notice("root"), key=key)
        (root,) = both[0].claim()

        def under(key: str = key) -> None:
            with both[0].unit(CIRCLE) as unit:
                unit.outbox.post(ToThread(key), Notice("under"))

        def arrived(root: Claimed = root, number: int = number) -> None:
            with both[1].unit() as unit:
                unit.dispatch.sent(root, Sent(HERE, f"{number}.0"))

        at_once(hands, partial(trying, under), partial(trying, arrived))
        (claimed,) = both[1].claim()
        assert claimed.to == PlaceRef(WORKSPACE, HERE.channel, f"{number}.0")
        assert both[1].deliver(claimed, f"{number}.1")


def test_a_delivery_is_handled_by_one(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    def see(shelf: Shelf) -> list[bool]:
        with shelf.unit() as unit:
            return [unit.first_time(WORKSPACE, str(number)) for number in range(50)]

    seen = at_once(hands, *[lambda shelf=shelf: trying(lambda: see(shelf)) for shelf in both * 2])
    news = [verdicts for verdicts in seen if isinstance(verdicts, list)]
    assert [sum(verdicts) for verdicts in zip(*news, strict=True)] == [1] * 50


def opened(shelf: Shelf) -> SqlUnit:
    unit = shelf.store.units()
    unit.enter(unit.people.community(CIRCLE), None)
    return unit


def test_who_changes_what_another_changed_meanwhile_has_a_conflict(both: tuple[Shelf, Shelf]) -> None:
    with both[0].unit(CIRCLE) as unit:
        unit.questions.add(a_question())
    with closing(opened(both[0])) as late:
        mine = late.questions.get("q")
        assert mine is not None
        with both[1].unit(CIRCLE) as unit:
            theirs = unit.questions.get("q")
            assert theirs is not None
            theirs.helped_again += 1
        mine.helped_again += 1
        with pytest.raises(Conflict):
            late.flush()
        late.rollback()
    with both[0].unit(CIRCLE) as unit:
        again = unit.questions.get("q")
        assert again is not None
        assert again.helped_again == 1


def test_what_both_make_at_once_is_a_conflict_for_the_second(both: tuple[Shelf, Shelf]) -> None:
    with closing(opened(both[0])) as late:
        assert late.questions.get("q") is None
        with both[1].unit(CIRCLE) as unit:
            unit.questions.add(a_question())
        late.questions.add(a_question())
        with pytest.raises(Conflict):
            late.flush()
        late.rollback()


def test_who_waits_for_each_other_is_told_of_a_conflict(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    with both[0].unit(CIRCLE) as unit:
        unit.questions.add(a_question("one"))
        unit.questions.add(a_question("two"))
    meeting = Barrier(2)

    def change(shelf: Shelf, first: str, second: str) -> str:
        with closing(opened(shelf)) as unit:
            try:
                for number, identity in enumerate((first, second)):
                    question = unit.questions.get(identity)
                    assert question is not None
                    question.helped_again += 1
                    unit.flush()
                    if number == 0:
                        meeting.wait(timeout=30)
                unit.commit()
            except Conflict:
                unit.rollback()
                return "conflict"
            return "done"

    ends = at_once(hands, lambda: change(both[0], "one", "two"), lambda: change(both[1], "two", "one"))
    assert sorted(map(str, ends)) == ["conflict", "done"]


def test_a_lease_holds_against_the_other_process(both: tuple[Shelf, Shelf]) -> None:
    with both[0].unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HERE), Notice("x"))
    (claimed,) = both[0].claim()
    assert both[1].claim() == []
    both[0].clock.pass_by(LEASE)
    (again,) = both[1].claim()
    assert again.doubtful
    assert not both[0].deliver(claimed, "1.1")
    assert both[1].deliver(again, "1.1")


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
