"""What is secret can't be read in the database's files, and can be put under a new key."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Column, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError

from facilitation.events import Loss
from facilitation.messages import Notice, ToPlace
from facilitation.playbooks.schema import Playbook
from facilitation.playbooks.shelf import built_in, digest
from facilitation.playbooks.words import ShortWords
from facilitation.ports.search import Document
from facilitation.sessions.course.values import Setup, Tempo
from facilitation.sessions.model import Voice
from storage.columns import UtcDateTime
from storage.database import address, opened
from storage.keyring import Keyring, WrongKey
from storage.migrations import migrate
from storage.rotation import encrypted_columns, rotate
from storage.store import Store, open_store
from storage.tables.metadata import metadata
from tests.storage.kept import a_keeping, an_item
from tests.storage.recurring import a_series, a_session, given
from tests.storage.shelf import ANN, CIRCLE, KEY, NOON, MovedClock, Shelf, channel
from tests.stores import FreshDatabase

SECRET = "the-heron-flies-at-midnight"
EVERY_TABLE = metadata.sorted_tables
WORD = "midnight"  # of the secret: the search looks for single ones
ANSWERS = [f"nobody-may-link-answer-{number}" for number in range(6)]


T = TypeVar("T")


def test_any_text_is_a_secret_to_encrypt_with() -> None:
    for secret in ("x", "correct horse battery staple", "k" * 500, "ключ"):
        assert Keyring(secret).unlock(Keyring(secret).lock("a\0é\U0001f33b")) == "a\0é\U0001f33b"
    for none in ("", " ", " , ,"):
        with pytest.raises(ValueError, match="no secret"):
            Keyring(none)


def test_the_first_secret_encrypts_and_any_of_them_decrypts() -> None:
    locked = Keyring("old").lock("words")
    both = Keyring("new, old")
    assert both.unlock(locked) == "words"
    assert Keyring("new").unlock(both.relock(locked)) == "words"
    with pytest.raises(WrongKey):
        Keyring("new").unlock(locked)
    with pytest.raises(WrongKey):
        Keyring("new").relock(locked)


def fill(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.notebook.write("slack", "token", {"token": SECRET})
        unit.outbox.post(ToPlace(channel("C1")), Notice(SECRET))
        unit.rhythms.add(a_series(unit, setup=SECRETIVE))
        unit.sessions.add(a_session(unit, SECRETIVE))
        unit.sessions.gather("r", 1, (), [given("m", SECRET)])
        unit.sessions.keep_edition("draft", a_draft())
        unit.knowledge.add_keeping(replace_in(a_keeping(), title=SECRET))
        unit.knowledge.add(replace_in(an_item(), title=SECRET))
        unit.search.put(Document("k", "lesson", SECRET, SECRET, "en", shown=SECRET, by=SECRET, readers=(ANN.ref,)))


def a_draft() -> Playbook:
    playbook = built_in("check_in")
    assert playbook
    return playbook.model_copy(update={"title": ShortWords(en=SECRET, nl=SECRET, fr=SECRET)})


def replace_in(kept: T, **changes: object) -> T:
    for name, value in changes.items():
        setattr(kept, name, value)
    return kept


def read(store: Store) -> list[object]:
    shelf = Shelf(store, MovedClock(NOON + timedelta(hours=1)))
    (hit,) = shelf.find("heron", 1, reader=ANN.ref)
    with shelf.unit(CIRCLE) as unit:
        (note,) = unit.notebook.read("slack")
        (series,) = unit.rhythms.all_series()
        keeping, item = unit.knowledge.keeping("k"), unit.knowledge.item("k")
        assert keeping
        assert item
        titles = [keeping.title, item.title, hit.title, hit.shown, hit.by]
        titles.append(unit.sessions.edition(digest(a_draft())).title.en)
        return [note[1], unit.sessions.given_under("r", 1, "m"), series.setup, *titles]


SECRETIVE = Setup(Tempo.ASYNC, questions=(SECRET, "second"))
READ = [{"token": SECRET}, given("m", SECRET), SECRETIVE, *[SECRET] * 6]


def test_no_secret_is_readable_in_the_files(fresh_database: FreshDatabase) -> None:
    database = fresh_database("sqlite")
    folder = Path(address(database).database or "").parent
    with closing(open_store(database, MovedClock(), KEY)) as store:
        fill(Shelf(store, MovedClock()))
        assert read(store) == READ
        assert not holding(folder, SECRET)
        assert not holding(folder, WORD)


def test_no_secret_is_readable_in_any_column(database: str) -> None:
    with closing(open_store(database, MovedClock(), KEY)) as store:
        fill(Shelf(store, MovedClock()))
    with opened(database) as engine, engine.connect() as connection:
        rows = {table.name: connection.execute(text(f"SELECT * FROM {table.name}")).all() for table in EVERY_TABLE}
    assert {"keepings", "search_documents"} <= {name for name, found in rows.items() if found}
    assert [name for name, found in rows.items() if WORD in str(found)] == []


def test_an_error_of_the_database_repeats_nothing_that_was_to_be_stored(database: str) -> None:
    with closing(open_store(database, MovedClock(), KEY)) as store, store.engine.connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("SELECT nothing FROM nowhere WHERE answer = :answer"), {"answer": SECRET})
        assert SECRET not in str(refused.value)


def test_what_a_crash_left_of_deleted_words_goes_with_the_next_start(
    fresh_database: FreshDatabase, tmp_path: Path
) -> None:
    """As the files stand when Kring is killed between a commit and the removing of traces."""
    alive = tmp_path / "alive.sqlite3"
    killed = tmp_path / "killed"
    killed.mkdir()
    shutil.copy(address(fresh_database("sqlite")).database or "", alive)
    with closing(sqlite3.connect(alive, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON", "PRAGMA wal_autocheckpoint = 0"):
            connection.execute(statement)
        connection.execute("INSERT INTO places (workspace, channel, kind, name) VALUES ('w', 'c', 'k', ?)", [SECRET])
        connection.execute("DELETE FROM places")
        for file in tmp_path.glob("alive.*"):
            shutil.copy(file, killed)
    assert holding(killed, SECRET)
    migrate(f"sqlite:///{killed / alive.name}")
    assert not holding(killed, SECRET)


def test_rotation_puts_every_secret_under_the_new_key(database: str) -> None:
    with closing(open_store(database, MovedClock(), "old")) as store:
        fill(Shelf(store, MovedClock()))
    assert rotate(database, "new,old") == 28
    with closing(open_store(database, MovedClock(), "new")) as store:
        assert read(store) == READ
        shelf = Shelf(store, MovedClock())
        (claimed,) = shelf.claim()
        assert claimed.message == Notice(SECRET)
    with pytest.raises(WrongKey):
        rotate(database, "another")


def test_rotation_takes_as_many_rows_as_there_are(database: str) -> None:
    with closing(open_store(database, MovedClock(), "old")) as store:
        shelf = Shelf(store, MovedClock())
        with shelf.unit() as unit:
            for number in range(1_001):
                unit.notebook.write("slack", f"{number:05}", number)
    assert rotate(database, "new,old") == 1_001
    with closing(open_store(database, MovedClock(), "new")) as store, Shelf(store, MovedClock()).unit() as unit:
        assert [value for _, value in unit.notebook.read("slack")] == list(range(1_001))


def test_rotation_knows_of_every_encrypted_column() -> None:
    names = {f"{table.name}.{column.name}" for table, column in encrypted_columns()}
    assert {"outbox.body", "notes.value", "session_givings.contribution", "sessions.course", "series.setup"} <= names


def test_a_message_that_can_not_be_read_is_told_as_lost(database: str) -> None:
    with closing(open_store(database, MovedClock(), "old")) as store:
        shelf = Shelf(store, MovedClock())
        with shelf.unit() as unit:
            unit.outbox.post(ToPlace(channel("C1")), Notice(SECRET), key="k")
            unit.outbox.post(ToPlace(channel("C2")), Notice(SECRET))
    with closing(open_store(database, MovedClock(), "forgotten")) as store:
        shelf = Shelf(store, MovedClock())
        with shelf.unit() as unit:
            unit.outbox.post(ToPlace(channel("C1")), Notice("readable"))
        assert shelf.claim() == []
        with shelf.unit() as unit:
            assert [(lost.key, lost.loss) for lost in unit.dispatch.expired()] == [
                ("k", Loss.UNSUPPORTED),
                (None, Loss.UNSUPPORTED),
            ]
        assert [claimed.message for claimed in shelf.claim()] == [Notice("readable")]


def test_once_shuffled_no_file_tells_who_answered_what(fresh_database: FreshDatabase) -> None:
    database = fresh_database("sqlite")
    folder = Path(address(database).database or "").parent
    with closing(open_store(database, MovedClock(), KEY)) as store:
        shelf = Shelf(store, MovedClock())
        shelf.found()
        with shelf.unit(CIRCLE) as unit:
            unit.sessions.add(a_session(unit))
            said = [given(f"marker-{number}", answer) for number, answer in enumerate(ANSWERS)]
            unit.sessions.gather("r", 1, (), said)
        assert holding(folder, "marker-3")
        with shelf.unit(CIRCLE) as unit:
            unit.sessions.unlink("r", 1, [a_voice(number, text) for number, text in enumerate(reversed(ANSWERS))])
        assert not holding(folder, "marker-")
        with shelf.unit(CIRCLE) as unit:
            assert sorted(voice.text for voice in unit.sessions.voices("r", 1)) == ANSWERS
            assert unit.sessions.gathered("r", 1) == []


def test_a_moment_without_a_zone_is_refused(fresh_database: FreshDatabase) -> None:
    moments = Table("moments", MetaData(), Column("at", UtcDateTime))
    with opened(fresh_database("sqlite")) as engine, engine.begin() as connection:
        moments.create(connection)
        connection.execute(moments.insert(), {"at": NOON})
        assert connection.scalar(select(moments.c.at)) == NOON
        with pytest.raises(Exception, match="without a zone"):
            connection.execute(moments.insert(), {"at": NOON.replace(tzinfo=None)})


def holding(folder: Path, words: str) -> list[str]:
    """The files that hold these words in the clear."""
    return [file.name for file in _files(folder) if words.encode() in file.read_bytes()]


def _files(folder: Path) -> Iterator[Path]:
    yield from (file for file in folder.rglob("*") if file.is_file())


def a_voice(number: int, text: str) -> Voice:
    return Voice(community_id=CIRCLE, session_id="r", step=1, id=f"voice-{number}", question=0, text=text)
