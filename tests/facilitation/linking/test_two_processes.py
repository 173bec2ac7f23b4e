"""Two Krings over one PostgreSQL: a message that both are told of is copied once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from threading import Barrier

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import MessagePosted, Place, PlaceChosen
from facilitation.linking import LINKING
from facilitation.messages import RefuseForm
from facilitation.people import PlaceRef
from facilitation.questions import QUESTIONS
from tests.facilitation.linking.ground import ANNA, CONTRACTS, JONAS, NOOR, home, invitation, link, northwind
from tests.stores import FreshDatabase
from tests.village import Village, a_village

CAPABILITIES = (QUESTIONS, COMMUNITIES, LINKING, CONVERSATION)
TITLE = "How do you say this in plain words?"
ROUNDS = 8


@pytest.fixture
def both(fresh_database: FreshDatabase) -> Iterator[tuple[Village, Village]]:
    address = fresh_database("postgresql")
    with ExitStack() as stack:
        first, second = (stack.enter_context(a_village(CAPABILITIES, address=address)) for _ in range(2))
        second.carrier = first.carrier
        first.found(NOOR)
        first.join(JONAS)
        yield first, second


def at_once(*jobs: Callable[[], object]) -> list[object]:
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait(timeout=30)
        return job()

    with ThreadPoolExecutor(len(jobs)) as hands:
        return list(hands.map(run, jobs))


def test_one_message_is_copied_once(both: tuple[Village, Village]) -> None:
    link(both[0])
    northwind(both[0]).command(ANNA, "join")
    side = home(both[0])
    side.fill(JONAS, side.command(JONAS, "ask"), title=TITLE)
    root = northwind(both[0]).card(TITLE).id
    for number in range(ROUNDS):
        written = MessagePosted(
            by=ANNA,
            place=Place(ref=PlaceRef(CONTRACTS.workspace, CONTRACTS.channel, root)),
            message_id=f"a{number}",
            text=f"words {number}",
            **northwind(both[0]).delivery(),
        )
        at_once(*(partial(village.happen, written) for village in both))
    both[0].say(NOOR, "and deliver")
    copies = home(both[0]).thread(side.card(TITLE).id)
    assert copies == [f"Anna · Northwind\nwords {number}" for number in range(ROUNDS)]


def test_one_place_is_linked_once_whoever_accepts_first(both: tuple[Village, Village]) -> None:
    codes = [invitation(both[0]), invitation(both[0])]
    chosen = PlaceChosen(CONTRACTS, "contracts")
    sides = [northwind(village) for village in both]
    forms = [side.command(ANNA, f"link here {code}") for side, code in zip(sides, codes, strict=True)]

    def accept(number: int) -> object:
        return sides[number].fill(ANNA, forms[number], channel=chosen, side="Northwind")

    answers = at_once(lambda: accept(0), lambda: accept(1))
    assert len([each for each in answers if isinstance(each, RefuseForm)]) == 1
    assert both[0].within(lambda unit: [each.place for each in unit.links.of(unit.community.id)]) == [CONTRACTS]


def test_one_invitation_links_one_place_whoever_uses_it_first(both: tuple[Village, Village]) -> None:
    code = invitation(both[0])
    places = (CONTRACTS, replace(CONTRACTS, channel="elsewhere"))
    forms = [northwind(village).command(ANNA, f"link here {code}") for village in both]

    def accept(number: int) -> object:
        chosen = PlaceChosen(places[number], places[number].channel)
        return northwind(both[number]).fill(ANNA, forms[number], channel=chosen, side="Northwind")

    at_once(lambda: accept(0), lambda: accept(1))
    assert len(both[0].within(lambda unit: unit.links.of(unit.community.id))) == 1
