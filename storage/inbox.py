"""Deliveries that have been seen, so that each is handled once."""

from sqlalchemy.dialects import postgresql, sqlite

from facilitation.people import WorkspaceId
from storage.tables.traffic import inbox
from storage.transaction import Transaction

COUNTED = {"preserve_rowcount": True}  # SQLAlchemy tells how many rows an INSERT made only when asked to
WRITE_DOWN = {
    "sqlite": sqlite.insert(inbox).on_conflict_do_nothing().execution_options(**COUNTED),
    "postgresql": postgresql.insert(inbox).on_conflict_do_nothing().execution_options(**COUNTED),
}


class SqlInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def first_time(self, workspace: WorkspaceId, delivery_id: str) -> bool:
        """Write the delivery down; False when it had been already."""
        transaction = self._transaction
        statement = WRITE_DOWN[transaction.connection.dialect.name]
        seen = {"workspace": workspace, "delivery_id": delivery_id, "seen_at": transaction.now}
        return transaction.do(statement, seen) == 1
