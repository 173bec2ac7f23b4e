"""A moment is a date that Slack shows in the reader's own zone."""

import json
from typing import Any

import pytest

from adapters.slack.outgoing import render
from facilitation.messages import Card, Paragraph, Quote, Small
from facilitation.texts import escape, texts_in
from tests.adapters.moments import TOLD, TUESDAY_TEN, WHEN
from tests.adapters.slack.gate import check_message
from tests.adapters.slack.nasty import NASTY


@pytest.mark.parametrize(
    ("language", "before", "told"),
    [
        ("en", "Open until ", TOLD),
        ("nl", "Open tot ", "dinsdag 3 maart om 10:00 (Europe/Brussels)"),
        ("fr", "Ouvert jusqu'au ", "mardi 3 mars à 10:00 (Europe/Brussels)"),
    ],
)
def test_a_moment_is_a_date_that_slack_shows_in_the_readers_zone(language: str, before: str, told: str) -> None:
    texts = texts_in(language, "Europe/Brussels")
    sentence = texts("rounds.open_until", moment=texts.when(TUESDAY_TEN))
    drawn = render(Card("t", (Paragraph(sentence), Small(sentence))))
    check_message(drawn)
    date = {"type": "date", "timestamp": 1772528400, "format": "{date_long}, {time}", "fallback": told}
    assert _block(drawn, 1)["elements"][0]["elements"] == [
        {"type": "text", "text": before},
        date,
        {"type": "text", "text": "."},
    ]
    (quiet,) = _block(drawn, 2)["elements"]
    assert quiet["text"] == f"{before}<!date^1772528400^{{date_long}}, {{time}}|{told}>."
    assert drawn["text"] == "t" + f"\n{before}{told}." * 2


def test_a_moment_keeps_its_style_and_is_told_whole_however_little_room_there_is() -> None:
    drawn = render(Card("t", (Paragraph(f"{'word ' * 1990} **{WHEN}**"), Paragraph("word " * 40))))
    (date,) = [each for each in _block(drawn, 1)["elements"][0]["elements"] if each["type"] == "date"]
    assert (date["fallback"], date["style"]) == (TOLD, {"bold": True})


@pytest.mark.parametrize("words", [*NASTY, "{date_long}", "<!date^1^{time}|x>", WHEN])
def test_nothing_that_a_member_wrote_is_a_date(words: str) -> None:
    escaped = escape(str(words))
    drawn = render(Card(words, (Paragraph(f"a {escaped}"), Small(f"**a {escaped}**"), Quote(words, words))))
    check_message(drawn)
    assert '"date"' not in json.dumps(drawn)
    (quiet,) = _block(drawn, 2)["elements"]
    assert "<" not in quiet["text"]


def _block(drawn: Any, place: int) -> Any:
    return drawn["blocks"][place]
