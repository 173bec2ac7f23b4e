"""Keys of the database's own, encrypted among the notes: who has the files alone guesses nothing that is digested."""

import json
import secrets
from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from storage.tables.traffic import notes
from storage.transaction import Transaction
from storage.upsert import add_if_new

OURS = {"platform": "storage"}
READ = select(notes.c.key, notes.c.value).filter_by(**OURS).where(notes.c.key.in_(bindparam("names", expanding=True)))
BEFORE = delete(notes).filter_by(**OURS).where(notes.c.key >= bindparam("first"), notes.c.key < bindparam("before"))
MAKE = add_if_new(notes)


def own_keys(transaction: Transaction, names: tuple[str, ...]) -> Mapping[str, bytes]:
    """Those that there are."""
    rows = transaction.rows(READ, {"names": names})
    return {row.key: bytes.fromhex(json.loads(row.value)) for row in rows}


def made_key(transaction: Transaction, name: str) -> bytes:
    """Drawn now, unless somebody did meanwhile."""
    transaction.do(MAKE, {**OURS, "key": name, "value": json.dumps(secrets.token_hex(32))})
    return own_keys(transaction, (name,))[name]


def forget_keys(transaction: Transaction, first: str, before: str) -> int:
    """Of which the names come in between. Return how many there were."""
    return transaction.do(BEFORE, {"first": first, "before": before})
