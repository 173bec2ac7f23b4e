"""The week in one message: what it tells, when, to whom in which language, and when it says nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.messages import NO_CHOICE
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TITLE, TOMAS, ask, begin, kept
from tests.shown import buttons, title, words
from tests.village import EVERYTHING, Village, a_village, someone

WEEK = timedelta(days=7)
AMELIE = someone("Amélie", "fr")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities, EVERYTHING) as made:
        yield begin(made)


def set_to(village: Village, day: str = "4", at: str = "10:00") -> str:
    return words(village.fill(NOOR, village.command(NOOR, "digest"), day=(day,), at=at))


def weeks(village: Village) -> list[Post]:
    return [post for post in village.channel() if title(post).startswith("The week in")]


def test_the_next_three_moments_are_echoed_back(village: Village) -> None:
    told = set_to(village)
    for day in ("Friday 6 March at 10:00", "Friday 13 March at 10:00", "Friday 20 March at 10:00"):
        assert day in told


def test_only_a_facilitator_sets_it_and_everyone_may_ask_for_news(village: Village) -> None:
    assert "that is for whoever facilitates now" in words(village.command(JONAS, "digest"))
    assert "Nothing new" in title(village.command(JONAS, "news"))


def test_nothing_is_sent_unless_it_was_set(village: Village) -> None:
    kept(village)
    village.pass_time(WEEK * 2)
    assert weeks(village) == []


def test_a_week_in_which_nothing_happened_is_not_told(village: Village) -> None:
    set_to(village)
    village.pass_time(WEEK * 3)
    assert weeks(village) == []


def test_one_message_tells_how_much_and_its_thread_tells_what(village: Village) -> None:
    set_to(village)
    kept(village)
    village.pass_time(WEEK)
    (week,) = weeks(village)
    assert "1 new thing to know" in words(week)
    below = [words(post) for post in village.thread(week.id)]
    assert any(TITLE in told and "New in what we know" in told for told in below)
    village.pass_time(WEEK)
    assert len(weeks(village)) == 1  # what is told is not told again


def test_a_question_that_nobody_replied_to_comes_up_once_and_then_only_beside_news(village: Village) -> None:
    set_to(village)
    ask(village)
    village.pass_time(timedelta(days=2))
    assert "Nothing new" in title(village.command(JONAS, "news"))  # its window is not over
    village.pass_time(WEEK + timedelta(days=2))
    (week,) = weeks(village)
    assert "1 question still waits" in words(week)
    village.pass_time(WEEK)
    assert len(weeks(village)) == 1
    kept(village, by=MARTA, asker=MARTA)
    village.pass_time(WEEK)
    assert "1 question still waits" in words(weeks(village)[-1])


def test_each_reads_it_in_their_own_language(village: Village) -> None:
    village.join(AMELIE)
    set_to(village)
    kept(village)
    village.pass_time(WEEK)
    mine = village.press(AMELIE, weeks(village)[0], "Read it in my language")
    assert title(mine) == "La semaine dans Clear writing"
    assert "Nouveau dans ce que nous savons" in words(mine)
    assert TITLE in words(mine)


def test_what_it_tells_can_be_shown_from_there(village: Village) -> None:
    kept(village)
    told = village.command(MARTA, "news")
    shown = village.press(MARTA, told, "Show: ")
    assert title(shown) == TITLE


def test_it_is_stopped_and_the_button_of_an_old_one_goes_on(village: Village) -> None:
    set_to(village)
    kept(village)
    village.pass_time(WEEK)
    assert "Nothing is sent any more" in set_to(village, NO_CHOICE)
    kept(village, asker=NOOR)
    village.pass_time(WEEK)
    assert len(weeks(village)) == 1
    assert "Show: " in "".join(buttons(village.press(MARTA, weeks(village)[0], "Read it")))


def test_moved_to_another_day_it_keeps_what_it_told(village: Village) -> None:
    set_to(village)
    kept(village)
    village.pass_time(WEEK)
    set_to(village, "0", "08:30")
    village.pass_time(WEEK)
    assert len(weeks(village)) == 1


@pytest.mark.parametrize("at", ["", "25:00", "ten"])
def test_a_time_that_no_clock_shows_is_refused(village: Village, at: str) -> None:
    refused = village.fill(NOOR, village.command(NOOR, "digest"), day=("1",), at=at)
    assert "at" in getattr(refused, "errors", {})


def test_who_is_no_member_hears_nothing_of_it(village: Village) -> None:
    kept(village)
    assert TITLE not in words(village.command(TOMAS, "news"))


def test_the_first_one_tells_the_week_that_went_before(village: Village) -> None:
    kept(village)
    village.pass_time(timedelta(days=1))
    set_to(village)
    village.pass_time(WEEK)
    assert "1 new thing to know" in words(weeks(village)[0])
