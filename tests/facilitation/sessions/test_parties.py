"""Where parties are heard, people say for whom they speak as they come in."""

from collections.abc import Iterator

import pytest

from facilitation.events import Actor
from tests.facilitation.sessions.gathering import JONAS, MARTA, MINUTE, NOOR, YUSUF, Gathering, gathering
from tests.shown import filled_in, opened, words


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF)) as here:
        here.starts(NOOR, "consent", lead_in=("yes",))
        yield here


def speaks_for(circle: Gathering, person: Actor, party: str) -> str:
    form = circle.village.press(person, circle.card(), "Take part")
    return words(circle.village.fill(person, form, party=party))


def perspectives(circle: Gathering) -> str:
    circle.village.press(NOOR, circle.card(), "Take the role: Proposer")
    circle.begins(NOOR)
    while circle.now() != "Each party's view":
        circle.village.pass_time(MINUTE)
    return circle.said()


def test_a_party_is_named_on_coming_in_and_has_the_floor_as_one(circle: Gathering) -> None:
    assert "“Take part” asks for whom you speak" in words(circle.card())
    assert "and speak for The archive" in speaks_for(circle, JONAS, "The archive")
    assert speaks_for(circle, MARTA, "") == "You take part in **Decision by consent: moving the archive**."
    assert "and speak for The archive" in speaks_for(circle, YUSUF, "the  ARCHIVE")
    assert "The archive (Jonas and Yusuf)" in f"{perspectives(circle)} {turns(circle)}"


def test_it_can_be_changed_and_given_up_before(circle: Gathering) -> None:
    speaks_for(circle, JONAS, "The archive")
    form = circle.village.press(JONAS, circle.card(), "Take part")
    assert filled_in(form) == {"party": "The archive"}
    speaks_for(circle, MARTA, "The archive")
    speaks_for(circle, JONAS, "")
    assert "The archive (Marta)" in f"{perspectives(circle)} {turns(circle)}"


def test_who_comes_in_learns_which_parties_there_are(circle: Gathering) -> None:
    speaks_for(circle, JONAS, "The archive")
    form = opened(circle.village.press(MARTA, circle.card(), "Take part"))
    assert "The archive" in str(form.intro)


def test_without_parties_to_come_nobody_is_asked(circle: Gathering) -> None:
    circle.starts(NOOR, "consent")
    assert "You take part" in words(circle.village.press(JONAS, circle.card(), "Take part"))


def turns(circle: Gathering) -> str:
    """Who had the floor, one after the other."""
    for _ in range(20):
        circle.village.pass_time(MINUTE)
    return circle.said()
