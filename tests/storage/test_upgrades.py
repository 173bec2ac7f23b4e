"""What an older revision's database holds is there after the upgrade, on both databases."""

from collections.abc import Iterator, Mapping
from contextlib import closing

import pytest
from alembic import command
from sqlalchemy import Connection, text

from facilitation.knowledge.model import Origin, OriginKind, Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef
from facilitation.playbooks.kinds import Audience
from storage.columns import EncryptedAs
from storage.database import opened
from storage.keyring import Keyring
from storage.migrations import SCRIPTS, migrate
from storage.store import open_store
from storage.upgrade import config
from tests.storage.shelf import CIRCLE, KEY, NOON, WORKSPACE, MovedClock, Shelf
from tests.stores import Cluster

ASKER = AccountRef(WORKSPACE, "UASKER")
OLD_PASSAGE = '[{"part": "answer", "workspace": "slack:T1", "user": "UBEN", "name": "Ben", "text": "Aloud."}]'


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables, whose owner is no superuser: who migrates is held back as well."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('tmp_path')}/kring.sqlite3"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    address = cluster.owned_by("older")
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
    migrate(older)
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


def keep_as_before(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('kring.community', 'circle', true)"))
    words = Keyring(KEY).lock(OLD_PASSAGE)
    whose: Mapping[str, object] = {"community_id": CIRCLE, "workspace": WORKSPACE, "version": 1}
    where: Mapping[str, object] = {"channel": "C1", "passages": words, "title": "Reviews"}
    here = {"id": CIRCLE, "name": "Circle", "purpose": "", "language": "en", "zone": "UTC", "created_at": NOON}
    community = {"workspace": WORKSPACE, "channel": "C1", "place_gone": False, "version": 1}
    put(connection, "communities", here, community)
    for identity, question, stage in (("kept", "q1", "kept"), ("asked", "q2", "asked")):
        mine = {"id": identity, "question_id": question, "user": ASKER.user, "stage": stage, "offered_at": NOON}
        put(connection, "keepings", whose, where, mine)
    said = {"keeping_id": "asked", "question_id": "q2", "user": ASKER.user, "say": "given", "said_at": NOON}
    put(connection, "consents", whose, {"id": "c"}, said)
    item = {"id": "kept", "kind": "knowledge.answer", "language": "en", "assurance": "raw", "kept_at": NOON, "used": 0}
    put(connection, "knowledge_items", whose, where, item)


def test_words_of_before_small_groups_spoke_are_read_as_one_persons() -> None:
    before = EncryptedAs(tuple[Passage, ...])._adapter.validate_json(OLD_PASSAGE)
    assert [passage.authors for passage in before] == [(AccountRef(WORKSPACE, "UBEN"),)]
