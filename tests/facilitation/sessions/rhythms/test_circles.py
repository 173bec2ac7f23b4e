"""A circle that meets in private comes back as it was and stays among itself; whoever wants to leave, leaves."""

from collections.abc import Iterator, Sequence

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.people import MemberId
from tests.facilitation.clear_writing import ask
from tests.facilitation.sessions.rhythms.recurring import (
    DAY,
    HOUR,
    JONAS,
    MARTA,
    NOOR,
    WEEK,
    YUSUF,
    Recurring,
    recurring,
)
from tests.shown import buttons, words
from tests.village import someone

AGAIN = "The same circle as last time"
AMONG_ITSELF = "This circle has met before and is among itself"
A_HOST = "Who would host Peer circle"
ZEN, LOU = someone("Zen"), someone("Lou")
FIVE = (NOOR, JONAS, MARTA, YUSUF, ZEN)


@pytest.fixture
def crowd() -> Iterator[Recurring]:
    """Five who may take part, and Lou, who stays outside."""
    with recurring((JONAS, MARTA, YUSUF, ZEN, LOU)) as here:
        yield here


def holds_one(circle: Recurring, people: Sequence[Actor] = (NOOR, JONAS, MARTA, YUSUF)) -> None:
    """On Thursday at two; without a host it begins ten minutes later."""
    circle.set("Peer circle")
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    for person in people:
        circle.village.press(person, circle.opened()[-1], "Take part")


def taking_part(circle: Recurring) -> tuple[MemberId, ...]:
    """In the newest session."""
    return circle.village.within(lambda unit: unit.sessions.under_way())[-1].course.participants


def test_who_took_part_last_time_is_in_from_the_start(circle: Recurring) -> None:
    holds_one(circle)
    assert AGAIN not in words(circle.opened()[-1])
    before = taking_part(circle)
    circle.village.pass_time(WEEK)
    assert len(circle.opened()) == 2
    assert taking_part(circle) == before
    assert AGAIN in words(circle.opened()[-1])


def test_who_leaves_is_not_in_next_time_either(circle: Recurring) -> None:
    holds_one(circle)
    circle.village.pass_time(WEEK)
    assert "Leave the session" in buttons(circle.opened()[-1])
    circle.village.press(MARTA, circle.opened()[-1], "Leave the session")
    assert len(taking_part(circle)) == 3
    circle.village.pass_time(WEEK)
    assert len(taking_part(circle)) == 3


def test_a_circle_that_has_met_takes_nobody_in(crowd: Recurring) -> None:
    holds_one(crowd, FIVE)
    crowd.village.pass_time(WEEK)
    card = crowd.opened()[-1]
    assert "Take part" not in buttons(card)
    assert AMONG_ITSELF in words(crowd.village.press(LOU, card, "Take the role: Host"))
    assert len(taking_part(crowd)) == 5
    assert AMONG_ITSELF not in words(crowd.village.press(ZEN, card, "Take the role: Host"))
    assert "Host: Zen" in words(crowd.opened()[-1])


def test_a_circle_without_a_host_begins_with_whoever_is_in_it(circle: Recurring) -> None:
    holds_one(circle)
    circle.village.pass_time(WEEK)
    card = words(circle.opened()[-1])
    assert "with whoever is there" in card
    assert "“Leave the session” takes you out of the circle from now on" in card


def test_one_with_too_few_to_meet_takes_others_in_again(circle: Recurring) -> None:
    holds_one(circle)
    circle.village.pass_time(WEEK)
    circle.village.press(MARTA, circle.opened()[-1], "Leave the session")
    circle.village.pass_time(WEEK)
    assert AGAIN not in words(circle.opened()[-1])
    circle.village.press(MARTA, circle.opened()[-1], "Take part")
    assert len(taking_part(circle)) == 4


@pytest.mark.parametrize("weeks", [1, 4])
def test_those_whose_host_never_began_are_no_circle_yet(circle: Recurring, weeks: int) -> None:
    circle.set("Peer circle", every=(str(weeks),))
    circle.volunteers(JONAS)
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    for person in (NOOR, MARTA, YUSUF):
        circle.village.press(person, circle.opened()[-1], "Take part")
    circle.village.pass_time(weeks * WEEK)
    assert len(taking_part(circle)) == 4
    assert AGAIN not in words(circle.opened()[-1])


def test_a_circle_is_asked_for_a_host_privately_and_nobody_else_is(crowd: Recurring) -> None:
    holds_one(crowd, FIVE)
    crowd.volunteers(ZEN)
    crowd.village.press(ZEN, crowd.presses(ZEN, "Who hosts next"), "Take me out of the turn")
    asked_before = len(crowd.village.channel())
    crowd.village.pass_time(5 * DAY)
    assert len(crowd.village.channel()) == asked_before
    crowd.village.pass_time(DAY)
    assert A_HOST in crowd.told(ZEN)
    assert A_HOST in crowd.told(MARTA)
    assert A_HOST not in crowd.told(LOU)
    assert len(crowd.village.channel()) == asked_before


def test_whoever_is_not_of_the_circle_is_no_host_of_it(crowd: Recurring) -> None:
    crowd.set("Peer circle")
    crowd.volunteers(LOU)
    crowd.village.pass_time(2 * DAY + 4 * HOUR)
    card = crowd.opened()[-1]
    assert "Host: Lou" in words(card)
    for person in (JONAS, MARTA, YUSUF, ZEN):
        crowd.village.press(person, card, "Take part")
    crowd.village.press(LOU, crowd.village.press(LOU, card, "Where it stands"), "Leave the session")
    crowd.village.pass_time(WEEK)
    assert AGAIN in words(crowd.opened()[-1])
    assert "Lou" not in words(crowd.opened()[-1])
    pressed = crowd.village.press(LOU, crowd.presses(LOU, "Who hosts next"), "I'd host one")
    assert AMONG_ITSELF in words(pressed)
    crowd.volunteers(ZEN)
    assert "Next host: Zen" in words(crowd.shown(LOU))


def test_any_other_session_is_joined_anew_each_time(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    circle.village.press(MARTA, circle.opened()[-1], "Take part")
    circle.village.pass_time(WEEK)
    assert taking_part(circle) == ()
    assert AGAIN not in words(circle.opened()[-1])


def test_a_circle_is_known_by_name_to_those_who_would_ask_it_once_it_has_met(circle: Recurring) -> None:
    holds_one(circle)
    assert circle.village.within(lambda unit: unit.circles.all()) == []
    circle.village.pass_time(WEEK)
    (known,) = circle.village.within(lambda unit: unit.circles.all())
    assert known.name == "our practice"
    assert set(known.members) == set(taking_part(circle))


def test_whoever_waits_for_a_reply_can_ask_a_few_of_a_circle_that_they_are_not_in() -> None:
    with recurring((JONAS, MARTA, YUSUF, ZEN, LOU), repertoire().capabilities) as here:
        village = here.village
        holds_one(here)
        village.pass_time(WEEK)
        for person, title in ((LOU, "How do I begin a review?"), (NOOR, "Who has the key?")):
            ask(village, person, title)
        village.pass_time(WEEK)
        (offer,) = [post for post in village.private(LOU) if "Nobody has replied yet" in words(post)]
        (own,) = [post for post in village.private(NOOR) if "Nobody has replied yet" in words(post)]
        assert "Ask a few of our practice" not in buttons(own)
        village.press(LOU, offer, "Ask a few of our practice")
        village.pass_time(3 * DAY)
        told = [words(post) for who in FIVE for post in village.private(who) if post.key and "/look/" in post.key]
        assert any("in a circle" in each for each in told)
