"""A seat is taken: what one then does is said."""

from collections.abc import Iterator

import pytest

from facilitation.events import Actor
from facilitation.messages import Answer
from tests.facilitation.sessions.gathering import CAMILLE, JONAS, MARTA, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, words


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF, CAMILLE)) as here:
        here.starts(NOOR, "case consultation")
        here.come(JONAS, MARTA, YUSUF)
        yield here


def test_a_case_s_moderator_and_secretary_learn_what_they_do(circle: Gathering) -> None:
    moderates = words(circle.village.press(MARTA, circle.card(), "Take the role: Moderator"))
    assert "You keep the time and the turns, with the buttons under “Where it stands”." in moderates
    notes = words(circle.village.press(YUSUF, circle.card(), "Take the role: Secretary"))
    assert "You note what is said aloud" in notes
    assert not any("Facilitator" in label or "Scribe" in label for label in buttons(circle.card()))


def test_who_moderates_has_the_levers(circle: Gathering) -> None:
    circle.village.press(MARTA, circle.card(), "Take the role: Moderator")
    assert "Begin the session" in buttons(circle.village.press(MARTA, circle.card(), "Where it stands"))


def test_whoever_has_a_role_can_give_it_back_and_nobody_else_can(circle: Gathering) -> None:
    circle.village.press(MARTA, circle.card(), "Take the role: Moderator")
    assert not any("Give the role back" in label for label in buttons(looks(circle, YUSUF)))
    console = circle.village.press(MARTA, looks(circle, MARTA), "Give the role back: Moderator")
    assert "Marta gives a role back: Moderator" in words(console)
    assert "Take the role: Moderator" in buttons(circle.card())


def looks(circle: Gathering, person: Actor) -> Answer | None:
    return circle.village.press(person, circle.card(), "Where it stands")
