"""With twenty thousand messages waiting, claiming the next ones costs about what it costs with two hundred."""

from collections.abc import Callable
from contextlib import closing
from sqlite3 import Connection
from statistics import median
from time import perf_counter

import pytest

from facilitation.messages import Notice, Owed, ToPerson, ToPlace, ToThread
from facilitation.people import AccountRef, WorkspaceId
from storage.store import Store, open_store
from storage.unit import SqlUnit
from tests.storage.shelf import KEY, LEASE, NOON, WORKSPACE, MovedClock, Shelf, channel
from tests.stores import FreshDatabase

FEW, SOME, MANY = 200, 2_000, 20_000
LIMITED = WorkspaceId("slack:limited")
TIMES_SLOWER = 6  # an index one or two levels deeper, and a machine that does other things as well


def in_one_place(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPlace(channel("C1")), Notice(str(number)))


def in_places_of_their_own(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPlace(channel(f"C{number}")), Notice(str(number)))


def for_tomorrow(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(
        ToPerson(AccountRef(WORKSPACE, f"U{number}"), Owed.ANSWER), Notice(str(number)), not_before=NOON + LEASE * 9999
    )


def where_nothing_may_be_sent_now(unit: SqlUnit, number: int) -> None:
    unit.outbox.post(ToPlace(channel(f"C{number}", LIMITED)), Notice(str(number)))


def under_a_message_to_come(unit: SqlUnit, number: int) -> None:
    if number == 0:
        unit.outbox.post(ToPlace(channel("C1")), Notice("root"), key="root")
    unit.outbox.post(ToThread("root"), Notice(str(number)))


WAITING = (in_one_place, in_places_of_their_own, for_tomorrow, where_nothing_may_be_sent_now, under_a_message_to_come)


def claiming(address: str, waiting: Callable[[SqlUnit, int], None], many: int) -> float:
    """What one round of claim and delivery costs, after the first few: SQLite's steps, or PostgreSQL's seconds."""
    with closing(open_store(address, MovedClock(), KEY)) as store:
        shelf = Shelf(store, MovedClock())
        with shelf.unit() as unit:
            for number in range(many):
                waiting(unit, number)
            for number in range(100):
                unit.outbox.post(ToPlace(channel("wanted")), Notice(str(number)))
        cost = steps(store) if store.engine.dialect.name == "sqlite" else perf_counter
        rounds = []
        for turn in range(20):
            began = cost()
            for claimed in shelf.claim(5, skip=(LIMITED,)):
                if claimed.key != "root":
                    shelf.deliver(claimed, f"{turn}")
            with shelf.unit() as unit:
                unit.dispatch.next_due()
                unit.dispatch.expired()
            rounds.append(cost() - began)
        return median(rounds[5:])


def steps(store: Store) -> Callable[[], float]:
    """Counts what SQLite's virtual machine does, in tens of instructions: the same on a fast and a busy machine."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    with closing(store.engine.raw_connection()) as connection:
        assert isinstance(connection.driver_connection, Connection)
        connection.driver_connection.set_progress_handler(count, 10)
    return lambda: counted


@pytest.mark.parametrize("waiting", WAITING)
def test_what_waits_does_not_slow_down_what_is_sent(
    fresh_database: FreshDatabase, waiting: Callable[[SqlUnit, int], None]
) -> None:
    few, many = (claiming(fresh_database("sqlite"), waiting, number) for number in (FEW, SOME))
    assert many < few * 1.5


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("waiting", WAITING)
def test_very_much_that_waits_does_neither(
    fresh_database: FreshDatabase, kind: str, waiting: Callable[[SqlUnit, int], None]
) -> None:
    few, many = (claiming(fresh_database(kind), waiting, number) for number in (FEW, MANY))
    print(f"{kind}, {waiting.__name__}: {few:.3f} with {FEW}, {many:.3f} with {MANY}")
    assert many < few * TIMES_SLOWER
