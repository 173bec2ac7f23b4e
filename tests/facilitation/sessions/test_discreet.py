"""Of a case the channel learns who takes part until it begins, and then only that it goes on; never who brings it."""

from collections.abc import Iterator

import pytest

from tests.facilitation.sessions.gathering import CAMILLE, JONAS, MARTA, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, words


@pytest.fixture
def circle() -> Iterator[Gathering]:
    """Jonas brings a case."""
    with gathering((JONAS, MARTA, YUSUF, CAMILLE)) as here:
        here.starts(NOOR, "gossip", call_link="https://call.example/1")
        here.come(JONAS, MARTA, YUSUF)
        here.village.press(JONAS, here.card(), "Take the role: ")
        yield here


def closes(circle: Gathering) -> None:
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    circle.village.press(NOOR, circle.village.press(NOOR, console, "End the session"), "End it now")


def test_while_people_gather_a_needed_role_is_taken_by_nobody_in_particular(circle: Gathering) -> None:
    told = words(circle.card())
    assert "taken" in told
    assert told.count("Jonas") == 1  # among those who take part
    assert "never who brings a case" in told


def test_once_it_goes_on_the_channel_learns_among_how_many(circle: Gathering) -> None:
    circle.begins(NOOR)
    told = words(circle.card())
    assert "Under way among 4 people." in told
    assert not any(said in told for said in ("Jonas", "Marta", "The case", "call"))
    assert buttons(circle.card()) == ["Where it stands"]


def test_when_it_is_over_that_is_all_the_channel_learns(circle: Gathering) -> None:
    circle.begins(NOOR)
    closes(circle)
    told = words(circle.card())
    assert "Ended early on" in told
    assert "Jonas" not in told


def test_where_it_stands_is_for_those_inside(circle: Gathering) -> None:
    outside = words(circle.village.press(CAMILLE, circle.card(), "Where it stands"))
    assert "stays among those who take part" in outside
    assert "Jonas" not in outside
    inside = circle.village.press(MARTA, circle.card(), "Where it stands")
    assert "Jonas takes a role" in words(inside)
    assert "for those who take part to see" in words(inside)


def test_who_could_be_handed_the_host_s_role_is_told_to_nobody_outside(circle: Gathering) -> None:
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    assert "stays among those who take part" in words(circle.village.press(CAMILLE, console, "Hand over"))


def test_who_takes_part_sees_all_of_it_on_their_own_view(circle: Gathering) -> None:
    circle.begins(NOOR)
    (card,) = [card for card in circle.village.home(MARTA).cards if "moving the archive" in card.title]
    assert "Jonas" in words(card)


def test_the_call_is_for_those_inside(circle: Gathering) -> None:
    assert not any("call" in label for label in buttons(circle.card()))
    circle.begins(NOOR)
    inside = circle.village.press(MARTA, circle.card(), "Where it stands")
    assert any("call" in label for label in buttons(inside))


def test_where_it_stands_counts_whoever_may_still_speak_and_names_nobody(circle: Gathering) -> None:
    circle.starts(NOOR, "after action review")
    circle.come(JONAS, MARTA)
    circle.begins(NOOR)
    told = words(circle.village.press(CAMILLE, circle.card(), "Where it stands"))
    assert "3 may still contribute." in told
