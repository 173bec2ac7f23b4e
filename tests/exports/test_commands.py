"""Export, import and erase, each as a person would type it."""

import asyncio
import re
import stat
from pathlib import Path

import pytest

from storage.store import open_store
from tests.bot.process import KEY, ran, running
from tests.exports.parcels import bring_in
from tests.stores import FreshDatabase
from tests.village import MovedClock


def on(database: str) -> dict[str, str]:
    return {"DATABASE_URL": database, "KRING_SECRET_KEY": KEY}


@pytest.fixture
def database(parcel: Path, fresh_database: FreshDatabase) -> str:
    """A community in a database of its own."""
    address = fresh_database("sqlite")
    store = open_store(address, MovedClock(), KEY)
    bring_in(store, parcel)
    store.close()
    return address


async def test_a_community_is_carried_from_one_database_to_another(database: str, tmp_path: Path) -> None:
    async with running(on(database)):
        status, lines, said = await ran(on(database), "export", "Clear writing", "--to", str(tmp_path / "out.zip"))
    assert status == 0, lines
    assert "can be read in these files" in lines[1]
    assert re.fullmatch(rf"Written: {tmp_path}/out.zip, with \d\d records and 2 pages.\n", said)
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600
    new = on(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    status, _, said = await ran(new, "import", str(tmp_path / "out.zip"))
    assert (status, said) == (0, "Imported “Clear writing”: 3 members, 1 question, 1 reply, 2 knowledge items.\n")
    status, lines, _ = await ran(new, "import", str(tmp_path / "out.zip"))
    assert (status, lines) == (
        2,
        ["“Clear writing” is here already. Say --replace to put this in its place, whatever it has now."],
    )
    status, _, said = await ran(new, "import", str(tmp_path / "out.zip"), "--replace", "--check")
    assert (status, said.partition(".")[0]) == (0, "It would go well")


async def test_beside_a_kring_at_work_an_sqlite_file_is_left_alone(database: str, parcel: Path) -> None:
    async with running(on(database)):
        for command in (("import", str(parcel), "--replace"), ("erase", "--yes")):
            status, lines, _ = await ran(on(database), *command)
            assert status == 2
            assert "already running on this database" in lines[0]


async def test_what_is_wrong_is_told_and_nothing_is_written(database: str, parcel: Path, tmp_path: Path) -> None:
    (parcel / "community.jsonl").write_bytes((parcel / "community.jsonl").read_bytes()[:-5])
    (cut, cut_lines, _), (there, there_lines, _), (none, none_lines, _) = await asyncio.gather(
        ran(on(database), "import", str(parcel), "--replace"),
        ran(on(database), "export", "--to", str(parcel)),
        ran(on(database), "export", "Gardening", "--to", str(tmp_path / "x")),
    )
    assert (cut, there, none) == (2, 2, 2)
    assert cut_lines[-1] == "Nothing was imported."
    assert cut_lines[0].endswith("the file ends within this line: it was cut. Copy it again.")
    assert "is there already" in there_lines[-1]
    assert none_lines[0].startswith("Which community?")
    assert "Clear writing" in none_lines[1]


async def test_erasing_asks_and_says_what_it_did(database: str) -> None:
    status, lines, _ = await ran(on(database), "erase")
    assert status == 1
    assert "3 members, 1 question, 1 reply, 2 knowledge items" in lines[0]
    status, lines, said = await ran(on(database), "erase", "Clear writing", "--yes")
    assert status == 0
    assert said.startswith("Erased “Clear writing”: ")
    assert "Backups" in lines[-1]
    status, lines, _ = await ran(on(database), "export")
    assert (status, lines) == (2, ["There is no community here yet."])
