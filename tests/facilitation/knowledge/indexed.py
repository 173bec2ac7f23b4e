"""All that the search holds, read as whoever has the key can."""

from collections.abc import Iterable

from sqlalchemy import select, text

from storage.blinds import blind, key_in
from storage.tables.search import INDEX, documents
from storage.unit import SqlUnit


def indexed(unit: SqlUnit, words: Iterable[str] = ()) -> str:
    """With those of the words that stand in it blinded."""
    transaction = unit._transaction
    rows = (*transaction.rows(select(documents)), *transaction.rows(text(f"SELECT * FROM {INDEX}")))
    held, key = " ".join(map(str, rows)), key_in(transaction)
    return " ".join((held, *(word for word in words if blind(key, unit.community.id, word) in held)))
