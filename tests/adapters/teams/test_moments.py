"""A moment is told by the reader's own device, and what tells it holds nothing else that a client would read."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from adapters.teams.cards import in_place
from adapters.teams.outgoing import as_activity
from facilitation.messages import Card, Notice, Small
from facilitation.texts import escape, texts_in
from tests.adapters.moments import TOLD, TUESDAY_TEN, WHEN
from tests.adapters.teams.gate import nodes, problems_of_card
from tests.adapters.teams.test_outgoing import NASTY
from tests.emulators import teams_cards

LOCALISED = "{{DATE(2026-03-03T09:00:00Z, LONG)}}, {{TIME(2026-03-03T09:00:00Z)}}"


@pytest.mark.parametrize(
    ("language", "before"), [("en", "Open until "), ("nl", "Open tot "), ("fr", "Ouvert jusqu'au ")]
)
def test_a_moment_is_told_by_the_readers_own_device(language: str, before: str) -> None:
    texts = texts_in(language, "Europe/Brussels")
    card = in_place(Card("t", (Small(texts("rounds.open_until", moment=texts.when(TUESDAY_TEN))),)))
    assert problems_of_card(card) == []
    _, sentence = _body(card)
    text = f"{before}{LOCALISED}."
    assert sentence == {"type": "TextBlock", "text": text, "wrap": True, "size": "Small", "isSubtle": True}
    assert "3 March 2026, 10:00" in teams_cards.words_of([card], "Europe/Brussels")
    assert "3 March 2026, 14:30" in teams_cards.words_of([card], "Asia/Kolkata")


def test_a_moment_in_a_notification_names_its_zone() -> None:
    assert as_activity(Notice(f"Open until {WHEN}."))["summary"] == f"Open until {TOLD}."


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (f"Now: **One voice**, until {WHEN}.", f"Now: **One voice**, until {LOCALISED}."),
        (f"In #clear-writing, « à {WHEN} » !", f"In #clear-writing, « à {LOCALISED} » !"),
        (f"Until **{WHEN}**", f"Until **{LOCALISED}**"),
    ],
)
def test_a_sentence_without_marks_of_markdown_tells_moments(sentence: str, shown: str) -> None:
    (block,) = _body(in_place(Notice(sentence)))
    assert block["text"] == shown


@pytest.mark.parametrize(
    "words",
    [
        *[each for each in NASTY if 0 < len(each) < 1000],
        *("*", "_x_", "www.example.org", "mailto:x", "x:y:", "{{DATE(x)}}", "`x`", "~x~", "a | b", "x\\", "🙂"),
    ],
)
def test_beside_words_that_could_be_markup_a_moment_is_told_with_its_zone(words: str) -> None:
    card = in_place(Notice(f"About {escape(words)} until {WHEN}"))
    assert problems_of_card(card) == []
    assert all(node["type"] != "TextBlock" for node in nodes(card) if "type" in node)
    assert TOLD in teams_cards.words_of([card])


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aé1 .,:;!?()'#-_*`[]<>&\\/{}~|+=\u00a0", max_size=12), st.text(alphabet="a1.)-# ", max_size=4))
def test_markdown_finds_nothing_in_a_sentence_that_tells_a_moment(words: str, start: str) -> None:
    block = _body(in_place(Notice(f"{escape(f'{start}{words}')} {WHEN}")))[0]
    if block["type"] == "TextBlock":
        opened, inline, closed = MarkdownIt("commonmark").parse(block["text"])
        assert (opened.type, closed.type) == ("paragraph_open", "paragraph_close")
        assert [(each.type, each.content) for each in inline.children or ()] == [("text", block["text"])]


def _body(card: Any) -> list[dict[str, Any]]:
    return list(card["body"])
