"""Finding what is kept: any words, privately, best first."""

import pytest

from facilitation.events import ButtonPressed, Place
from facilitation.knowledge.actions import READ_ON
from facilitation.messages import RefuseForm, Subject, Whisper
from tests.facilitation.clear_writing import ANSWER, JONAS, MARTA, NOOR, TITLE, TOMAS, asked_for_consent, kept
from tests.shown import button, buttons, filled_in, opened, quotes, title, words
from tests.village import CHANNEL, Village

STRANGE = [
    "review AND NOT (purpose OR NEAR(x)) *",
    '"review',
    "review'; DROP TABLE questions; --",
    "title:review ^review review*",
    "🎉 review 🎉",
    "\u202ereview\u202c",
    "review " * 1500,
    "<!channel> </script> review {blank} %s",
]


def test_words_find_what_is_kept_with_its_date_and_whom_it_is_from(village: Village) -> None:
    kept(village)
    told = village.command(NOOR, "find purpose of a review")
    assert isinstance(told, Whisper)
    assert TITLE in words(told)
    assert "Answer from Jonas, kept on 3 March 2026" in words(told)
    assert f"Show: {TITLE}" in buttons(told)


def test_show_tells_it_whole_with_its_authors_and_where_it_comes_from(village: Village) -> None:
    kept(village)
    shown = village.press(NOOR, village.command(NOOR, "find review"), "Show")
    assert (title(shown), quotes(shown)) == (TITLE, [ANSWER])
    assert "Jonas" in words(shown)
    assert "From a thread in #clear-writing" in words(shown)


@pytest.mark.parametrize("said", STRANGE)
def test_any_text_is_a_fine_question(village: Village, said: str) -> None:
    kept(village)
    assert f"Show: {TITLE}" in buttons(village.command(NOOR, f"find {said}"))


@pytest.mark.parametrize("said", ["!!!", "🎉", '"" OR ""', "AND", "\u200b", "the of and"])
def test_text_without_words_finds_nothing_and_says_so(village: Village, said: str) -> None:
    kept(village)
    assert "Nothing is kept" in words(village.command(NOOR, f"find {said}"))


def test_a_page_that_no_button_names_is_the_first_or_none(village: Village) -> None:
    kept(village)
    told = village.command(NOOR, "find review")
    item = button(told, "Show").subject
    for page in ("9" * 5000, "99", "-1", "²", "x", ""):
        about = Subject(item.community, item.id, page)
        read = village.happen(
            ButtonPressed(
                by=NOOR, place=Place(ref=CHANNEL), message_id=None, action=READ_ON, subject=about, **village.delivery()
            )
        )
        assert words(read)


def test_the_best_comes_first(village: Village) -> None:
    kept(village, text="Read the letter aloud.")
    kept(village, by=NOOR, text="Letters to residents begin with what they must do.")
    told = village.command(MARTA, "find letters to residents")
    assert quotes(told)[0].startswith("Letters to residents")


def test_nothing_found_offers_to_ask_with_the_same_words(village: Village) -> None:
    told = village.command(NOOR, "find a printer for letters")
    assert "Nothing is kept about “a printer for letters”" in words(told)
    assert filled_in(village.press(NOOR, told, "Ask the community"))["title"] == "a printer for letters"


def test_ten_thousand_characters_that_find_nothing_still_fit_a_card(village: Village) -> None:
    told = village.command(NOOR, "find " + "unheard " * 1250)
    assert len(words(told)) < 500
    opened(village.press(NOOR, told, "Ask the community"))


def test_find_alone_opens_a_form(village: Village) -> None:
    kept(village)
    form = village.command(NOOR, "find")
    assert isinstance(village.fill(NOOR, form, words="  "), RefuseForm)
    assert TITLE in words(village.fill(NOOR, form, words="review"))


def test_who_is_no_member_finds_nothing_here(village: Village) -> None:
    kept(village)
    told = village.command(TOMAS, "find review")
    assert "Join this community" in buttons(told)
    shown = village.press(TOMAS, village.command(NOOR, "find review"), "Show")
    assert words(shown).startswith("What is kept here is for members of Clear writing")


def test_who_is_quoted_sees_it_without_being_a_member(village: Village) -> None:
    kept(village, by=TOMAS)
    assert quotes(village.press(TOMAS, asked_for_consent(village, TOMAS), "Show")) == [ANSWER]


def test_an_older_list_does_not_show_what_was_taken_back(village: Village) -> None:
    kept(village)
    listed = village.command(NOOR, "find review")
    village.press(JONAS, asked_for_consent(village), "Take")
    assert "no longer kept" in words(village.press(NOOR, listed, "Show"))


def test_a_long_answer_is_read_page_by_page(village: Village) -> None:
    whole = "".join(f"word{number:05} " for number in range(1500))
    kept(village, text=whole)
    shown: object = village.press(NOOR, village.command(NOOR, "find word00000"), "Show")
    read = quotes(shown)
    while "Read on" in buttons(shown):
        shown = village.press(NOOR, shown, "Read on")
        read += quotes(shown)
    assert "".join(read) == whole
