"""A round at which each is asked when their own clock shows the time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from facilitation.events import Actor, FormValue
from tests.facilitation.sessions.rounds.practice import HOUR, IN, NOOR, Practice, kind, practising
from tests.shown import words
from tests.village import someone

TOKYO = someone("Hana", zone="Asia/Tokyo")
LIMA = someone("Rosa", zone="America/Lima")
WEDNESDAY_NINE: dict[str, FormValue] = {
    "every": ("1",),
    "days": ("2",),
    "at": "9:00",
    "zone": "Brussels",
    "question_1": "What did you try?",
    "visibility_ask": ("sealed",),
    "open_for": ("8",),
    "clock": ("own",),
    "place": IN,
}


@pytest.fixture
def world() -> Iterator[Practice]:
    with practising((TOKYO, LIMA)) as practice:
        form = practice.village.press(NOOR, practice.village.command(NOOR, "rhythm new"), "Check-in")
        practice.village.fill(NOOR, form, **WEDNESDAY_NINE)
        yield practice


def asked(practice: Practice, person: Actor) -> bool:
    return any(kind(post) == "prompt" for post in practice.village.private(person))


def test_each_is_asked_at_that_time_of_their_own(world: Practice) -> None:
    people = (TOKYO, NOOR, LIMA)
    world.village.pass_time(15 * HOUR - timedelta(minutes=1))  # it is ten on Tuesday in Brussels
    assert [asked(world, person) for person in people] == [False, False, False]
    world.village.pass_time(timedelta(minutes=1))  # nine on Wednesday in Tokyo
    assert [asked(world, person) for person in people] == [True, False, False]
    world.village.pass_time(8 * HOUR)  # in Brussels
    assert [asked(world, person) for person in people] == [True, True, False]
    world.village.pass_time(6 * HOUR)  # in Lima
    assert [asked(world, person) for person in people] == [True, True, True]


def test_it_is_open_for_the_last_one_as_long_as_was_said(world: Practice) -> None:
    world.village.pass_time(29 * HOUR)
    world.answers(LIMA, "late but welcome")
    world.village.pass_time(7 * HOUR)
    assert world.roots() == []
    world.village.pass_time(HOUR)
    assert "1 answer" in words(world.roots()[0])


def test_the_next_dates_are_those_of_the_first_to_be_asked(world: Practice) -> None:
    shown = words(world.village.press(NOOR, world.village.command(NOOR, "rhythm"), "See"))
    assert "Each when their own clock shows that time" in shown
    assert "- Wednesday 4 March at 01:00" in shown
