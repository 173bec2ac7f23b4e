"""The home view: what is open, where one takes part, what one chose for oneself, and what waits for a facilitator."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.capabilities import repertoire
from facilitation.capability import Capability, Waits
from facilitation.messages import Card, ReplaceCard
from facilitation.texts import Md
from tests.shown import buttons, opened, words
from tests.village import Village, a_village, someone

NOOR, JONAS = someone("Noor"), someone("Jonas")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS)
        yield village


def card(village: Village, of: object, title: str) -> Card | None:
    cards = village.home(NOOR if of == NOOR else JONAS).cards
    return next((each for each in cards if each.title.startswith(title)), None)


def settings(village: Village) -> Card:
    found = card(village, JONAS, "My settings")
    assert found
    return found


def test_it_tells_where_one_takes_part_and_what_one_facilitates(village: Village) -> None:
    assert "Clear writing: #clear-writing, which you facilitate until" in words(card(village, NOOR, "Your Kring"))
    assert "facilitate" not in words(card(village, JONAS, "Your Kring"))


def test_a_pause_begins_and_ends_where_the_settings_stand(village: Village) -> None:
    paused = village.press(JONAS, settings(village), "Pause for a week")
    assert isinstance(paused, ReplaceCard)
    assert paused.message == settings(village)
    assert "until" in words(settings(village))
    village.press(JONAS, settings(village), "End the pause")
    assert "Pause for a week" in buttons(settings(village))


def test_the_settings_are_changed_from_there(village: Village) -> None:
    form = opened(village.press(JONAS, settings(village), "Change my settings"))
    village.fill(JONAS, form, language=("fr",), zone="Europe/Paris", unasked=("0",))
    changed = words(card(village, JONAS, "Mes réglages"))
    assert "Europe/Paris" in changed
    assert "cela m'attend dans mon accueil" in changed


def test_where_nothing_waits_it_says_so_and_where_something_does_it_says_what(village: Village) -> None:
    titles = [each.title for each in village.home(JONAS).cards]
    assert titles == ["Your Kring", "Nothing waits for you", "My settings"]
    village.fill(NOOR, village.command(NOOR, "ask"), title="How do I begin a letter?")
    village.fill(NOOR, village.command(NOOR, "start peer_assist"), subject="letters", tempo=("async",))
    assert card(village, NOOR, "Nothing waits for you") is None
    assert card(village, NOOR, "Waiting for") is not None
    stranger = someone("Tomas")
    assert "Nothing waits" not in "".join(words(each) for each in village.home(stranger).cards)


def test_what_waits_for_whoever_facilitates_is_one_card(village: Village) -> None:
    assert card(village, NOOR, "Waiting for") is None
    village.fill(JONAS, village.command(JONAS, "ask"), title="How do I begin a letter?")
    village.fill(JONAS, village.command(JONAS, "start peer_assist"), subject="letters", tempo=("async",))
    waits = card(village, NOOR, "Waiting for who facilitates Clear writing")
    assert "1 question waits for a first reply" in words(waits)
    assert "1 session can be joined" in words(waits)
    assert "How do I begin a letter?" in words(village.press(NOOR, waits, "Open questions"))
    assert card(village, JONAS, "Waiting for") is None


def test_a_term_that_is_about_to_end_waits_too(village: Village) -> None:
    village.pass_time(timedelta(days=170))
    assert "Noor facilitates until" in words(card(village, NOOR, "Waiting for"))


@pytest.mark.parametrize(("waiting", "more"), [(12, ""), (13, "And 1 more."), (20, "And 8 more.")])
def test_of_what_does_not_fit_it_says_how_much_there_is(waiting: int, more: str) -> None:
    busy: Capability[Any] = Capability(name="busy", queue=lambda work: (Waits(Md(f"no. {n}")) for n in range(waiting)))
    with a_village([*repertoire().capabilities, busy]) as village:
        village.found(NOOR)
        waits = words(card(village, NOOR, "Waiting for"))
    assert waits.count("no. ") == 12
    assert (more in waits) if more else ("more" not in waits)


def test_what_waits_for_its_reader_s_hours_stands_there_once_and_is_done_with_when_it_is_answered(
    village: Village,
) -> None:
    village.fill(JONAS, village.command(JONAS, "ask me about"), subjects="letters")
    village.pass_time(timedelta(hours=9))  # the evening
    village.fill(NOOR, village.command(NOOR, "ask"), title="How do I begin letters?")
    village.pass_time(timedelta(hours=1))
    waiting = [each for each in village.home(JONAS).cards if "letters?" in words(each)]
    assert [each.title for each in waiting] == ["Would you look at this?"]
    village.press(JONAS, waiting[0], "I'll have a look")
    village.pass_time(timedelta(days=3))
    assert not [post for post in village.private(JONAS) if "Would you look" in words(post)]


def test_who_wants_no_looks_is_asked_for_none(village: Village) -> None:
    village.fill(JONAS, village.command(JONAS, "ask me about"), subjects="letters")
    village.fill(JONAS, village.command(JONAS, "settings"), unasked=("0",))
    village.fill(NOOR, village.command(NOOR, "ask"), title="How do I begin letters?")
    village.pass_time(timedelta(days=2))
    assert not [post for post in village.private(JONAS) if "letters?" in words(post)]
