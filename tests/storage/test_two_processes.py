"""Two stores on one PostgreSQL, as two processes have them: nothing is done twice, and the slower one is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from threading import Barrier

import pytest

from facilitation.messages import Notice, ToPlace, ToThread
from facilitation.people import PlaceRef
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed, Conflict
from facilitation.questions.model import Question
from tests.storage.shelf import ANN, CIRCLE, LEASE, NOON, WORKSPACE, Shelf, channel
from tests.storage.twice import opened

HERE = channel("C1")


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


def test_a_reply_hinders_nobody_who_changes_the_question(both: tuple[Shelf, Shelf]) -> None:
    with both[0].unit(CIRCLE) as unit:
        unit.questions.add(a_question())
    with closing(opened(both[0])) as answering, closing(opened(both[1])) as replying:
        answered, replied = answering.questions.get("q"), replying.questions.get("q")
        assert answered
        assert replied
        replying.questions.stir(replied, NOON + LEASE)
        assert replied.stirred_at == NOON + LEASE
        replying.commit()
        answered.title = "another title"
        answering.commit()
    with both[0].unit(CIRCLE) as unit:
        kept = unit.questions.get("q")
        assert kept
        assert (kept.title, kept.stirred_at) == ("another title", NOON + LEASE)


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
                trying(partial(shelf.deliver, each, each.id))

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
