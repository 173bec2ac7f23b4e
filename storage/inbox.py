"""Deliveries that have been seen, so that each is handled once."""

from facilitation.people import WorkspaceId
from storage.tables.traffic import inbox
from storage.transaction import Transaction
from storage.upsert import add_if_new

WRITE_DOWN = add_if_new(inbox)


class SqlInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def first_time(self, workspace: WorkspaceId, delivery_id: str) -> bool:
        """Write the delivery down; False when it had been already."""
        seen = {"workspace": workspace, "delivery_id": delivery_id, "seen_at": self._transaction.now}
        return self._transaction.do(WRITE_DOWN, seen) == 1
