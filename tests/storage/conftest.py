"""A store for each test, on each kind of database, with a clock that stands still until it is moved."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.store import Store, open_store
from tests.storage.shelf import KEY, MovedClock, Shelf


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def store(database: str, clock: MovedClock) -> Iterator[Store]:
    with closing(open_store(database, clock, KEY, threads=2)) as opened:
        yield opened


@pytest.fixture
def shelf(store: Store, clock: MovedClock) -> Shelf:
    return Shelf(store, clock)
