"""Who will read it is said before it is written: all places where it is read, or that of one side alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.capabilities import repertoire
from facilitation.events import PlaceChosen
from tests.facilitation.linking.ground import ANNA, JONAS, NOOR, Side, end, home, link, northwind
from tests.facilitation.linking.test_rounds_and_sessions import QUESTION, check_in
from tests.shown import words
from tests.village import CHANNEL, Village, a_village

BOTH = "#clear-writing (City) and #contracts (Northwind)"


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS)
        link(village)
        northwind(village).command(ANNA, "join")
        yield village


def asked(village: Village, who: Any) -> str:
    return words(next(post for post in reversed(village.private(who)) if QUESTION in words(post)))


def test_a_check_in_names_every_place_in_which_its_answers_are_read(village: Village) -> None:
    check_in(home(village), NOOR, PlaceChosen(CHANNEL, "clear-writing"))
    for who in (JONAS, ANNA):
        assert f"Everybody in {BOTH} sees your answer" in asked(village, who)


def test_a_check_in_of_one_side_names_its_place_alone(village: Village) -> None:
    check_in(home(village), NOOR, PlaceChosen(CHANNEL, "clear-writing"), reach=("side",))
    assert "Everybody in #clear-writing sees your answer" in asked(village, JONAS)


@pytest.mark.parametrize("where", [home, northwind], ids=["home", "there"])
def test_who_asks_is_told_of_both_places_and_of_what_one_side_reads(village: Village, where: Any) -> None:
    side: Side = where(village)
    who, own = (JONAS, "#clear-writing") if where is home else (ANNA, "#contracts")
    form = words(side.command(who, "ask"))
    assert f"Everyone in {BOTH} will see this" in form
    assert f"What is for our side only stands in {own}: members of that side read it, and nobody else" in form


def test_support_is_asked_for_in_front_of_both(village: Village) -> None:
    side = home(village)
    assert f"All in {BOTH} read it" in words(side.press(JONAS, side.command(JONAS, "support"), "Ask"))


def test_where_there_is_one_place_it_is_named_alone(village: Village) -> None:
    side = home(village)
    end(side, NOOR)
    form = words(side.command(JONAS, "ask"))
    assert "Everyone in #clear-writing will see this" in form
    assert "our side" not in form
