"""A circle with a handbook: on SQLite, and where the database has a say in it on each kind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.bot.handbook.circle import Circle
from tests.storage.shelf import KEY, MovedClock, Shelf
from tests.stores import FreshDatabase, store_at


@pytest.fixture
def circle(fresh_database: FreshDatabase) -> Iterator[Circle]:
    with _circle(fresh_database("sqlite")) as found:
        yield found


@pytest.fixture
def on_each(database: str) -> Iterator[Circle]:
    with _circle(database) as found:
        yield found


@contextmanager
def _circle(database: str) -> Iterator[Circle]:
    clock = MovedClock()
    store = store_at(database, clock, KEY)
    try:
        yield Circle(Shelf(store, clock))
    finally:
        store.close()
