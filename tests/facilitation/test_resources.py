"""What a community keeps at hand: added with a line on why, listed, taken away by whoever put it there."""

from collections.abc import Iterator

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import Card, LinkButton, Paragraph, RefuseForm, Whisper
from facilitation.ports.resources import AT_MOST
from facilitation.texts import escape
from tests.facilitation.knowledge.library import TITLE, press, write
from tests.shown import buttons, card_in, filled_in, words
from tests.village import Village, a_village, someone

NOOR, JONAS, MARTA, TOMAS = someone("Noor"), someone("Jonas"), someone("Marta"), someone("Tomas")
GUIDE = "https://example.org/plain-language"


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA)
        yield made


def add(village: Village, by: Actor = JONAS, title: str = "The guide", address: str = GUIDE) -> object:
    form = village.press(by, village.command(by, "resources"), "Put at hand")
    return village.fill(by, form, title=title, address=address, why="It made me stop writing ‘pursuant’.")


def test_what_was_added_is_listed_with_why_who_and_when(village: Village) -> None:
    add(village)
    told = village.command(MARTA, "resources")
    assert "The guide" in words(told)
    assert "Jonas, 3 March 2026: It made me stop writing" in words(told).replace("Mar 3, 2026", "3 March 2026")
    (link,) = [action for action in getattr(card_in(told), "actions", ()) if isinstance(action, LinkButton)]
    assert link.url == GUIDE


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "ftp://a.org/x",
        "https://me:word@a.org/",
        'https://a.org/"><b>',
        "https://a.org/ b",
        "x" * 600,
    ],
)
def test_only_what_a_browser_visits_is_made_a_link(village: Village, address: str) -> None:
    refused = add(village, address=address)
    assert isinstance(refused, RefuseForm)
    assert set(refused.errors) == {"address"}


def test_an_item_is_put_at_hand_from_its_own_card_under_its_own_title(village: Village) -> None:
    write(village, NOOR)
    form = press(village, JONAS, "Put at hand")
    assert "address" not in filled_in(form)
    village.fill(JONAS, form, why="We all begin here.")
    told = village.command(MARTA, "resources")
    assert TITLE in words(told)
    assert "Read the letter" in words(village.press(MARTA, told, TITLE))


def test_an_items_title_goes_with_its_authors_words(village: Village) -> None:
    write(village, NOOR)
    village.fill(JONAS, press(village, JONAS, "Put at hand"), why="We all begin here.")
    press(village, NOOR, "Take my words back")
    assert TITLE not in words(village.command(MARTA, "resources"))


def test_who_put_it_there_or_facilitates_takes_it_away(village: Village) -> None:
    add(village)
    listed = village.command(JONAS, "resources")
    assert "Take away: The guide" not in buttons(village.command(MARTA, "resources"))
    assert "takes it away" in words(village.press(MARTA, listed, "Take away"))
    assert "The guide" in words(village.command(MARTA, "resources"))
    assert "Nothing yet" in words(village.press(JONAS, listed, "Take away"))
    add(village)
    assert "Nothing yet" in words(village.press(NOOR, village.command(NOOR, "resources"), "Take away"))


def test_the_same_is_not_put_there_twice_and_there_are_few(village: Village) -> None:
    add(village)
    assert "at hand already" in words(add(village, MARTA))
    for number in range(AT_MOST - 1):
        add(village, title=f"Guide {number}", address=f"{GUIDE}/{number}")
    assert "Put at hand" not in buttons(village.command(JONAS, "resources"))


def test_a_newcomer_is_told_what_is_at_hand(village: Village) -> None:
    add(village)
    told = village.command(TOMAS, "join")
    assert isinstance(told, Whisper)
    assert "The guide" in words(told)
    assert "What is at hand" in buttons(told)


def test_words_of_members_are_not_read_as_markup(village: Village) -> None:
    add(village, title="**Bold** [here](https://evil.example)")
    shown = card_in(village.command(MARTA, "resources"))
    assert isinstance(shown, Card)
    assert isinstance(shown.body[0], Paragraph)
    assert shown.body[0].text == f"**{escape('**Bold** [here](https://evil.example)')}**"
