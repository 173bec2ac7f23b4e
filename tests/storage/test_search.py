"""Finding by words: in three languages, within one community, whatever is typed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.events import Found
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document
from storage.scope import NotEntered
from storage.search import CANDIDATES, MANY
from tests.storage.shelf import ANN, BEN, CIRCLE, WORKSPACE, Shelf

OTHER = CommunityId("other")

MEETINGS = Document(
    id="1",
    kind="knowledge.answer",
    title="How do we keep meetings short?",
    text="Start with a timer. Each of us says one thing, then we decide.",
    language="en",
    shown="Start with a timer.",
    by="Ann",
)
VERGADEREN = Document(
    id="2",
    kind="knowledge.answer",
    title="Vergaderingen met grote groepen",
    text="Werk in kleine groepjes en deel daarna de oogst. Een rustige ruimte helpt.",
    language="nl",
)
REUNION = Document(
    id="3",
    kind="questions.answered",
    title="Préparer une réunion",
    text="Les participantes notent leurs idées avant d'arriver.",
    language="fr",
)


@pytest.fixture(autouse=True)
def _some_documents(shelf: Shelf) -> None:
    shelf.found()
    shelf.found(OTHER)
    with shelf.unit(CIRCLE) as unit:
        for document in (MEETINGS, VERGADEREN, REUNION):
            unit.search.put(document)


def found(shelf: Shelf, words: str, *kinds: str, limit: int = 10, community: CommunityId = CIRCLE) -> list[str]:
    return [hit.id for hit in shelf.find(words, limit, kinds, community=community)]


def confidence(shelf: Shelf, words: str) -> float:
    return shelf.find(words, 1)[0].confidence


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("meeting", ["1"]),
        ("MEETINGS timers", ["1"]),
        ("vergadering", ["2"]),
        ("groep", ["2"]),
        ("reunion", ["3"]),
        ("réunions", ["3"]),
        ("idée", ["3"]),
        ("nothing like it", []),
        ("the and of we", []),
        ("", []),
    ],
)
def test_words_are_found_in_other_forms_cases_and_accents(shelf: Shelf, words: str, expected: list[str]) -> None:
    assert found(shelf, words) == expected


def test_what_is_shown_comes_along(shelf: Shelf) -> None:
    (hit,) = shelf.find("timer", 3)
    assert (hit.kind, hit.title, hit.shown, hit.by) == (MEETINGS.kind, MEETINGS.title, "Start with a timer.", "Ann")


def test_confidence_is_the_share_of_the_asked_words(shelf: Shelf) -> None:
    assert confidence(shelf, "how to keep our meetings short") == 1
    half = confidence(shelf, "short elephants")
    assert 0.2 < half < 0.5  # what no document holds weighs more
    assert confidence(shelf, "short elephants giraffes") < half


def test_a_rare_word_weighs_more_than_a_common_one(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        for number in range(20):
            unit.search.put(replace(MEETINGS, id=f"more {number}", title="A meeting", text="about pens"))
    assert found(shelf, "meeting timer", limit=1) == ["1"]
    hits = {hit.id: hit.confidence for hit in shelf.find("pens timer", 30)}
    assert hits["1"] > 0.6
    assert hits["more 3"] < 0.4


def test_of_many_more_than_are_weighed_the_right_ones_are_found(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, id="both", title="Pens and timers", text="for a meeting"))
        unit.search.put(replace(MEETINGS, id="wanted", kind="knowledge.story", title="Pens", text="a story"))
        for number in range(6 * CANDIDATES):
            unit.search.put(replace(MEETINGS, id=f"more {number}", title="Pens", text="more of them"))
    assert found(shelf, "pens timers", limit=1) == ["both"]
    assert found(shelf, "pens", "knowledge.story") == ["wanted"]


def test_what_is_older_than_very_many_that_hold_a_word_is_found(shelf: Shelf) -> None:
    """By all of such words together, by its kind, and by those who alone may find it."""
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, id="both", title="Payment card", text="both"))
        unit.search.put(replace(MEETINGS, id="story", kind="knowledge.story", title="Payment", text="story"))
        unit.search.put(replace(MEETINGS, id="hers", title="Payment", text="hers", readers=(ANN.ref,)))
        for number in range(MANY + 1):
            unit.search.put(replace(MEETINGS, id=f"one {number}", title="Payment", text="one"))
            unit.search.put(replace(MEETINGS, id=f"other {number}", title="Card", text="other"))
    assert found(shelf, "payment card", limit=1) == ["both"]
    assert found(shelf, "payment", "knowledge.story") == ["story"]
    assert "hers" in [hit.id for hit in shelf.find("payment", 2 * CANDIDATES, (), ANN.ref)]


def test_only_the_kinds_asked_for(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, id="9", kind="questions.answered"))
    assert found(shelf, "meeting", "questions.answered") == ["9"]
    assert sorted(found(shelf, "meeting", "questions.answered", "knowledge.answer")) == ["1", "9"]
    assert found(shelf, "meeting", "unheard.of") == []


def test_put_again_it_replaces_and_removed_it_is_gone(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, title="About elephants", text="They remember", shown="new"))
    assert found(shelf, "meetings") == []
    assert found(shelf, "elephant") == ["1"]
    with shelf.unit(CIRCLE) as unit:
        unit.search.remove(MEETINGS.kind, "1")
        unit.search.remove(MEETINGS.kind, "never there")
    assert found(shelf, "elephant") == []


def test_another_communitys_documents_are_not_found_and_weigh_nothing(shelf: Shelf) -> None:
    alone = confidence(shelf, "meeting elephants")
    with shelf.unit(OTHER) as unit:
        for number in range(5):
            unit.search.put(replace(MEETINGS, id=f"{number}", text="elephants meeting"))
    assert found(shelf, "elephants") == []
    assert confidence(shelf, "meeting elephants") == alone
    assert len(found(shelf, "elephants", community=OTHER)) == 5
    with shelf.unit(OTHER) as unit:
        unit.search.remove(MEETINGS.kind, "1")
    assert found(shelf, "meeting") == ["1"]


def seen_by(shelf: Shelf, reader: AccountRef | None, words: str = "elephants") -> list[str]:
    return sorted(hit.id for hit in shelf.find(words, 10, (), reader))


def put_for(shelf: Shelf, readers: tuple[AccountRef, ...] | None, identity: str = "few") -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, id=identity, text="They met elephants.", readers=readers))


def test_what_has_readers_is_found_by_them_alone(shelf: Shelf) -> None:
    put_for(shelf, None, "all")
    put_for(shelf, (ANN.ref, AccountRef(WORKSPACE, "UEVE")))
    assert seen_by(shelf, ANN.ref) == ["all", "few"]
    assert seen_by(shelf, BEN.ref) == seen_by(shelf, None) == ["all"]
    assert seen_by(shelf, replace(ANN.ref, user="UAN")) == ["all"]


def test_what_has_no_reader_at_all_is_found_by_nobody(shelf: Shelf) -> None:
    put_for(shelf, ())
    assert seen_by(shelf, ANN.ref) == seen_by(shelf, None) == []


def test_what_was_found_is_shown_as_it_is_now_to_whom_it_is_for(shelf: Shelf) -> None:
    put_for(shelf, (ANN.ref,))
    found = [Found(MEETINGS.kind, identity, 0.5) for identity in ("few", "1", "gone")]
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, title="Shorter meetings"))
        assert [hit.title for hit in unit.search.show(found, BEN.ref)] == ["Shorter meetings"]
        assert [hit.id for hit in unit.search.show(found, ANN.ref)] == ["few", "1"]
        assert [hit.id for hit in unit.search.show(found)] == ["1"]


def test_put_again_it_has_other_readers(shelf: Shelf) -> None:
    for readers, found_by in (((ANN.ref,), [ANN]), ((BEN.ref,), [BEN]), (None, [ANN, BEN]), ((ANN.ref,), [ANN])):
        put_for(shelf, readers)
        assert [actor for actor in (ANN, BEN) if seen_by(shelf, actor.ref)] == found_by


def test_what_somebody_can_not_find_weighs_no_word_for_them(shelf: Shelf) -> None:
    """Else how sure a hit is would tell what others keep among themselves."""
    put_for(shelf, None, "all")
    for number in range(5):
        put_for(shelf, (ANN.ref,), f"few {number}")
    theirs, alone, hers = (
        shelf.find("elephants giraffes", 1, (), reader)[0].confidence for reader in (BEN.ref, None, ANN.ref)
    )
    assert theirs == alone > hers


def test_how_many_documents_others_keep_among_themselves_changes_nothing(shelf: Shelf) -> None:
    put_for(shelf, None, "all")
    (before,) = shelf.find("elephants giraffes", 1, (), BEN.ref)
    for number in range(30):
        put_for(shelf, (ANN.ref,), f"few {number}")
    (after,) = shelf.find("elephants giraffes", 1, (), BEN.ref)
    assert after.confidence == before.confidence


def test_what_other_communities_hold_does_not_choose_the_words_of_a_long_question(shelf: Shelf) -> None:
    """Nine, of which eight are looked for."""
    words = ["alpha", "bravo", "charlie", "delta", "foxtrot", "golf", "hotel", "india", "juliet"]
    with shelf.unit(CIRCLE) as unit:
        for word in words:
            unit.search.put(replace(MEETINGS, id=word, title=word, text=word))
    before = found(shelf, " ".join(words), limit=20)
    with shelf.unit(OTHER) as unit:
        for number in range(5):
            unit.search.put(replace(MEETINGS, id=f"{number}", text="alpha"))
    assert found(shelf, " ".join(words), limit=20) == before
    assert "alpha" in before


def test_of_a_long_question_what_nothing_holds_takes_no_others_place(shelf: Shelf) -> None:
    assert found(shelf, "one1 two2 three3 four4 five5 six6 seven7 eight8 nine9 timer") == ["1"]


def test_a_readers_name_is_no_word_to_search_for(shelf: Shelf) -> None:
    put_for(shelf, (ANN.ref,))
    name = "|".join((CIRCLE, ANN.ref.workspace, ANN.ref.user))
    for words in (name, f"r{name.encode().hex()}", f"elephants r{name.encode().hex()}"):
        assert seen_by(shelf, BEN.ref, words) == []


def test_outside_a_community_nothing_can_be_searched(shelf: Shelf) -> None:
    with shelf.unit() as unit, pytest.raises(NotEntered):
        unit.search.show([Found(MEETINGS.kind, "1", 1.0)])
    with shelf.unit() as unit, pytest.raises(NotEntered):
        unit.search.put(MEETINGS)


ODD = (
    "AND OR NOT NEAR",
    '"',
    '""" timer "',
    "timer*",
    "title:timer ^timer -timer +timer",
    "(timer",
    "timer) OR (1=1",
    "scope : c",
    "'; DROP TABLE search_documents; --",
    "timer & ! | <-> :*",
    "\0timer\0",
    "\ud800 timer \udfff",
    "\u202etimer\u202c",
    "⏱️ timer 🎉",
    "你好 timer",
    "timer " * 2_000,
    " ".join(f"word{number}" for number in range(1_500)) + " timer",
    "a" * 10_000,
    "%_\\",
)


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_any_text_can_be_searched_for_and_indexed(shelf: Shelf, words: str) -> None:
    hits = found(shelf, words)
    assert set(hits) <= {"1", "2", "3"}
    if "timer" in words and len(words) < 1_000:
        assert hits == ["1"]
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, id="odd", title=words[:3000], text=words))
    assert "1" in found(shelf, "meeting")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=200))
def test_no_text_is_an_error(shelf: Shelf, words: str) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.search.put(replace(MEETINGS, id="odd", text=words))
    assert all(0 <= hit.confidence <= 1 for hit in shelf.find(words, 5))
