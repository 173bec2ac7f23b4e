"""What stands on the home view of those who lead a session, and of those who take part."""

from collections.abc import Iterator

import pytest

from facilitation.events import Actor
from facilitation.messages import Card
from tests.facilitation.sessions.gathering import IRIS, JONAS, MARTA, NOOR, YUSUF, Gathering, gathering
from tests.shown import buttons, title, words


@pytest.fixture
def circle() -> Iterator[Gathering]:
    with gathering((JONAS, MARTA, YUSUF, IRIS)) as here:
        here.starts(JONAS, "peer assist")
        here.come(NOOR, MARTA, YUSUF)
        here.begins(JONAS)
        yield here


def at_home(circle: Gathering, of: Actor) -> list[Card]:
    return [card for card in circle.village.home(of).cards if "moving the archive" in title(card)]


def test_who_hosts_has_the_console_with_its_levers(circle: Gathering) -> None:
    (console,) = at_home(circle, JONAS)
    assert title(console).startswith("Where it stands")
    assert buttons(console)[:3] == ["We need more time", "Pause", "Close this phase"]


def test_the_communitys_facilitator_has_it_too(circle: Gathering) -> None:
    (console,) = at_home(circle, NOOR)
    assert "End the session…" in buttons(console)


def test_who_takes_part_finds_what_is_theirs_to_do_now(circle: Gathering) -> None:
    (card,) = at_home(circle, MARTA)
    assert buttons(card) == ["Take part", "Where it stands"]
    circle.gives(JONAS, "I will move the archive in May.")
    (card,) = at_home(circle, MARTA)
    assert buttons(card) == ["Contribute", "Nothing (more) from me", "Where it stands"]
    assert "with your name" in words(card)
    circle.village.fill(MARTA, circle.village.press(MARTA, card, "Contribute"), text_0_0="Who carries the boxes?")
    (card,) = at_home(circle, MARTA)
    assert buttons(card) == ["Contribute", "Nothing (more) from me", "Where it stands"], "she may ask more"
    circle.village.press(MARTA, card, "Nothing (more)")
    (card,) = at_home(circle, MARTA)
    assert buttons(card) == ["Change what I gave", "Where it stands"]


def test_who_passed_can_still_give_something(circle: Gathering) -> None:
    circle.gives(JONAS, "I will move the archive in May.")
    (card,) = at_home(circle, MARTA)
    circle.village.press(MARTA, card, "Nothing (more)")
    (card,) = at_home(circle, MARTA)
    assert buttons(card) == ["Contribute", "Where it stands"]


def test_who_does_neither_finds_nothing_of_it(circle: Gathering) -> None:
    assert at_home(circle, IRIS) == []


def test_the_log_tells_a_day_once(circle: Gathering) -> None:
    told = words(circle.village.press(IRIS, circle.card(), "Where it stands"))
    assert told.count("Tuesday") == 2  # until when the step is open, and the day of what was done


def test_a_pause_stands_on_the_card_people_act_on(circle: Gathering) -> None:
    """Contributions are taken meanwhile, so it says so; time is not asked for while none passes."""
    before = buttons(circle.step())
    circle.village.press(JONAS, at_home(circle, JONAS)[0], "Pause")
    assert "Paused. What was left of the time is left when it goes on; you can contribute meanwhile." in words(
        circle.step()
    )
    assert "Open until" not in words(circle.step())
    assert buttons(circle.step()) == [each for each in before if each != "We need more time"]
    circle.gives(JONAS, "I will move the archive in May.")
    circle.village.press(JONAS, at_home(circle, JONAS)[0], "Go on")
    assert "Open until" in words(circle.step())
    assert "We need more time" in buttons(circle.step())
