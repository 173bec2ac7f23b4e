"""What changed, passage by passage and word by word."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from bot.handbook.differences import WORDS_AT_MOST, Piece, changed, told
from facilitation.knowledge.differences import Difference, Fate
from facilitation.knowledge.passages import Part
from tests.bot.handbook.circle import said
from tests.storage.shelf import ANN

SAME, GONE, NEW = Fate.SAME, Fate.GONE, Fate.NEW
TEXTS = st.text("ab c.\n", max_size=30)


def between(*pairs: tuple[Fate, str], part: Part = Part.TEXT) -> list[Difference]:
    return [Difference(fate, said(ANN, text, part)) for fate, text in pairs]


def test_words_within_a_passage_that_was_changed() -> None:
    (first, second) = told(between((SAME, "Sit still."), (GONE, "Read it once."), (NEW, "Read it twice.")))
    assert first == (Piece(SAME, "Sit still."),)
    assert second == (Piece(SAME, "Read it "), Piece(GONE, "once"), Piece(NEW, "twice"), Piece(SAME, "."))


def test_passages_that_came_and_went() -> None:
    shown = told(between((GONE, "a"), (SAME, "b"), (NEW, "c"), (NEW, "d")))
    assert shown == [(Piece(GONE, "a"),), (Piece(SAME, "b"),), (Piece(NEW, "c"),), (Piece(NEW, "d"),)]
    assert told(between((NEW, "birds"), part=Part.TAG)) == []


def test_very_long_passages_are_told_whole() -> None:
    before, now = "a " * WORDS_AT_MOST, "b " * WORDS_AT_MOST
    assert list(changed(before, now)) == [Piece(GONE, before), Piece(NEW, now)]


def test_no_text_makes_comparing_take_long() -> None:
    """Each of these two thousand words came again and again: compared one by one it took a minute."""
    began = perf_counter()
    assert len(list(changed("a b " * 1_000, "b a a b " * 500))) > 0
    assert perf_counter() - began < 2


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(before: str, now: str) -> None:
    pieces = list(changed(before, now))
    assert "".join(each.text for each in pieces if each.fate is not NEW) == before
    assert "".join(each.text for each in pieces if each.fate is not GONE) == now
