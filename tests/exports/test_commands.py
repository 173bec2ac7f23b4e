"""Export, import and erase, each as a person would type it."""

import re
import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.command_line import app
from facilitation.ports.audit import Change
from storage.store import open_store
from tests.bot.process import KEY, environment, ran, running
from tests.exports.parcels import bring_in
from tests.facilitation.clear_writing import JONAS
from tests.stores import FreshDatabase
from tests.village import MovedClock


def on(database: str) -> dict[str, str]:
    return {"DATABASE_URL": database, "KRING_SECRET_KEY": KEY}


def typed(given: dict[str, str], *arguments: str) -> tuple[int, list[str], str]:
    """As `ran`, without a process of its own."""
    done = CliRunner().invoke(app, arguments, env=dict(environment(given)), prog_name="./kring")
    return done.exit_code, done.stderr.splitlines(), done.stdout


@pytest.fixture
def database(parcel: Path, fresh_database: FreshDatabase) -> str:
    """A community in a database of its own."""
    address = fresh_database("sqlite")
    store = open_store(address, MovedClock(), KEY)
    bring_in(store, parcel)
    store.close()
    return address


async def test_a_community_is_carried_from_one_database_to_another(database: str, parcel: Path, tmp_path: Path) -> None:
    """Exported beside a Kring at work, on whose file nothing else is done."""
    async with running(on(database)):
        status, lines, said = await ran(on(database), "export", "Clear writing", "--to", str(tmp_path / "out.zip"))
        refused, why, _ = await ran(on(database), "import", str(parcel), "--replace")
    assert status == 0, lines
    assert "can be read in these files" in lines[1]
    assert re.fullmatch(rf"Written: {tmp_path}/out.zip, with \d\d records, and 2 items to be read.\n", said)
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600
    assert refused == 2
    assert "already running on this database" in why[0]
    new = on(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    status, _, said = typed(new, "import", str(tmp_path / "out.zip"))
    assert (status, said) == (0, "Imported “Clear writing”: 3 members, 1 question, 1 reply, 2 knowledge items.\n")
    status, lines, said = typed(new, "import", str(tmp_path / "out.zip"), "--replace", "--check")
    assert (status, said.partition(".")[0]) == (0, "It would go well")


def test_members_read_in_their_log_that_the_community_was_exported(database: str, tmp_path: Path) -> None:
    assert typed(on(database), "export", "--to", str(tmp_path / "out"))[0] == 0
    store = open_store(database, MovedClock(), KEY)
    unit = store.units()
    unit.enter(next(iter(unit.people.communities_of(JONAS.ref))), None)
    assert unit.audit.newest(0, 1)[0].change is Change.EXPORTED
    unit.close()
    store.close()


def test_what_is_wrong_is_told_and_nothing_is_written(database: str, parcel: Path, tmp_path: Path) -> None:
    shutil.copytree(parcel, tmp_path / "cut")
    (tmp_path / "cut/community.jsonl").write_bytes((parcel / "community.jsonl").read_bytes()[:-5])
    nowhere = tmp_path / "nowhere.sqlite3"
    told = [
        typed(on(database), "import", str(tmp_path / "cut"), "--replace"),
        typed(on(database), "export", "--to", str(parcel)),
        typed(on(f"sqlite:///{nowhere}"), "import", str(parcel), "--check"),
    ]
    assert [status for status, _, _ in told] == [2, 2, 2]
    cut, there, absent = (lines for _, lines, _ in told)
    assert cut[-1] == "Nothing was imported."
    assert cut[0].endswith("the file ends within this line: it was cut. Copy it again.")
    assert "is there already" in there[-1]
    assert absent[0].startswith("DATABASE_URL: this database is not there")
    assert not nowhere.exists()
    assert [*tmp_path.glob(".parcel*")] == []


def test_erasing_asks_and_says_what_it_did(database: str) -> None:
    status, lines, _ = typed(on(database), "erase")
    assert status == 1
    assert "3 members, 1 question, 1 reply, 2 knowledge items" in lines[0]
    status, lines, said = typed(on(database), "erase", "Clear writing", "--yes")
    assert status == 0
    assert said.startswith("Erased “Clear writing”: ")
    assert "Backups" in lines[-1]
