"""The inbox, the notebook, retention, the file lock, and whether a database is ready."""

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from facilitation.handbook.model import READS_FOR
from facilitation.messages import Notice, ToPlace
from facilitation.people import WorkspaceId
from storage.database import address, opened
from storage.handbook_links import digest
from storage.lock import AlreadyRunning, FileLock
from storage.retention import AT_ONCE
from storage.store import lock_for, open_store
from storage.tables.traffic import inbox, outbox
from tests.storage.shelf import ANN, CIRCLE, KEY, WORKSPACE, MovedClock, Shelf, channel
from tests.stores import FreshDatabase

HOLDING = """
import os, sys
from pathlib import Path
from storage.handbook_links import digest
from storage.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take(os.getpid())
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_delivery_is_new_once_in_its_workspace(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        assert unit.first_time(WORKSPACE, "1")
        assert not unit.first_time(WORKSPACE, "1")
        assert unit.first_time(WorkspaceId("slack:T2"), "1")
        assert unit.first_time(WORKSPACE, "\0\ud800 odd")
    with shelf.unit() as unit:
        assert not unit.first_time(WORKSPACE, "1")


def test_a_delivery_that_comes_again_after_midnight_is_not_new(shelf: Shelf) -> None:
    shelf.clock.pass_by(timedelta(hours=11, minutes=59))
    with shelf.unit() as unit:
        assert unit.first_time(WORKSPACE, "1")
    shelf.clock.pass_by(timedelta(minutes=2))
    with shelf.unit() as unit:
        assert not unit.first_time(WORKSPACE, "1")
        assert unit.first_time(WORKSPACE, "2")


def test_what_was_rolled_back_was_not_seen(shelf: Shelf) -> None:
    with closing(shelf.store.units()) as unit:
        assert unit.first_time(WORKSPACE, "1")
        unit.rollback()
        assert unit.first_time(WORKSPACE, "1")


def test_a_notebook_keeps_json_by_key_in_order(shelf: Shelf) -> None:
    odd = ["changed", None, 1.5, "\0\ud800é"]
    with shelf.unit() as unit:
        for key in ("b/2", "a/1", "b/1", "b", "B/3", "b_1"):
            unit.notebook.write("slack", key, {"is": key})
        unit.notebook.write("slack", "b/1", odd)
        unit.notebook.write("teams", "b/1", "theirs")
    with shelf.unit() as unit:
        assert unit.notebook.read("slack", "b/") == [
            ("b/1", ["changed", None, 1.5, "\0\ud800é"]),
            ("b/2", {"is": "b/2"}),
        ]
        assert [key for key, _ in unit.notebook.read("slack")] == ["B/3", "a/1", "b", "b/1", "b/2", "b_1"]
        unit.notebook.erase("slack", "b/")
        assert [key for key, _ in unit.notebook.read("slack")] == ["B/3", "a/1", "b", "b_1"]
        assert unit.notebook.read("teams") == [("b/1", "theirs")]


def test_what_has_served_its_time_is_forgotten(shelf: Shelf) -> None:
    def left() -> tuple[int, int]:
        with shelf.store.engine.connect() as connection:
            counts = [connection.scalar(select(func.count()).select_from(table)) for table in (inbox, outbox)]
        return counts[0] or 0, counts[1] or 0

    with shelf.unit() as unit:
        unit.first_time(WORKSPACE, "1")
        unit.outbox.post(ToPlace(channel("C1")), Notice("sent"), key="k")
        unit.outbox.post(ToPlace(channel("C2")), Notice("waits"))
    (sent, _) = shelf.claim()
    shelf.deliver(sent, "1.1")
    shelf.clock.pass_by(timedelta(days=1, hours=11))  # seen at noon: the next day is over in as many hours and one
    with shelf.unit() as unit:
        assert unit.prune() == 0
    shelf.clock.pass_by(timedelta(hours=1))
    with shelf.unit() as unit:
        assert unit.prune() == 1
    assert left() == (0, 2)
    shelf.clock.pass_by(timedelta(days=29))
    with shelf.unit() as unit:
        assert unit.prune() == 1
        assert unit.posted.under("k") is not None
    assert left() == (0, 1)


def test_much_is_forgotten_a_little_at_a_time(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        for number in range(AT_ONCE + 5):
            unit.first_time(WORKSPACE, str(number))
    shelf.clock.pass_by(timedelta(days=4))
    forgotten = []
    for _ in range(3):
        with shelf.unit() as unit:
            forgotten.append(unit.prune())
    assert forgotten == [AT_ONCE, 5, 0]


def test_a_second_process_is_told_which_one_runs(tmp_path: Path) -> None:
    database = tmp_path / "kring.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        lock = lock_for(f"sqlite:///{database}")
        assert lock is not None
        with pytest.raises(AlreadyRunning) as running:
            lock.take(1)
        assert running.value.process == holder.pid
        holder.kill()
        holder.wait(timeout=30)
    lock.take(1)
    lock.free()


def test_a_lock_that_was_freed_can_be_taken(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "x"), FileLock(tmp_path / "x")
    one.take(1)
    with pytest.raises(AlreadyRunning):
        two.take(2)
    one.free()
    two.take(2)
    with pytest.raises(AlreadyRunning) as running:
        one.take(1)
    assert running.value.process == 2
    two.free()


def test_only_a_file_needs_a_lock() -> None:
    assert lock_for("postgresql://localhost/kring") is None
    assert lock_for("sqlite://") is None


def test_any_other_database_is_refused() -> None:
    with pytest.raises(ValueError, match="neither sqlite nor postgresql"):
        address("mysql://localhost/kring")


def test_a_store_knows_whether_it_answers_and_is_up_to_date(database: str, tmp_path: Path) -> None:
    with closing(open_store(database, MovedClock(), KEY)) as store:
        assert store.ready()
        assert store.current()
    with closing(open_store(f"sqlite:///{tmp_path}/new.sqlite3", MovedClock(), KEY)) as store:
        assert store.ready()
        assert not store.current()
    with closing(open_store(f"postgresql:///kring?host={tmp_path}", MovedClock(), KEY)) as store:
        assert not store.ready()


def test_sqlite_writes_to_disk_before_it_says_so_and_overwrites_what_it_deletes(fresh_database: FreshDatabase) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with opened(fresh_database("sqlite")) as engine, engine.connect() as connection:
        assert {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


def test_links_to_the_handbook_are_forgotten_when_they_are_over(shelf: Shelf) -> None:
    shelf.found()
    member = shelf.join(ANN)
    for token in ("old", "new"):
        with shelf.unit(CIRCLE) as unit:
            unit.handbook_links.keep(token, member)
        shelf.clock.pass_by(READS_FOR / 2 + timedelta(days=1))
    with shelf.unit() as unit:
        assert unit.prune() == 1
    with shelf.unit() as unit:
        assert unit.handbook_links.owner(digest("old")) is None
        assert unit.handbook_links.owner(digest("new"))
