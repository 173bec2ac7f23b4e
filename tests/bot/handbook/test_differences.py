"""What changed, paragraph by paragraph and word by word."""

from hypothesis import given
from hypothesis import strategies as st

from bot.handbook.differences import WORDS_AT_MOST, Piece, differences

TEXTS = st.lists(st.text("ab c.\n", max_size=12), max_size=5)


def test_words_within_a_paragraph_that_was_changed() -> None:
    (title, changed) = differences(["Title", "Read it once."], ["Title", "Read it twice."])
    assert title == (Piece("same", "Title"),)
    assert changed == (Piece("same", "Read it "), Piece("gone", "once"), Piece("new", "twice"), Piece("same", "."))


def test_paragraphs_that_came_and_went() -> None:
    assert differences(["a", "b", "c"], ["a", "c", "d"]) == [
        (Piece("same", "a"),),
        (Piece("gone", "b"),),
        (Piece("same", "c"),),
        (Piece("new", "d"),),
    ]


def test_very_long_paragraphs_are_told_whole() -> None:
    before, now = "a " * WORDS_AT_MOST, "b " * WORDS_AT_MOST
    assert differences([before], [now]) == [(Piece("gone", before), Piece("new", now))]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(before: list[str], now: list[str]) -> None:
    told = differences(before, now)
    assert "".join(each.text for one in told for each in one if each.how != "new") == "".join(before)
    assert "".join(each.text for one in told for each in one if each.how != "gone") == "".join(now)
