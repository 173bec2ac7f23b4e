"""Finding by what is meant: across languages, by those who may, and not a moment longer than it is there."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from facilitation.people import CommunityId
from facilitation.ports.search import Document, Wanted
from storage.database import opened
from storage.store import open_store
from tests.concepts import Concepts, like, meaning, understand
from tests.storage.shelf import ANN, BEN, CIRCLE, KEY, LEASE, MovedClock, Shelf
from tests.stores import FreshDatabase

SHORT = Document(id="short", kind="knowledge.answer", title="Short meetings", text="A timer helps.", language="en")
BREAD = Document(id="bread", kind="knowledge.answer", title="Brood bakken", text="Met bloem.", language="nl")
DUTCH = "hoe hou je een vergadering kort"


@pytest.fixture(params=["sqlite", "postgresql", "postgresql without vector"])
def shelf(request: pytest.FixtureRequest, fresh_database: FreshDatabase, clock: MovedClock) -> Iterator[Shelf]:
    """With two documents; on PostgreSQL with its extension, and where an owner was refused it."""
    kind, _, without = request.param.partition(" without ")
    address = fresh_database(kind)
    if without:
        with opened(address) as engine, engine.begin() as connection:
            connection.execute(text("DROP EXTENSION vector"))
    with closing(open_store(address, clock, KEY, threads=2)) as store:
        shelf = Shelf(store, clock)
        shelf.found()
        with shelf.unit(CIRCLE) as unit:
            for document in (SHORT, BREAD):
                unit.search.put(document)
        yield shelf


def vectors(shelf: Shelf) -> dict[str, bool]:
    """The documents that have one, and whether it is sealed."""
    with shelf.unit(CIRCLE) as unit:
        unit._transaction.scope.require()
        rows = unit._transaction.rows(text("SELECT id, vector IS NULL AS sealed FROM search_vectors"))
    return {row.id: bool(row.sealed) for row in rows}


def put(shelf: Shelf, document: Document) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(document)


def waiting(shelf: Shelf) -> list[str]:
    with shelf.unit() as unit:
        return sorted(each.id for each in unit.understanding.claim(100, timedelta(0)))


def test_a_question_in_another_language_finds_it_once_it_is_understood(shelf: Shelf) -> None:
    assert like(shelf, DUTCH) == []
    understand(shelf)
    assert like(shelf, DUTCH) == ["short"]
    assert like(shelf, "pain") == ["bread"]
    assert waiting(shelf) == []


def test_what_is_not_understood_yet_is_found_by_its_words_among_the_others(shelf: Shelf) -> None:
    understand(shelf)
    put(shelf, replace(SHORT, id="new", title="Timers in meetings"))
    assert like(shelf, "meetings with timers") == ["new", "short"]


def test_the_nearer_it_is_the_surer_and_what_is_far_is_not_found(shelf: Shelf) -> None:
    put(shelf, replace(SHORT, id="half", title="Gathering with elephants", text=""))
    understand(shelf)
    found = shelf.store.find(Wanted(CIRCLE, DUTCH, 3, meant=lambda: meaning(DUTCH)))
    assert [each.id for each in found] == ["short", "half"]
    assert found[0].confidence > 0.9
    assert 0.4 < found[1].confidence < 0.7


def test_words_that_changed_are_not_found_by_what_they_meant(shelf: Shelf) -> None:
    understand(shelf)
    assert like(shelf, DUTCH) == ["short"]
    put(shelf, replace(SHORT, title="Elephants", text="They remember."))
    assert like(shelf, DUTCH) == []
    understand(shelf)
    assert like(shelf, DUTCH) == []
    assert like(shelf, "olifant") == ["short"]


def test_what_changed_while_it_was_read_is_read_again(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        claimed = unit.understanding.claim(100, LEASE)
    put(shelf, replace(SHORT, title="Elephants", text=""))
    assert sorted(zip([each.id for each in claimed], understand(shelf, claimed), strict=True)) == [
        ("bread", True),
        ("short", False),
    ]
    assert understand(shelf) == [True]
    assert like(shelf, DUTCH) == []
    assert like(shelf, "olifant") == ["short"]


def test_what_was_removed_while_it_was_read_gets_no_vector(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        claimed = unit.understanding.claim(100, LEASE)
    with shelf.unit(CIRCLE) as unit:
        unit.search.remove(SHORT.kind, "short")
    understand(shelf, claimed)
    assert vectors(shelf) == {"bread": False}


def test_put_again_with_the_same_words_it_is_not_read_again(shelf: Shelf) -> None:
    understand(shelf)
    put(shelf, replace(SHORT, shown="A timer", by="Ann"))
    assert waiting(shelf) == []
    assert like(shelf, DUTCH) == ["short"]


def test_with_a_document_goes_its_vector(shelf: Shelf) -> None:
    understand(shelf)
    assert like(shelf, DUTCH) == ["short"]
    with shelf.unit(CIRCLE) as unit:
        unit.search.remove(SHORT.kind, "short")
    assert vectors(shelf) == {"bread": False}
    assert [each.id for each in shelf.store.find(Wanted(CIRCLE, DUTCH, 3, meant=lambda: meaning(DUTCH)))] == []


def test_what_has_readers_is_meant_for_them_alone_and_its_vector_is_sealed(shelf: Shelf) -> None:
    put(shelf, replace(SHORT, readers=(ANN.ref,)))
    understand(shelf)
    assert vectors(shelf) == {"short": True, "bread": False}
    assert like(shelf, DUTCH, ANN.ref) == ["short"]
    for reader in (None, BEN.ref):
        assert shelf.store.find(Wanted(CIRCLE, DUTCH, 3, (), reader, lambda: meaning(DUTCH))) == []


def test_put_again_for_others_it_is_found_by_those(shelf: Shelf) -> None:
    for readers, found_by in (((ANN.ref,), [ANN]), ((BEN.ref,), [BEN]), (None, [ANN, BEN]), ((ANN.ref,), [ANN])):
        put(shelf, replace(SHORT, readers=readers))
        assert not any(like(shelf, DUTCH, actor.ref) for actor in (ANN, BEN))
        understand(shelf)
        assert [actor for actor in (ANN, BEN) if like(shelf, DUTCH, actor.ref)] == found_by


def test_how_many_there_are_for_others_keeps_nothing_from_a_reader(shelf: Shelf) -> None:
    for number in range(60):
        put(shelf, replace(SHORT, id=f"few {number}", readers=(ANN.ref,)))
    understand(shelf)
    assert like(shelf, DUTCH, BEN.ref) == ["short"]
    assert len(like(shelf, DUTCH, ANN.ref)) == 10


def test_another_communitys_meanings_are_not_compared(shelf: Shelf) -> None:
    other = CommunityId("other")
    shelf.found(other)
    understand(shelf)
    assert like(shelf, DUTCH, community=other) == []
    with shelf.unit(other) as unit:
        unit.search.put(replace(SHORT, id="theirs"))
    understand(shelf)
    assert like(shelf, DUTCH, community=other) == ["theirs"]
    assert like(shelf, DUTCH) == ["short"]


def test_only_the_kinds_asked_for(shelf: Shelf) -> None:
    put(shelf, replace(SHORT, kind="questions.answered"))
    understand(shelf)
    assert len(like(shelf, DUTCH)) == 2
    assert like(shelf, DUTCH, kinds=("questions.answered",)) == ["short"]
    assert like(shelf, DUTCH, kinds=("unheard.of",)) == []


def test_what_was_typed_as_a_code_or_a_name_stands_before_what_means_the_same(shelf: Shelf) -> None:
    for number in range(5):
        put(shelf, replace(SHORT, id=f"alike {number}", title="Short meetings", text="short short"))
    put(shelf, replace(BREAD, id="code", title="Valve KR-204", text="brood"))
    put(shelf, replace(BREAD, id="name", title="What Anneke found", text="brood"))
    understand(shelf)
    for words, wanted in (
        ("KR-204", "code"),
        ("kr 204", "code"),
        ("anneke", "name"),
        ("is a KR-204 of any use in meetings?", "code"),
        ("what did Anneke find about it?", "name"),
    ):
        assert like(shelf, words)[0] == wanted, words


def test_another_models_vectors_are_never_compared_and_read_again(shelf: Shelf) -> None:
    understand(shelf, model="older")
    assert like(shelf, DUTCH) == []
    assert like(shelf, DUTCH, model="older") == ["short"]
    for expected in (2, 0):
        with shelf.unit() as unit:
            assert unit.understanding.renew("concepts") == expected
    understand(shelf)
    assert like(shelf, DUTCH) == ["short"]
    assert like(shelf, DUTCH, model="older") == []


def test_a_claim_that_nobody_came_back_from_is_claimed_again(shelf: Shelf) -> None:
    """As after kill -9."""
    with shelf.unit() as unit:
        assert len(unit.understanding.claim(100, LEASE)) == 2
    assert waiting(shelf) == []
    shelf.clock.pass_by(LEASE)
    assert waiting(shelf) == ["bread", "short"]


ODD = (
    "",
    " ",
    "AND OR NOT NEAR",
    '"" * (',
    "\0",
    "\ud800",
    "🎉" * 500,
    "a" * 10_000,
    "word " * 2_000,
    "%_\\ :* <-> &|!",
)


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_any_text_can_be_looked_for_by_what_it_means(shelf: Shelf, words: str) -> None:
    understand(shelf)
    assert set(like(shelf, words)) <= {"short", "bread"}


def test_two_processes_share_what_waits_and_see_what_the_other_understood(both: tuple[Shelf, Shelf]) -> None:
    one, two = both
    for number in range(6):
        put(one, replace(SHORT, id=f"{number}"))
    with one.unit() as first, two.unit() as second:
        claimed = [unit.understanding.claim(3, LEASE) for unit in (first, second)]
    assert sorted(each.id for some in claimed for each in some) == [f"{number}" for number in range(6)]
    for place, some in zip((one, two), claimed, strict=True):
        understand(place, some)
    for place in both:
        assert len(like(place, DUTCH)) == 6
    with two.unit(CIRCLE) as unit:
        unit.search.remove(SHORT.kind, "3")
    assert "3" not in like(one, DUTCH)


def test_a_community_that_was_erased_and_came_back_is_understood_anew_by_those_who_held_it(
    both: tuple[Shelf, Shelf],
) -> None:
    """What only some can find is compared in each process's own memory."""
    one, two = both
    put(one, replace(SHORT, id="same", readers=(ANN.ref,)))
    understand(one)
    assert like(two, DUTCH, ANN.ref) == ["same"]
    one.clock.moment = two.clock.moment = one.clock.now() + timedelta(minutes=1)
    with one.unit(CIRCLE) as unit:
        unit._transaction.scope.require()
        for table in ("search_vectors", "search_stamps"):
            unit._transaction.do(text(f"DELETE FROM {table} WHERE community_id = :of"), {"of": CIRCLE})
    put(one, replace(BREAD, id="same", readers=(ANN.ref,)))
    understand(one)
    assert like(two, DUTCH, ANN.ref) == []


def test_nothing_of_what_went_stays_in_the_files(fresh_database: FreshDatabase) -> None:
    address, secret = fresh_database("sqlite"), "marshwrekel in the reeds"
    with closing(open_store(address, MovedClock(), KEY)) as store:
        shelf = Shelf(store, MovedClock())
        shelf.found()
        for number in range(20):
            put(shelf, replace(SHORT, id=f"{number}", text=f"elephants {number}"))
        put(shelf, replace(BREAD, id="secret", title=secret, text="olifant"))
        understand(shelf)
        vector = Concepts().asked(f"{secret}\nolifant")
        assert holding(address, b"marshwrekel")
        assert holding(address, vector)
        with shelf.unit(CIRCLE) as unit:
            unit.search.remove(BREAD.kind, "secret")
        for expected in (True, False):
            with shelf.unit() as unit:
                assert unit.understanding.tidy() is expected
        for trace in (b"marshwrekel", b"0ma", vector):
            assert not holding(address, trace)
        assert like(shelf, "meetings") != []


def holding(address: str, sought: bytes) -> list[str]:
    """The files that hold it: the database's own and what lies beside it."""
    database = Path(str(make_url(address).database))
    return [file.name for file in database.parent.glob(f"{database.name}*") if sought in file.read_bytes()]
