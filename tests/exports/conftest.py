import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.capabilities import repertoire
from storage.store import Store
from tests.exports.parcels import a_practice, export
from tests.facilitation.clear_writing import EVERYTHING, begin, kept
from tests.facilitation.sessions.gathering import CAMILLE, JONAS, MARTA, NOOR, YUSUF
from tests.stores import FreshDatabase, store_at
from tests.village import KEY, MovedClock, Village, a_village


@contextmanager
def _kept_together() -> Iterator[Village]:
    with a_village(EVERYTHING) as made:
        begin(made)
        kept(made)
        a_practice(made)
        yield made


@pytest.fixture
def village() -> Iterator[Village]:
    """An answer is kept in it, and a practice that members write together."""
    with _kept_together() as made:
        yield made


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with _kept_together() as made:
        return export(made.store, tmp_path_factory.mktemp("exported") / "parcel")


@pytest.fixture
def parcel(exported: Path, tmp_path: Path) -> Path:
    """An export of such a village, to be changed as one likes."""
    return Path(shutil.copytree(exported, tmp_path / "parcel"))


@pytest.fixture
def empty(fresh_database: FreshDatabase) -> Iterator[Store]:
    store = store_at(fresh_database("sqlite"), MovedClock(), KEY)
    yield store
    store.close()


@pytest.fixture
def town() -> Iterator[Village]:
    """All that Kring can do, and five members."""
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA, CAMILLE, YUSUF)
        yield made
