"""The facilitator's role is shared, handed on and laid down, and whose term is over hears of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.communities.model import TERM
from facilitation.events import Actor
from facilitation.people import Level
from facilitation.ports.memory import UnitOfWork
from tests.carrier import Post
from tests.shown import buttons, title, words
from tests.village import Village, a_village, someone

NOOR, JONAS, MARTA = someone("Noor"), someone("Jonas"), someone("Marta")
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA)
        yield made


def offer(village: Village, by: Actor = JONAS) -> Post:
    """Somebody offers to facilitate: what Noor is asked."""
    told = village.press(by, village.command(by, "facilitate"), "Offer to facilitate")
    assert "Noor" in words(told)
    village.pass_time(timedelta(days=1))
    return next(post for post in village.private(NOOR) if f"{by.name} offers to facilitate" in words(post))


def facilitates(village: Village, who: Actor) -> bool:
    return "Lay it down" in buttons(village.command(who, "facilitate"))


def log(village: Village) -> str:
    return words(village.command(MARTA, "log"))


def last_told(village: Village, who: Actor) -> str:
    village.pass_time(timedelta(days=1))
    return words(village.private(who)[-1])


def test_who_offers_to_facilitate_does_once_a_facilitator_says_so(village: Village) -> None:
    asked = offer(village)
    assert not facilitates(village, JONAS)
    assert "Jonas" in words(village.press(NOOR, asked, "Together"))
    assert facilitates(village, JONAS)
    assert facilitates(village, NOOR)
    assert "Noor welcomed Jonas as facilitator" in log(village)
    assert "You facilitate Clear writing until" in last_told(village, JONAS)


def test_the_role_is_handed_on_to_who_offers(village: Village) -> None:
    village.press(NOOR, offer(village), "You go on")
    assert facilitates(village, JONAS)
    assert not facilitates(village, NOOR)
    assert "Noor welcomed Jonas as facilitator" in log(village)
    assert "Noor stopped facilitating" in log(village)
    assert not any("Who will facilitate" in words(post) for post in village.channel())


def test_laid_down_by_the_last_it_is_offered_round(village: Village) -> None:
    laid = village.press(NOOR, village.command(NOOR, "facilitate"), "Lay it down")
    assert "Thank you" in words(laid)
    assert title(village.channel()[-1]) == "Who will facilitate Clear writing?"
    assert "Noor stopped facilitating" in log(village)
    assert "You facilitate Clear writing until" in words(village.command(JONAS, "facilitate"))


def test_laid_down_by_one_of_several_it_stays_with_the_others(village: Village) -> None:
    village.press(NOOR, offer(village), "Together")
    village.press(JONAS, village.command(JONAS, "facilitate"), "Lay it down")
    assert facilitates(village, NOOR)
    assert not any("Who will facilitate" in words(post) for post in village.channel())


def test_an_offer_is_taken_up_by_a_facilitator_only_and_once(village: Village) -> None:
    asked = offer(village)
    assert "for whoever facilitates now" in words(village.press(MARTA, asked, "Together"))
    village.press(NOOR, asked, "Together")
    assert "Jonas" in words(village.press(NOOR, asked, "Together"))
    assert log(village).count("Noor welcomed Jonas") == 1


@pytest.mark.parametrize("left", [True, False])
def test_who_left_or_is_a_guest_by_then_is_not_made_one(village: Village, left: bool) -> None:
    asked = offer(village)
    if left:
        village.command(JONAS, "leave")
    else:
        village.within(_jonas_is_a_guest)
    assert "no longer" in words(village.press(NOOR, asked, "You go on"))
    assert facilitates(village, NOOR)
    assert "welcomed" not in log(village)


def _jonas_is_a_guest(work: UnitOfWork) -> None:
    member = work.people.member(work.community.id, JONAS.ref)
    assert member
    member.level = Level.GUEST


def test_asking_twice_on_a_day_asks_the_facilitator_once(village: Village) -> None:
    for _ in range(3):
        village.press(JONAS, village.command(JONAS, "facilitate"), "Offer to facilitate")
    village.pass_time(timedelta(days=1))
    assert len([post for post in village.private(NOOR) if "offers to facilitate" in words(post)]) == 1


def test_each_ones_term_ends_by_itself_and_they_hear_of_it(village: Village) -> None:
    village.pass_time(timedelta(days=30))
    village.press(NOOR, offer(village), "Together")
    village.pass_time(TERM - timedelta(days=31) + A_MINUTE)
    assert "Noor's term as facilitator ended" in log(village)
    assert "Your term as facilitator of Clear writing is over" in last_told(village, NOOR)
    assert not any("Who will facilitate" in words(post) for post in village.channel())
    village.pass_time(timedelta(days=31))
    assert "Jonas's term as facilitator ended" in log(village)
    assert title(village.channel()[-1]) == "Who will facilitate Clear writing?"
