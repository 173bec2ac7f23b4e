"""A store for each test, on each kind of database, with a clock that stands still until it is moved."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from storage.store import Store, open_store
from tests.storage.shelf import KEY, MovedClock, Shelf
from tests.stores import FreshDatabase, store_at


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def store(database: str, clock: MovedClock) -> Iterator[Store]:
    with closing(store_at(database, clock, KEY, threads=2)) as opened:
        yield opened


@pytest.fixture
def shelf(store: Store, clock: MovedClock) -> Shelf:
    return Shelf(store, clock)


@pytest.fixture
def both(fresh_database: FreshDatabase) -> Iterator[tuple[Shelf, Shelf]]:
    address = fresh_database("postgresql")
    clock = MovedClock()
    with ExitStack() as stack:
        stores: list[Store] = [stack.enter_context(closing(open_store(address, clock, KEY))) for _ in range(2)]
        one, two = (Shelf(store, clock) for store in stores)
        one.found()
        yield one, two


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool
