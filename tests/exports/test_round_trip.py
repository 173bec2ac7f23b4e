"""What is exported comes back as it was: the same files again, byte by byte, from either database."""

from pathlib import Path

from bot import exporting, importing
from storage.store import open_store
from tests.facilitation.clear_writing import EVERYTHING, begin, kept
from tests.stores import FreshDatabase
from tests.village import KEY, MovedClock, a_village


def test_a_community_goes_from_one_database_to_the_other_and_is_exported_the_same(
    tmp_path: Path, fresh_database: FreshDatabase
) -> None:
    with a_village(EVERYTHING) as village:
        begin(village)
        kept(village)
        exporting.export(village.store, exporting.chosen(village.store, None), tmp_path / "first")
    first = (tmp_path / "first/community.jsonl").read_bytes()
    for kind in ("sqlite", "postgresql"):
        store = open_store(fresh_database(kind), MovedClock(), KEY)
        for replace in (False, True):
            importing.bring_in(store, tmp_path / "first", replace=replace, only_try=False)
            again = tmp_path / f"{kind}-{replace}"
            exporting.export(store, exporting.chosen(store, None), again)
            assert (again / "community.jsonl").read_bytes() == first
        store.close()
