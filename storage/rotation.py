"""Putting everything encrypted under a new secret, while Kring runs or not."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, Table, Text, bindparam, select, tuple_, type_coerce, update

from storage.columns import Encrypted, EncryptedAs
from storage.database import opened
from storage.keyring import Keyring
from storage.mapping import COMMUNITY_DATA
from storage.scope import SET_COMMUNITY
from storage.tables import search
from storage.tables.metadata import metadata
from storage.tables.people import communities

AT_ONCE = 500  # rows in one transaction, so that who else writes waits a moment at most

SHIELDED = frozenset(table.name for table in (*COMMUNITY_DATA.values(), search.documents, search.vectors))

LOCKED = bindparam("locked", type_=Text)


def rotate(url: str, keys: str) -> int:
    """Encrypt every secret again with the first of `keys`; return how many. Raises: WrongKey when one is missing."""
    keyring = Keyring(keys)
    with opened(url) as engine:
        with engine.connect() as connection:
            everyone = connection.scalars(select(communities.c.id)).all()
        return sum(
            _rotate(engine, keyring, column, community)
            for table, column in encrypted_columns()
            for community in (everyone if table.name in SHIELDED else ("",))
        )


def encrypted_columns() -> Iterator[tuple[Table, Column[Any]]]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Encrypted | EncryptedAs):
                yield table, column


def _rotate(engine: Engine, keyring: Keyring, column: Column[Any], community: str) -> int:
    """One column's secrets, of one community where the table holds community data."""
    changed = 0
    rows: Sequence[Row[Any]] = ()
    while not changed or len(rows) == AT_ONCE:
        with engine.begin() as connection:
            _enter(connection, community)
            rows = connection.execute(_some(column, community, rows[-1] if rows else None)).all()
            for row in rows:
                connection.execute(_put(column, row), {"locked": keyring.relock(row[-1])})
        changed += len(rows)
        if not rows:
            break
    return changed


def _enter(connection: Connection, community: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(SET_COMMUNITY, {"community": community})


def _some(column: Column[Any], community: str, after: Row[Any] | None) -> Any:
    """The next rows with a secret: their primary keys, and last the secret as it is stored."""
    keys: list[Column[Any]] = list(column.table.primary_key.columns)
    wanted = select(*keys, type_coerce(column, Text)).where(column.is_not(None)).order_by(*keys).limit(AT_ONCE)
    if community:
        wanted = wanted.where(column.table.c.community_id == community)
    if after is not None:
        wanted = wanted.where(tuple_(*keys) > tuple(after[:-1]))
    return wanted.with_for_update()


def _put(column: Column[Any], row: Row[Any]) -> Any:
    identity: Iterator[tuple[Column[Any], Any]] = zip(column.table.primary_key.columns, row[:-1], strict=True)
    return update(column.table).where(*(key == value for key, value in identity)).values({column: LOCKED})
