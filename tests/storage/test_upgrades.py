"""What an older revision's database holds is there after the upgrade, on both databases."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, select, text
from sqlalchemy.engine import make_url

from facilitation.knowledge.kinds import Audience, Origin, OriginKind
from facilitation.knowledge.model import Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef
from facilitation.sessions.model import Edition
from storage.columns import EncryptedAs
from storage.database import opened
from storage.keyring import Keyring
from storage.migrations import SCRIPTS, migrate
from storage.store import open_store
from storage.tables.search import documents
from storage.upgrade import config
from tests.storage.shelf import CIRCLE, KEY, NOON, WORKSPACE, MovedClock, Shelf
from tests.stores import Cluster

ASKER = AccountRef(WORKSPACE, "UASKER")
OLD_PASSAGE = '[{"part": "answer", "workspace": "slack:T1", "user": "UBEN", "name": "Ben", "text": "Aloud."}]'
NUMBERS = count()
TABLES = ("keepings", "knowledge_items", "playbook_editions", "search_documents")
READER = AccountRef(WORKSPACE, "UBEN")
WORDS = "a-heron-of-before"


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables, whose owner is no superuser: who migrates is held back as well."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('tmp_path')}/kring.sqlite3"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    address = cluster.owned_by(f"older_{next(NUMBERS)}")
    yield address
    cluster.drop(address)


def at(connection: Connection, revision: str) -> None:
    command.upgrade(config(connection, SCRIPTS), revision)


def put(connection: Connection, table: str, *values: Mapping[str, object]) -> None:
    row = {name: value for some in values for name, value in some.items()}
    names, blanks = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({blanks})"), row)


def test_answers_kept_or_asked_about_before_sessions_were_kept_as_well(older: str) -> None:
    with opened(older) as engine, engine.begin() as connection:
        at(connection, "0005")
        keep_as_before(connection)
    migrate(older, KEY)
    with closing(open_store(older, MovedClock(), KEY)) as store, Shelf(store, MovedClock()).unit(CIRCLE) as unit:
        question = Origin(OriginKind.QUESTION, "q1")
        item, keeping = unit.knowledge.item("kept"), unit.knowledge.keeping("asked")
        assert item
        assert keeping
        assert (item.origin, item.audience, item.readers) == (question, Audience.COMMUNITY, None)
        assert item.passages == (Passage(Part.ANSWER, WORKSPACE, "UBEN", "Ben", "Aloud."),)
        assert (keeping.origin, keeping.kind, keeping.stage) == (
            Origin(OriginKind.QUESTION, "q2"),
            "knowledge.answer",
            Stage.ASKED,
        )
        assert [each.id for each in unit.knowledge.keepings_of(question)] == ["kept"]
        assert [each.id for each in unit.knowledge.consents_about(keeping.origin, ASKER)] == ["c"]


def a_circle(connection: Connection, **since: object) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('kring.community', 'circle', true)"))
    here = {"id": CIRCLE, "name": "Circle", "purpose": "", "language": "en", "zone": "UTC", "created_at": NOON}
    community = {"workspace": WORKSPACE, "channel": "C1", "place_gone": False, "version": 1}
    put(connection, "communities", here, community, since)


def keep_as_before(connection: Connection) -> None:
    a_circle(connection)
    words = Keyring(KEY).lock(OLD_PASSAGE)
    whose: Mapping[str, object] = {"community_id": CIRCLE, "workspace": WORKSPACE, "version": 1}
    where: Mapping[str, object] = {"channel": "C1", "passages": words, "title": "Reviews"}
    for identity, question, stage in (("kept", "q1", "kept"), ("asked", "q2", "asked")):
        mine = {"id": identity, "question_id": question, "user": ASKER.user, "stage": stage, "offered_at": NOON}
        put(connection, "keepings", whose, where, mine)
    said = {"keeping_id": "asked", "question_id": "q2", "user": ASKER.user, "say": "given", "said_at": NOON}
    put(connection, "consents", whose, {"id": "c"}, said)
    item = {"id": "kept", "kind": "knowledge.answer", "language": "en", "assurance": "raw", "kept_at": NOON, "used": 0}
    put(connection, "knowledge_items", whose, where, item)


def test_titles_editions_and_what_is_found_are_encrypted_from_then_on(older: str) -> None:
    with opened(older) as engine, engine.begin() as connection:
        at(connection, "0009")
        keep_in_the_clear(connection)
    with pytest.raises(LookupError, match="KRING_SECRET_KEY"):
        migrate(older)
    assert WORDS in stored(older)
    migrate(older, KEY)
    assert WORDS not in stored(older)
    with closing(open_store(older, MovedClock(), KEY)) as store, Shelf(store, MovedClock()).unit(CIRCLE) as unit:
        item, keeping = unit.knowledge.item("kept"), unit.knowledge.keeping("asked")
        assert item
        assert keeping
        (document,) = unit._transaction.rows(select(documents))
        edition = unit._transaction.session.scalars(select(Edition)).one()
        found = [item.title, keeping.title, edition.body, document.title, document.shown, document.by]
        assert found == [WORDS] * 6


def keep_in_the_clear(connection: Connection) -> None:
    """What was encrypted only from the tenth revision on."""
    a_circle(connection)
    whose: Mapping[str, object] = {"community_id": CIRCLE, "workspace": WORKSPACE, "channel": "C1", "version": 1}
    what = {"origin_kind": "session", "origin_id": "s", "kind": "lesson", "audience": "session", "title": WORDS}
    said = {"passages": Keyring(KEY).lock("[]")}
    asked = {"id": "asked", "user": ASKER.user, "stage": "asked", "offered_at": NOON}
    kept = {"id": "kept", "language": "en", "assurance": "raw", "kept_at": NOON, "used": 0}
    put(connection, "keepings", whose, what, said, asked)
    put(connection, "knowledge_items", whose, what, said, kept)
    edition = {"community_id": CIRCLE, "digest": "d", "name": "draft", "body": WORDS, "version": 1}
    put(connection, "playbook_editions", edition)
    shown = {"title": WORDS, "shown": WORDS, "by": WORDS, "language": "en"}
    put(connection, "search_documents", {"community_id": CIRCLE, "kind": "lesson", "id": "kept"}, shown)


def test_words_that_only_some_can_find_are_blinded_from_then_on(older: str) -> None:
    with opened(older) as engine, engine.begin() as connection:
        at(connection, "0010")
        a_circle(connection)
        locked = Keyring(KEY).lock("Birds")
        shown = {"title": locked, "shown": locked, "by": locked, "language": "en"}
        for identity, reader in (("few", READER), ("all", None)):
            put(connection, "search_documents", {"community_id": CIRCLE, "kind": "lesson", "id": identity}, shown)
            index_as_before(connection, identity, reader, "marshwren" if reader else "stork")
    assert {"marshwren", "stork"} <= {word for word in ("marshwren", "stork") if word in stored(older)}
    migrate(older, KEY)
    assert "marshwren" not in stored(older)
    with closing(open_store(older, MovedClock(), KEY)) as store:
        shelf = Shelf(store, MovedClock())
        assert [hit.id for hit in shelf.find("marshwrens", 3, reader=READER)] == ["few"]
        assert [hit.id for hit in shelf.find("stork", 3, reader=READER)] == ["all"]
        assert shelf.find("marshwren", 3) == []


def index_as_before(connection: Connection, identity: str, reader: AccountRef | None, word: str) -> None:
    if connection.dialect.name == "postgresql":
        change = "UPDATE search_documents SET terms = to_tsvector('english', :word), readers = :readers WHERE id = :id"
        readers = [f"{reader.workspace}|{reader.user}"] if reader else None
        connection.execute(text(change), {"word": word, "readers": readers, "id": identity})
        return
    hexed = [
        "|".join(parts).encode().hex()
        for parts in ((CIRCLE, *((reader.workspace, reader.user) if reader else ())), (CIRCLE, "lesson", identity))
    ]
    scope = f"{'r' if reader else 'c'}{hexed[0]} d{hexed[1]}"
    put(connection, "search_index", {"kind": "lesson", "id": identity, "scope": scope, "title": word, "text": word})


def test_what_was_kept_of_a_question_of_one_side_is_of_that_side(older: str) -> None:
    with opened(older) as engine, engine.begin() as connection:
        at(connection, "0043")
        a_circle(connection, findable=False)
        keep_of_a_question(connection, "ours", "slack:T2")
        keep_of_a_question(connection, "all", None)
        keep_of_a_question(connection, "far", "slack:T2", audience="community")
    migrate(older, KEY)
    with closing(open_store(older, MovedClock(), KEY)) as store, Shelf(store, MovedClock()).unit(CIRCLE) as unit:
        kept = {identity: unit.knowledge.item(identity) for identity in ("ours", "all", "far")}
        assert {identity: item and item.side for identity, item in kept.items()} == {
            "ours": "slack:T2",
            "all": None,
            "far": None,
        }


def keep_of_a_question(connection: Connection, identity: str, side: str | None, audience: str = "session") -> None:
    """Asked on that side, and kept for those there, or since for all."""
    whose: Mapping[str, object] = {"community_id": CIRCLE, "id": identity, "workspace": WORKSPACE, "channel": "C1"}
    asked = {"user": ASKER.user, "title": "Reviews", "detail": "", "stage": "answered", "helped_again": 0, "side": side}
    put(
        connection,
        "questions",
        whose,
        asked,
        {"written_at": NOON, "stirred_at": NOON, "kind": "question", "newcomer": False, "version": 1},
    )
    keyring = Keyring(KEY)
    words = {"title": keyring.lock("Reviews"), "passages": keyring.lock(OLD_PASSAGE), "language": "en"}
    kept = {"origin_kind": "question", "origin_id": identity, "kind": "knowledge.answer", "audience": audience}
    stands = {"assurance": "raw", "kept_at": NOON, "number": 1, "review": "nobody", "used": 0, "version": 1}
    put(connection, "knowledge_items", whose, words, kept, stands)


def stored(address: str) -> str:
    """All that the tables' files hold, of rows that are gone as well."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return "".join(file.read_text("latin-1") for file in Path(str(url.database)).parent.glob("kring.sqlite3*"))
    allowed = url.set(username="postgres").render_as_string(hide_password=False)
    with opened(allowed) as engine, engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        files = (
            "SELECT pg_read_binary_file(pg_relation_filepath(name)) FROM unnest(CAST(:tables AS text[])) AS of(name)"
        )
        tables = [*TABLES, "ix_search_documents_terms"]
        return "".join(bytes(page).decode("latin-1") for page in connection.scalars(text(files), {"tables": tables}))


def test_words_of_before_small_groups_spoke_are_read_as_one_persons() -> None:
    before = EncryptedAs(tuple[Passage, ...]).adapter.validate_json(OLD_PASSAGE)
    assert [passage.authors for passage in before] == [(AccountRef(WORKSPACE, "UBEN"),)]
