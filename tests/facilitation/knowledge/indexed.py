"""All that the search holds, read as whoever has the key can; and all that leaves with a community."""

from collections.abc import Iterable

from sqlalchemy import select, text

from facilitation.people import CommunityId
from storage.blinds import blind, key_in
from storage.exporting import reading_at_once, records
from storage.store import Store
from storage.tables.search import INDEX, documents
from storage.unit import SqlUnit


def indexed(unit: SqlUnit, words: Iterable[str] = ()) -> str:
    """With those of the words that stand in it blinded."""
    transaction = unit._transaction
    apart = () if transaction.is_shared else transaction.rows(text(f"SELECT * FROM {INDEX}"))  # FTS5's own table
    rows = (*transaction.rows(select(documents)), *apart)
    held, key = " ".join(map(str, rows)), key_in(transaction)
    return " ".join((held, *(word for word in words if blind(key, unit.community.id, word) in held)))


def exported(store: Store, community: CommunityId) -> str:
    with reading_at_once(store.engine) as connection:
        return "\n".join(str(record.values) for record in records(connection, community))
