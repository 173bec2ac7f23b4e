"""All there is in a database, for whoever holds it and its key: rows where they lie, bytes, what was encrypted."""

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage.keyring import Keyring, WrongKey
from storage.store import Store

TOKEN = re.compile(rb"gAAAAA[A-Za-z0-9_\-=]{60,}")


def all_rows(store: Store) -> Iterator[dict[str, object]]:
    """Of every table, in the order in which they lie; on PostgreSQL by transaction and place."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("RESET ROLE"))
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            how = "SELECT xmin, ctid, * FROM {} ORDER BY xmin::text::bigint, ctid"
        else:
            names, how = "SELECT name FROM sqlite_master WHERE type = 'table'", "SELECT * FROM {}"
        for name in list(connection.scalars(text(names))):
            if name.startswith("search_index"):
                continue
            for row in connection.execute(text(how.format(name))).mappings():
                yield {**row, "table": name}


def raw_bytes(database: str) -> bytes:
    """The file and what lies beside it; of PostgreSQL what can be asked for is all there is."""
    url = make_url(database)
    if url.get_backend_name() != "sqlite":
        return b""
    return b"".join(
        path.read_bytes() for path in Path(str(url.database)).parent.glob(f"{Path(str(url.database)).name}*")
    )


def once_encrypted(raw: bytes, ring: Keyring) -> Iterator[str]:
    """What can be read of it, rubble included."""
    for token in TOKEN.findall(raw):
        for end in range(len(token) - len(token) % 4, 60, -4):
            try:
                yield ring.unlock(token[:end].decode("ascii"))
                break
            except (WrongKey, ValueError):
                continue


def plain(value: object, ring: Keyring) -> str:
    """Decrypted, if it is encrypted."""
    written = str(value)
    if not written.startswith("gAAAA"):
        return written
    try:
        return ring.unlock(written)
    except WrongKey:
        return written
