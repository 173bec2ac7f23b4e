"""Of what is confidential the channel learns who takes part until it begins, and then only that it goes on.

Who brings a case it never learns.
"""

import re
from collections.abc import Iterator

import pytest

from facilitation.events import Loss
from facilitation.messages import OpenForm
from tests.facilitation.sessions.gathering import CAMILLE, DAY, JONAS, MARTA, NOOR, YUSUF, Gathering, gathering
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
    assert "Other members see only what is done with the process" in words(inside)
    assert "for all members to see" not in words(inside)


def test_who_could_be_handed_the_host_s_role_is_told_to_nobody_outside(circle: Gathering) -> None:
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    assert "for the host" in words(circle.village.press(CAMILLE, console, "Hand over"))


def test_who_takes_part_sees_all_of_it_on_their_own_view(circle: Gathering) -> None:
    circle.begins(NOOR)
    (card,) = [card for card in circle.village.home(MARTA).cards if "moving the archive" in card.title]
    assert "Jonas" in words(card)


def test_the_call_is_for_those_inside(circle: Gathering) -> None:
    assert not any("call" in label for label in buttons(circle.card()))
    circle.begins(NOOR)
    inside = circle.village.press(MARTA, circle.card(), "Where it stands")
    assert any("call" in label for label in buttons(inside))


def test_what_host_and_facilitators_do_can_be_seen_by_all_members(circle: Gathering) -> None:
    circle.begins(NOOR)
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    circle.village.press(NOOR, console, "We need more time")
    circle.village.press(NOOR, console, "Pause")
    outside = words(circle.village.press(CAMILLE, circle.card(), "Where it stands"))
    assert "Noor paused" in outside
    assert "Noor asked for more time" in outside
    assert "Jonas" not in outside


def test_the_channel_is_told_until_when_it_goes_on(circle: Gathering) -> None:
    circle.begins(NOOR)
    assert re.search(r"is open until .*10:05", words(circle.card()))


def test_names_of_who_may_still_speak_are_for_those_inside_where_all_see_who_spoke(circle: Gathering) -> None:
    circle.starts(NOOR, "lean coffee")
    circle.come(JONAS, MARTA)
    circle.begins(NOOR)
    sealed = words(circle.village.press(JONAS, circle.card(), "Where it stands"))
    assert "3 may still contribute." in sealed
    for person in (NOOR, JONAS, MARTA):
        circle.gives(person, f"A topic of {person.name}")
    assert circle.now() == "In short"
    assert "May still contribute: Noor" in words(circle.village.press(JONAS, circle.card(), "Where it stands"))
    assert "1 may still contribute." in words(circle.village.press(CAMILLE, circle.card(), "Where it stands"))


def test_a_private_circle_is_held_apart_and_is_as_discreet(circle: Gathering) -> None:
    circle.starts(NOOR, "peer circle")
    circle.come(JONAS, MARTA, YUSUF)
    assert "after that, only how many" in words(circle.card())
    circle.begins(NOOR)
    assert "Under way among 4 people." in words(circle.card())
    assert circle.groups()
    assert "Arriving" not in circle.said()
    assert buttons(circle.card()) == ["Where it stands"]


def test_its_words_go_after_two_weeks_and_any_of_them_may_draft_till_then(circle: Gathering) -> None:
    circle.starts(NOOR, "peer circle")
    circle.come(JONAS, MARTA, YUSUF)
    circle.village.carrier.loses = Loss.UNSUPPORTED
    circle.begins(NOOR)
    for _ in range(5):  # phases
        for person in (JONAS, NOOR, MARTA, YUSUF):
            asked = [post for post in circle.village.private(person) if "Contribute" in buttons(post)]
            answer = circle.village.press(person, asked[-1], "Contribute") if asked else None
            if isinstance(answer, OpenForm):
                circle.village.fill(person, answer, text_0_0=f"Words of {person.name}")
        for person in (JONAS, NOOR, MARTA, YUSUF):
            asking = [post for post in circle.village.private(person) if "Nothing (more) from me" in buttons(post)]
            if asking:
                circle.village.press(person, asking[-1], "Nothing (more)")
    (closing,) = [post for post in circle.village.private(MARTA) if "Make a card of it" in buttons(post)]
    assert "In 14 days I delete" in words(closing)
    assert "Take the case out" not in buttons(closing)
    assert "Words of Noor" in words(circle.village.press(MARTA, closing, "Make a card"))
    circle.village.pass_time(15 * DAY)
    assert "Words of Noor" not in circle.told(MARTA)
