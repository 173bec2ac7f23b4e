"""Which database keeps its words how."""

from collections.abc import Callable, Mapping

from storage.search import Index
from storage.search_postgres import TsvectorIndex
from storage.search_sqlite import Fts5Index
from storage.transaction import Transaction

INDEXES: Mapping[str, Callable[[Transaction], Index]] = {"sqlite": Fts5Index, "postgresql": TsvectorIndex}


def index_over(transaction: Transaction) -> Index:
    return INDEXES[transaction.session.get_bind().dialect.name](transaction)
