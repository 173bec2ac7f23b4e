from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store, open_store
from tests.exports.parcels import a_practice, export
from tests.facilitation.clear_writing import EVERYTHING, begin, kept
from tests.stores import FreshDatabase
from tests.village import KEY, MovedClock, Village, a_village


@pytest.fixture
def village() -> Iterator[Village]:
    """An answer is kept in it, and a practice that members write together."""
    with a_village(EVERYTHING) as made:
        begin(made)
        kept(made)
        a_practice(made)
        yield made


@pytest.fixture
def parcel(village: Village, tmp_path: Path) -> Path:
    """Its export."""
    return export(village.store, tmp_path / "parcel")


@pytest.fixture
def empty(fresh_database: FreshDatabase) -> Iterator[Store]:
    store = open_store(fresh_database("sqlite"), MovedClock(), KEY)
    yield store
    store.close()
