"""A platform adapter's own small memory."""

import json
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from storage.tables.traffic import notes
from storage.transaction import Transaction
from storage.upsert import put

LAST = "\U0010ffff"  # no key continues with it, so it ends the keys that begin alike

FROM = (
    (notes.c.platform == bindparam("of_platform"))
    & (notes.c.key >= bindparam("first"))
    & (notes.c.key < bindparam("last"))
)
READ = select(notes.c.key, notes.c.value).where(FROM).order_by(notes.c.key)
ERASE = delete(notes).where(FROM)


WRITE = put(notes, "value")


class SqlNotebook:
    """ports.upkeep.Notebook."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def write(self, platform: str, key: str, value: object) -> None:
        self._transaction.do(WRITE, {"platform": platform, "key": key, "value": json.dumps(value)})

    def read(self, platform: str, prefix: str = "") -> Sequence[tuple[str, object]]:
        return [(row.key, json.loads(row.value)) for row in self._transaction.rows(READ, _from(platform, prefix))]

    def erase(self, platform: str, prefix: str) -> None:
        self._transaction.do(ERASE, _from(platform, prefix))


def _from(platform: str, prefix: str) -> dict[str, str]:
    return {"of_platform": platform, "first": prefix, "last": prefix + LAST}
