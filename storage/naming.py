"""Where a community's tables name accounts, found by their shape, so that a new table is not forgotten."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select, update

from storage.columns import EncryptedAs
from storage.transaction import Transaction

Pair = tuple[Column[Any], Column[Any]]


def accounts_in(table: Table) -> Iterator[Pair]:
    """Pairs of columns that name an account, as (workspace, user) or (steward_workspace, steward_user)."""
    for column in table.columns:
        beginning, of_it, rest = column.name.rpartition("user")
        workspace = table.c.get(f"{beginning}workspace")
        if of_it and not rest and workspace is not None:
            yield workspace, column


def locked_in(table: Table) -> Iterator[Column[Any]]:
    """Locked values that hold accounts."""
    for column in table.columns:
        if isinstance(column.type, EncryptedAs) and '"user"' in json.dumps(column.type.adapter.json_schema()):
            yield column


def rewrite(
    transaction: Transaction,
    here: ColumnElement[bool],
    column: Column[Any],
    change: Callable[[Any], Any],
) -> None:
    """What is locked in it, as changed."""
    table = column.table
    key = list(table.primary_key)
    for row in transaction.rows(select(*key, column.label("value")).where(here, column.is_not(None))):
        value = change(row.value)
        if value != row.value:
            this = [each == getattr(row, each.name) for each in key]
            transaction.do(update(table).where(*this).values(newer(table, {column: value})))


def newer(table: Table, values: dict[Column[Any], Any]) -> dict[Column[Any], Any]:
    """Whoever has the row in hand, in another process, finds that it is another one now."""
    version = table.c.get("version")
    return values if version is None else {**values, version: version + 1}
