"""Writer threads: a lane keeps its order, what waits shares a transaction, and stopping loses nothing."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from threading import Event, get_ident

import pytest

from facilitation.engine import Engine
from facilitation.messages import Notice, ToPlace
from facilitation.ports.upkeep import Conflict, Done, Failed, Outcome, Stopped
from facilitation.reception import Reception
from facilitation.repertoire import Repertoire
from storage.store import open_store
from storage.unit import SqlUnit
from storage.writers import TOGETHER, WriterThreads
from tests.storage.shelf import CIRCLE, KEY, MovedClock, Shelf, channel
from tests.stores import FreshDatabase

Job = Callable[[list[str]], object]


class Performed:
    """Performs jobs on a list, and remembers which were done together and by which thread."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.batches: list[int] = []
        self.threads: set[int] = set()
        self.gate = Event()

    def __call__(self, jobs: Sequence[Job]) -> Sequence[Outcome]:
        self.gate.wait(timeout=30)
        self.batches.append(len(jobs))
        self.threads.add(get_ident())
        return [self._one(job) for job in jobs]

    def _one(self, job: Job) -> Outcome:
        try:
            return Done(job(self.said))
        except ValueError as error:
            return Failed(error)


@contextmanager
def running(performed: Performed, threads: int = 1) -> Iterator[WriterThreads[list[str]]]:
    writers: WriterThreads[list[str]] = WriterThreads(threads)
    writers.start(performed)
    try:
        yield writers
    finally:
        performed.gate.set()
        writers.stop()


def say(word: str) -> Job:
    def job(said: list[str]) -> str:
        said.append(word)
        return word

    return job


async def test_what_waits_is_done_together_and_in_order() -> None:
    performed = Performed()
    with running(performed) as writers:
        waiting = [asyncio.ensure_future(writers.submit("lane", say(str(n)))) for n in range(3 * TOGETHER)]
        await asyncio.sleep(0.05)
        performed.gate.set()
        assert await asyncio.gather(*waiting) == [str(n) for n in range(3 * TOGETHER)]
    assert performed.said == [str(n) for n in range(3 * TOGETHER)]
    assert max(performed.batches) == TOGETHER
    assert len(performed.batches) <= 5


async def test_lanes_are_spread_over_threads_and_each_keeps_its_order() -> None:
    performed = Performed()
    performed.gate.set()
    with running(performed, threads=4) as writers:
        jobs = [(lane, number) for number in range(30) for lane in "abcdefgh"]
        await asyncio.gather(*(writers.submit(lane, say(f"{lane}{number}")) for lane, number in jobs))
    assert len(performed.threads) > 1
    for lane in "abcdefgh":
        assert [word for word in performed.said if word[0] == lane] == [f"{lane}{number}" for number in range(30)]


async def test_one_that_fails_fails_alone() -> None:
    performed = Performed()
    performed.gate.set()

    def fail(_: list[str]) -> None:
        raise ValueError("no")

    with running(performed) as writers:
        first, second, third = await asyncio.gather(
            writers.submit("lane", say("a")),
            writers.submit("lane", fail),
            writers.submit("lane", say("b")),
            return_exceptions=True,
        )
    assert (first, third) == ("a", "b")
    assert isinstance(second, ValueError)


async def test_stopping_finishes_what_waits_and_takes_nothing_new() -> None:
    performed = Performed()
    with running(performed, threads=2) as writers:
        waiting = [asyncio.ensure_future(writers.submit(str(n % 7), say(str(n)))) for n in range(50)]
        await asyncio.sleep(0.05)
        performed.gate.set()
        await asyncio.to_thread(writers.stop)
        with pytest.raises(Stopped):
            await writers.submit("lane", say("too late"))
        assert len(await asyncio.gather(*waiting)) == 50
    assert len(performed.said) == 50


async def test_who_no_longer_waits_disturbs_nobody() -> None:
    performed = Performed()
    with running(performed) as writers:
        gone = asyncio.ensure_future(writers.submit("lane", say("a")))
        stays = asyncio.ensure_future(writers.submit("lane", say("b")))
        await asyncio.sleep(0.05)
        gone.cancel()
        performed.gate.set()
        assert await stays == "b"
    assert performed.said == ["a", "b"]


async def test_a_broken_performer_is_told_to_those_who_wait_and_the_thread_lives_on() -> None:
    failures = iter([RuntimeError("broken")])

    def perform(jobs: Sequence[Job]) -> Sequence[Outcome]:
        for failure in failures:
            raise failure
        return [Done(None)] * len(jobs)

    writers: WriterThreads[list[str]] = WriterThreads(1)
    writers.start(perform)
    with pytest.raises(RuntimeError, match="broken"):
        await writers.submit("lane", say("a"))
    await writers.submit("lane", say("b"))
    await asyncio.to_thread(writers.stop)


async def test_a_failure_in_a_batch_rolls_back_that_job_only(database: str) -> None:
    """Writers, engine and store together."""
    with closing(open_store(database, MovedClock(), KEY, threads=2)) as store:
        Shelf(store, MovedClock()).found()
        engine: Engine[SqlUnit] = Engine(store.units, store.writers, Reception(Repertoire(()), lambda _: frozenset()))

        def post(number: int) -> Callable[[SqlUnit], int]:
            def job(unit: SqlUnit) -> int:
                unit.enter(unit.people.community(CIRCLE), None)
                unit.outbox.post(ToPlace(channel(f"C{number}")), Notice(str(number)))
                if number % 10 == 3:
                    raise ValueError(number)
                return number

            return job

        engine.start()
        done = await asyncio.gather(*(engine.run("lane", post(n)) for n in range(40)), return_exceptions=True)
        await asyncio.to_thread(engine.stop)
        assert [each for each in done if isinstance(each, int)] == [n for n in range(40) if n % 10 != 3]
        assert len(Shelf(store, MovedClock()).claim(100)) == 36


async def test_a_conflict_is_tried_again(fresh_database: FreshDatabase) -> None:
    with closing(open_store(fresh_database("sqlite"), MovedClock(), KEY)) as store:
        engine: Engine[SqlUnit] = Engine(store.units, store.writers, Reception(Repertoire(()), lambda _: frozenset()))
        tries: list[int] = []

        def job(_: SqlUnit) -> str:
            tries.append(1)
            if len(tries) < 3:
                raise Conflict
            return "done"

        engine.start()
        assert await engine.run("lane", job) == "done"
        await asyncio.to_thread(engine.stop)
