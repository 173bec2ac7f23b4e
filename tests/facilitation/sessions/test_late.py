"""What comes after its phase has closed is its author's alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from facilitation.events import Loss
from facilitation.messages import Answer
from facilitation.sessions.model import LATE_KEPT
from tests.facilitation.sessions.gathering import JONAS, MARTA, MINUTE, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, quotes, words

SAID = "What I wrote too slowly"


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF)) as here:
        yield here


@pytest.fixture
def given_back(circle: Gathering) -> Answer | None:
    """Jonas had the form open while the phase closed."""
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    circle.gives(NOOR, "I move the archive")
    form = circle.village.press(JONAS, circle.step(), "Contribute")
    circle.village.pass_time(16 * MINUTE)
    return circle.village.fill(JONAS, form, text_0_0=SAID)


def test_it_is_given_back_and_seen_by_nobody(circle: Gathering, given_back: Answer | None) -> None:
    assert quotes(given_back) == [SAID]
    assert SAID not in circle.said()


def test_it_is_said_after_all_with_a_name_if_its_author_wants(circle: Gathering, given_back: Answer | None) -> None:
    assert "not here any more" in words(circle.village.press(MARTA, given_back, "Say it now"))
    circle.village.press(JONAS, given_back, "Say it now")
    assert SAID in circle.said()
    assert "Jonas, a little later" in circle.said()
    assert "not here any more" in words(circle.village.press(JONAS, given_back, "Say it now"))


def test_it_is_forgotten_when_nobody_says_what_becomes_of_it(circle: Gathering, given_back: Answer | None) -> None:
    circle.village.pass_time(LATE_KEPT - timedelta(hours=1))
    circle.village.pass_time(timedelta(hours=2))
    assert "not here any more" in words(circle.village.press(JONAS, given_back, "Say it now"))


def test_what_is_confidential_takes_nothing_and_keeps_nothing_once_it_is_over(
    circle: Gathering,
) -> None:
    circle.starts(NOOR, "gossip")
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.press(JONAS, circle.card(), "Take the role: ")
    circle.village.carrier.loses = Loss.UNSUPPORTED
    circle.begins(NOOR)
    asked = next(post for post in circle.village.private(JONAS) if "Contribute" in buttons(post))
    form = circle.village.press(JONAS, asked, "Contribute")
    circle.village.pass_time(90 * MINUTE)
    given_back = circle.village.fill(JONAS, form, text_0_0=SAID)
    assert quotes(given_back) == [SAID]
    assert buttons(given_back) == []
    assert "not kept" in words(given_back)


def test_nobody_speaks_into_a_room_that_they_are_not_in_by_being_late(circle: Gathering) -> None:
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA)
    circle.village.press(NOOR, circle.begins(NOOR), "Begin anyway")
    form = circle.village.press(NOOR, circle.step(), "Contribute")
    circle.village.pass_time(12 * MINUTE)
    answer = circle.village.fill(YUSUF, form, text_0_0=SAID)
    assert "Say it now" not in buttons(answer)
    assert "don't take part" in words(answer)
