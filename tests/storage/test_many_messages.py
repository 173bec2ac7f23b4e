"""With twenty thousand messages waiting, claiming the next ones costs about what it costs with two hundred."""

from collections.abc import Callable
from contextlib import closing
from statistics import median
from time import perf_counter

import pytest

from facilitation.messages import Notice, ToPerson, ToPlace, ToThread
from facilitation.people import AccountRef, WorkspaceId
from storage.store import open_store
from storage.unit import SqlUnit
from tests.storage.shelf import KEY, LEASE, NOON, WORKSPACE, MovedClock, Shelf, channel
from tests.stores import FreshDatabase

FEW, MANY = 200, 20_000
LIMITED = WorkspaceId("slack:limited")
TIMES_SLOWER = 6  # an index one or two levels deeper, and a machine that does other things as well


def in_one_place(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPlace(channel("C1")), Notice(str(number)))


def in_places_of_their_own(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPlace(channel(f"C{number}")), Notice(str(number)))


def for_tomorrow(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPerson(AccountRef(WORKSPACE, f"U{number}")), Notice(str(number)), not_before=NOON + LEASE * 9999)


def where_nothing_may_be_sent_now(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPlace(channel(f"C{number}", LIMITED)), Notice(str(number)))


def under_a_message_to_come(unit: SqlUnit, number: int) -> None:
    if number == 0:
        unit.outbox.post(ToPlace(channel("C1")), Notice("root"), key="root")
    unit.outbox.post(ToThread("root"), Notice(str(number)))


def claiming(fresh_database: FreshDatabase, kind: str, waiting: Callable[[SqlUnit, int], None], many: int) -> float:
    """Seconds that one round of claim and delivery takes, after the first few."""
    with closing(open_store(fresh_database(kind), MovedClock(), KEY)) as store:
        shelf = Shelf(store, MovedClock())
        with shelf.unit() as unit:
            for number in range(many):
                waiting(unit, number)
            for number in range(100):
                unit.outbox.post(ToPlace(channel("wanted")), Notice(str(number)))
        rounds = []
        for turn in range(25):
            began = perf_counter()
            for claimed in shelf.claim(5, skip=(LIMITED,)):
                if claimed.key != "root":
                    shelf.deliver(claimed, f"{turn}")
            with shelf.unit() as unit:
                unit.dispatch.next_due()
                unit.dispatch.expired()
            rounds.append(perf_counter() - began)
        return median(rounds[5:])


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "waiting",
    [in_one_place, in_places_of_their_own, for_tomorrow, where_nothing_may_be_sent_now, under_a_message_to_come],
)
def test_what_waits_does_not_slow_down_what_is_sent(
    fresh_database: FreshDatabase, kind: str, waiting: Callable[[SqlUnit, int], None]
) -> None:
    few = claiming(fresh_database, kind, waiting, FEW)
    many = claiming(fresh_database, kind, waiting, MANY)
    print(f"{kind}, {waiting.__name__}: {few * 1000:.1f} ms with {FEW}, {many * 1000:.1f} ms with {MANY}")
    assert many < few * TIMES_SLOWER
