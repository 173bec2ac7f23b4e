"""Inserting what may be there already: both databases can, each in a dialect of its own."""

from sqlalchemy import ColumnElement, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Either = dict[str, Executable]
"""A statement by the name of the database's dialect."""

# SQLAlchemy tells how many rows an INSERT made only when asked to.
COUNTED = {"preserve_rowcount": True}


def add_if_new(table: Table) -> Either:
    """A row whose primary key is there already is left as it is."""
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing().execution_options(**COUNTED),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing().execution_options(**COUNTED),
    }


def put(table: Table, *columns: str, unless_same: str = "") -> Either:
    """In a row whose primary key is there already these columns change; none where `unless_same` is as it was."""
    return {
        "sqlite": _replacing(sqlite.insert(table), table, columns, unless_same),
        "postgresql": _replacing(postgresql.insert(table), table, columns, unless_same),
    }


def _replacing(
    insert: sqlite.Insert | postgresql.Insert, table: Table, columns: tuple[str, ...], unless_same: str
) -> Executable:
    changed: ColumnElement[bool] | None = table.c[unless_same] != insert.excluded[unless_same] if unless_same else None
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: insert.excluded[name] for name in columns},
        where=changed,
    )
