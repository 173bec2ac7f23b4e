"""Where a session goes on when its place is gone, and who says what of a case is kept."""

from collections.abc import Iterator

import pytest

from facilitation.events import Actor, Loss, Place, PlaceClosed
from facilitation.messages import OpenForm
from tests.facilitation.sessions.gathering import CAMILLE, JONAS, MARTA, MINUTE, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, words
from tests.village import CHANNEL


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF, CAMILLE)) as here:
        yield here


def relayed_case(circle: Gathering) -> None:
    """Jonas brings it, and there can be no private group."""
    circle.starts(NOOR, "gossip")
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.press(JONAS, circle.card(), "Take the role: ")
    circle.village.carrier.loses = Loss.UNSUPPORTED
    circle.begins(NOOR)


def speaks(circle: Gathering, person: Actor) -> None:
    """To the step that is open, if it is theirs to speak in."""
    asked = [post for post in circle.village.private(person) if "Contribute" in buttons(post)]
    answer = circle.village.press(person, asked[-1], "Contribute") if asked else None
    if isinstance(answer, OpenForm):
        circle.village.fill(person, answer, text_0_0=f"Words of {person.name}")
        asking = [post for post in circle.village.private(person) if "Nothing (more) from me" in buttons(post)]
        if asking:
            circle.village.press(person, asking[-1], "Nothing (more)")


def test_an_archived_channel_does_not_end_a_session(circle: Gathering) -> None:
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    assert "The plan" not in circle.told(JONAS)
    circle.village.happen(PlaceClosed(place=Place(ref=CHANNEL), **circle.village.delivery()))
    for person in (NOOR, JONAS, MARTA, YUSUF):
        assert "The plan" in circle.told(person)
    assert "The plan" not in circle.told(CAMILLE)


def test_a_message_that_found_its_place_gone_is_said_to_each(circle: Gathering) -> None:
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.carrier.loses = Loss.PLACE_GONE
    circle.begins(NOOR)
    assert "The plan" in circle.told(JONAS)


def test_where_no_group_can_be_made_a_case_is_relayed(circle: Gathering) -> None:
    relayed_case(circle)
    for person in (NOOR, JONAS, MARTA, YUSUF):
        assert "The case" in circle.told(person)
    assert "The case" not in circle.told(CAMILLE)


def test_a_poll_that_is_over_asks_nobody_any_more(circle: Gathering) -> None:
    circle.starts(NOOR, "lean coffee")
    circle.come(JONAS, MARTA, YUSUF, CAMILLE)
    circle.begins(NOOR)
    for person in (NOOR, JONAS, MARTA, YUSUF, CAMILLE):
        circle.gives(person, f"A topic of {person.name}")
    while circle.now() != "Talk":
        circle.village.pass_time(MINUTE)
    circle.village.pass_time(5 * MINUTE)
    assert "Go on with it?" in circle.said()
    circle.village.pass_time(MINUTE)
    assert "Go on with it?" not in circle.said()
    assert "We leave this topic here" in circle.said()


def test_of_a_case_only_who_brought_it_publishes(circle: Gathering) -> None:
    relayed_case(circle)
    while "Thank you all" not in circle.told(MARTA):
        for person in (JONAS, NOOR, MARTA, YUSUF):
            speaks(circle, person)
    (closing,) = [post for post in circle.village.private(MARTA) if "Make a card of it" in buttons(post)]
    assert "whoever brought it" in words(circle.village.press(MARTA, closing, "Make a card"))
    assert "Words of Noor" in words(circle.village.press(JONAS, closing, "Make a card"))
