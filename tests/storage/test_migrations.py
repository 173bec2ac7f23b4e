"""From nothing to the present schema, on both databases; the tables in the code and in the database are the same."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.types import TypeEngine

from storage.database import opened
from storage.migrations import SCRIPTS, head, is_current, migrate
from storage.tables.metadata import metadata
from storage.tables.search import CREATE_GRAMS, CREATE_INDEX, GRAMS, INDEX
from storage.upgrade import config
from tests.stores import Cluster

REVISIONS = sorted((SCRIPTS / "versions").glob("*.py"))
OURS = {"bot", "adapters", "facilitation", "storage", "tests"}


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/kring.sqlite3"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    address = cluster.empty()
    yield address
    cluster.drop(address)


def looking_at(address: str, look: Callable[[Connection], object]) -> object:
    with opened(address) as engine, engine.connect() as connection:
        return look(connection)


def test_from_nothing_to_the_head_and_then_there_is_nothing_to_do(nothing: str) -> None:
    with opened(nothing) as engine:
        assert not is_current(engine)
    migrate(nothing)
    with opened(nothing) as engine:
        assert is_current(engine)
    began = perf_counter()
    migrate(nothing)
    assert perf_counter() - began < 1


def test_the_tables_are_those_of_the_code(nothing: str) -> None:
    migrate(nothing)

    def differences(connection: Connection) -> object:
        def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
            if kind == "index" and name == "ix_search_documents_terms":
                return connection.dialect.name == "postgresql"
            return not (kind == "table" and str(name).startswith((INDEX, GRAMS)))

        def differ(_: object, __: object, ___: object, found: TypeEngine[Any], wanted: TypeEngine[Any]) -> bool:
            return bool(found.compile(connection.dialect) != wanted.compile(connection.dialect))

        options = {"compare_type": differ, "include_object": ours}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    assert looking_at(nothing, differences) == []


def test_keys_and_the_conditions_of_indexes_are_those_of_the_code(nothing: str) -> None:
    """What Alembic's comparison leaves out."""
    migrate(nothing)

    def shape(connection: Connection) -> object:
        found = inspect(connection)
        return {
            name: (
                found.get_pk_constraint(name)["constrained_columns"],
                {
                    index["name"]: bool(
                        index.get("dialect_options", {}).get(f"{connection.dialect.name}_where") is not None
                    )
                    for index in found.get_indexes(name)
                    if not index.get("duplicates_constraint")
                },
            )
            for name in metadata.tables
        }

    wanted = {
        name: (
            [column.name for column in table.primary_key.columns],
            {
                index.name: index.dialect_options["sqlite"]["where"] is not None
                for index in table.indexes
                if nothing.startswith("postgresql") or index.name != "ix_search_documents_terms"
            },
        )
        for name, table in metadata.tables.items()
    }
    assert looking_at(nothing, shape) == wanted


def test_sqlite_keeps_no_order_of_those_who_answered(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kring.sqlite3"
    migrate(address)
    made = text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    tables = looking_at(address, lambda connection: {row.name: row.sql for row in connection.execute(made)})
    assert isinstance(tables, dict)
    without = {
        name for name, sql in tables.items() if sql and "WITHOUT ROWID" in sql and not name.startswith((INDEX, GRAMS))
    }
    assert without == {"inbox", "session_givings", "session_voices"}
    created = {INDEX: CREATE_INDEX, GRAMS: CREATE_GRAMS}
    assert {name: tables[name] for name in created} == created
    assert "AUTOINCREMENT" in tables["outbox"]


def test_there_is_one_head_and_it_is_found_without_alembic(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/any.sqlite3") as engine, engine.connect() as connection:
        assert ScriptDirectory.from_config(config(connection, SCRIPTS)).get_heads() == [head()]


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda revision: revision.stem)
def test_a_revision_imports_nothing_that_may_change(revision: Path) -> None:
    for node in ast.walk(ast.parse(revision.read_text(encoding="utf-8"))):
        imported = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            imported = [alias.name for alias in node.names]
        assert not {name.partition(".")[0] for name in imported} & OURS


def test_revisions_are_numbered_in_their_order() -> None:
    numbers = [re.match(r"(\d{4})_", revision.name) for revision in REVISIONS]
    assert [match and match.group(1) for match in numbers] == [f"{n:04}" for n in range(1, len(REVISIONS) + 1)]


def test_what_fails_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kring.sqlite3"

    def in_the_way(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE questions (id TEXT)"))
        connection.commit()

    looking_at(address, in_the_way)
    with pytest.raises(Exception, match="questions already exists"):
        migrate(address)
    assert looking_at(address, lambda connection: inspect(connection).get_table_names()) == ["questions"]
