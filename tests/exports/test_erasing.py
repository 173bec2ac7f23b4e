"""An erased community is gone from the database's files; what others have, stays."""

from pathlib import Path

import pytest

from bot import erasing, exporting, importing
from facilitation.people import PlaceRef
from storage.store import open_store
from tests.facilitation.clear_writing import EVERYTHING, JONAS, TOMAS, begin, kept
from tests.stores import FreshDatabase
from tests.village import CHANNEL, KEY, MovedClock, a_village

GARDEN = PlaceRef(CHANNEL.workspace, "garden")


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """“Clear writing”, where an answer is kept, and “Gardening” beside it, to which Jonas belongs too."""
    with a_village(EVERYTHING) as village:
        begin(village)
        kept(village, text="Begin with a wombat.")
        village.found(TOMAS, name="Gardening", channel=GARDEN)
        village.join(JONAS, channel=GARDEN)
        for name in ("Clear writing", "Gardening"):
            exporting.export(village.store, exporting.chosen(village.store, name), tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_of_it_stays_and_everything_of_the_other(
    exported: Path, fresh_database: FreshDatabase, kind: str
) -> None:
    address = fresh_database(kind)
    store = open_store(address, MovedClock(), KEY)
    for name in ("Clear writing", "Gardening"):
        importing.bring_in(store, exported / name, replace=False, only_try=False)
    heading = exporting.chosen(store, "clear writing")
    assert erasing.erase_community(store, heading) > 10
    assert not any(erasing.census(store, heading).values())
    left = exporting.chosen(store, None)
    assert left.name == "Gardening"
    exporting.export(store, left, exported / "again")
    assert (exported / "again/community.jsonl").read_bytes() == (exported / "Gardening/community.jsonl").read_bytes()
    store.close()
    if kind == "sqlite":
        files = [file.read_bytes().lower() for file in Path(address.removeprefix("sqlite:///")).parent.glob("kring*")]
        assert not any(word in file for file in files for word in (b"wombat", b"noor", heading.community.encode()))


def test_of_an_unknown_community_nothing_is_erased(exported: Path, fresh_database: FreshDatabase) -> None:
    store = open_store(fresh_database("sqlite"), MovedClock(), KEY)
    importing.bring_in(store, exported / "Gardening", replace=False, only_try=False)
    with pytest.raises(exporting.WhichCommunity):
        exporting.chosen(store, "clear writing")
    store.close()
