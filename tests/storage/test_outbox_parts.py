"""What has no room in one message follows it, changes as it does, and is its own to nobody."""

import pytest

from facilitation.events import Loss
from facilitation.messages import Message, Notice, Owed, To, ToGroup, ToPerson, ToPlace
from facilitation.people import PlaceRef
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed
from tests.storage.saying import HERE, lost, post, said
from tests.storage.shelf import ANN, BEN, CIRCLE, WORKSPACE, Shelf

DIRECT = PlaceRef(WORKSPACE, "D1")
GROUP = PlaceRef(WORKSPACE, "G1")
REST = (Notice("second"), Notice("third"))


def deliver(shelf: Shelf, claimed: Claimed, place: PlaceRef, *rest: Message, number: str = "1.1") -> None:
    with shelf.unit() as unit:
        assert unit.dispatch.sent(claimed, Sent(place, number), rest)


@pytest.mark.parametrize(
    ("to", "place", "after"),
    [
        (ToPlace(HERE), HERE, PlaceRef(WORKSPACE, HERE.channel, "1.1")),
        (ToPlace(PlaceRef(WORKSPACE, "C1", "0.9")), PlaceRef(WORKSPACE, "C1", "0.9"), PlaceRef(WORKSPACE, "C1", "0.9")),
        (ToPerson(ANN.ref, Owed.ANSWER), DIRECT, ANN.ref),
        (ToGroup((ANN.ref, BEN.ref)), GROUP, PlaceRef(WORKSPACE, "G1", "1.1")),
    ],
    ids=["under a post", "in its thread", "to a person", "in a group"],
)
def test_the_rest_follows_in_its_order(shelf: Shelf, to: To, place: PlaceRef, after: object) -> None:
    post(shelf, "first", to, key="k")
    (first,) = shelf.claim()
    deliver(shelf, first, place, *REST)
    (second,) = shelf.claim()
    assert (said([second]), second.to) == (["second"], after)
    deliver(shelf, second, place, number="1.2")
    (third,) = shelf.claim()
    assert (said([third]), third.to) == (["third"], after)
    deliver(shelf, third, place, number="1.3")
    assert shelf.claim() == []


def test_of_a_part_nobody_is_told_by_its_key_and_no_key_of_it_is_seen(shelf: Shelf) -> None:
    post(shelf, "first", key="k")
    deliver(shelf, shelf.claim()[0], HERE, *REST)
    (part,) = shelf.claim()
    assert part.key is None
    with shelf.unit() as unit:
        assert list(unit.outbox.keys("k")) == ["k"]
        unit.dispatch.give_up(part, Loss.UNSUPPORTED)
    assert lost(shelf) == []


@pytest.mark.parametrize(
    ("rest", "change"),
    [
        (("changed", "third"), {"changed", "third"}),
        (("second", "third", "a fourth"), {"second", "third", "a fourth"}),
        (("second",), {"second", "–"}),
        ((), {"–"}),
    ],
)
def test_what_follows_changes_with_it(shelf: Shelf, rest: tuple[str, ...], change: set[str]) -> None:
    post(shelf, "first", key="k")
    everything(shelf, *REST)
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("first, changed"))
    told = everything(shelf, *map(Notice, rest))
    assert set(told[1:]) == change
    assert told[0] == "first, changed"


def test_what_is_forgotten_is_forgotten_with_all_that_follows(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HERE), Notice("first"), key="k")
    deliver(shelf, shelf.claim()[0], HERE, *REST)
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.forget("k")
    assert shelf.claim() == []


def test_what_is_forgotten_while_it_is_being_sent_does_not_go_on(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HERE), Notice("first"), key="k")
    (first,) = shelf.claim()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.forget("k")
    deliver(shelf, first, HERE, *REST)
    assert shelf.claim() == []


def everything(shelf: Shelf, *rest: Message) -> list[str]:
    """Delivers all there is; `rest` follows what is the first of several."""
    told: list[str] = []
    while claimed := shelf.claim():
        for each in claimed:
            told += said([each])
            first = each.key == "k"
            deliver(shelf, each, HERE, *(rest if first else ()), number=each.replaces or f"1.{len(told)}")
    return told
