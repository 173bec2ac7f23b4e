"""A check-in beside what else waits for somebody: at home, and within how much they are sent unasked."""

import pytest

from tests.facilitation.sessions.rounds.practice import HOUR, JONAS, NOOR, QUESTION, Practice, kind
from tests.shown import waiting, words


def test_an_open_check_in_waits_as_a_check_in_and_not_as_a_session(practice: Practice) -> None:
    practice.set()
    practice.village.pass_time(HOUR)
    told = "\n".join(words(card) for card in practice.village.home(NOOR).cards)
    assert "1 check-in is open." in told
    assert "session goes on" not in told


@pytest.mark.parametrize(("unasked", "reminded"), [("0", False), ("3", True)])
def test_a_reminder_draws_on_the_attention_budget_and_the_check_in_itself_does_not(
    practice: Practice, unasked: str, reminded: bool
) -> None:
    practice.village.fill(JONAS, practice.village.command(JONAS, "settings"), unasked=(unasked,))
    practice.opens()
    practice.village.pass_time(23 * HOUR)
    assert [kind(post) for post in practice.village.private(JONAS)] == ["prompt", *(["reminder"] if reminded else [])]
    open_ones = [card for card in waiting(practice.village.home(JONAS)) if QUESTION in words(card)]
    assert [card.title for card in open_ones] == ["Check-ins of Clear writing"]


def test_at_home_the_next_check_in_alone_is_nothing_that_waits(practice: Practice) -> None:
    practice.set()
    told = [card.title for card in practice.village.home(JONAS).cards]
    assert told == ["Your Kring", "Nothing waits for you", "Check-ins of Clear writing", "My settings"]
    practice.village.pass_time(HOUR)
    assert "Nothing waits for you" not in [card.title for card in practice.village.home(JONAS).cards]
