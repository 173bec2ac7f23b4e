"""Deliveries that have been seen, so that each is handled once.

Of each stands a digest. The id itself can tell who acted, as where it holds the conversation somebody has with Kring;
and beside it stands when: what is asked without a name would be told by its neighbours.
"""

from hashlib import sha256

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
        seen = {"workspace": workspace, "delivery_id": _digest(delivery_id), "seen_at": self._transaction.now}
        return self._transaction.do(WRITE_DOWN, seen) == 1


def _digest(delivery_id: str) -> str:
    return sha256(delivery_id.encode("utf-8", "surrogatepass")).hexdigest()
