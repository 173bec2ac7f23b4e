"""A case's words go at the wish of whoever brought it, or in time: from the store, and from what Kring said."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from facilitation.events import Loss
from facilitation.sessions.course.values import Contribution
from facilitation.sessions.model import RAW_KEPT
from tests.facilitation.sessions.gathering import JONAS, MARTA, MINUTE, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, words

WORDS = "I wrote no, and she wept"


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF)) as here:
        yield here


def begins_relayed(circle: Gathering) -> None:
    """There can be no private group; Jonas brings a case, and tells it."""
    circle.starts(NOOR, "gossip")
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.press(JONAS, circle.card(), "Take the role: ")
    circle.village.carrier.loses = Loss.UNSUPPORTED
    circle.begins(NOOR)
    (asked,) = [post for post in circle.village.private(JONAS) if "Contribute" in buttons(post)]
    circle.village.fill(JONAS, circle.village.press(JONAS, asked, "Contribute"), text_0_0=WORDS)
    assert WORDS in circle.told(MARTA)


@pytest.fixture
def closed(circle: Gathering) -> Gathering:
    begins_relayed(circle)
    circle.village.pass_time(60 * MINUTE)
    assert "Thank you all" in circle.told(MARTA)
    return circle


def stored(circle: Gathering) -> list[Contribution]:
    """All words of the session that are in the database."""
    _, identity, _ = str(circle.card().key).split("/")
    return circle.village.within(
        lambda unit: [each for step in range(1, 20) for each in unit.sessions.gathered(identity, step)]
    )


def test_whoever_brought_it_takes_it_out_from_the_store_and_from_what_was_said(closed: Gathering) -> None:
    assert stored(closed)
    (ending,) = [post for post in closed.village.private(JONAS) if "Take the case out" in buttons(post)]
    surely = closed.village.press(JONAS, ending, "Take the case out")
    assert WORDS in closed.told(MARTA), "nothing is gone before it is said surely"
    assert "The words are gone" in words(closed.village.press(JONAS, surely, "Take it out"))
    assert stored(closed) == []
    for person in (NOOR, JONAS, MARTA, YUSUF):
        assert WORDS not in closed.told(person)
        assert "no longer kept" in closed.told(person)
    assert "took the words of a case out" in words(closed.village.press(MARTA, closed.card(), "Where it stands"))


def test_nobody_else_takes_it_out(closed: Gathering) -> None:
    (ending,) = [post for post in closed.village.private(NOOR) if "Take the case out" in buttons(post)]
    assert "Only whoever brought" in words(closed.village.press(NOOR, ending, "Take the case out"))
    assert stored(closed)


def test_it_stays_theirs_when_they_left_and_somebody_else_sits_in_their_seat(circle: Gathering) -> None:
    begins_relayed(circle)
    circle.village.press(JONAS, circle.village.press(JONAS, circle.card(), "Where it stands"), "Leave")
    circle.village.pass_time(60 * MINUTE)
    (offer,) = [post for post in circle.village.private(MARTA) if "Take the role: Presenter" in buttons(post)]
    circle.village.press(MARTA, offer, "Take the role: Presenter")
    circle.village.pass_time(60 * MINUTE)
    (ending,) = [post for post in circle.village.private(MARTA) if "Take the case out" in buttons(post)]
    assert "Only whoever brought" in words(circle.village.press(MARTA, ending, "Take the case out"))
    console = circle.village.press(JONAS, circle.card(), "Where it stands")
    assert "Take the case out" in buttons(console)


def test_after_fourteen_days_it_is_gone_and_said_to_be(closed: Gathering) -> None:
    closed.village.pass_time(RAW_KEPT - timedelta(hours=2))
    assert WORDS in closed.told(MARTA)
    closed.village.pass_time(timedelta(hours=3))
    assert stored(closed) == []
    assert WORDS not in closed.told(MARTA)
    assert "deleted the words, as promised" in words(closed.village.press(JONAS, closed.card(), "Where it stands"))
