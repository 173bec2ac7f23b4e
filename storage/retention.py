"""What has served its time is forgotten: deliveries seen, and messages that arrived or never will."""

from datetime import timedelta

from sqlalchemy import delete

from storage.inbox import SqlInbox
from storage.tables.traffic import outbox
from storage.transaction import Transaction

FINAL_KEPT = timedelta(days=30)  # long enough to explain what became of a message; its words are gone at once


def prune(transaction: Transaction) -> int:
    """Return how many rows were forgotten."""
    final = delete(outbox).where(outbox.c.final_at < transaction.now - FINAL_KEPT)
    return SqlInbox(transaction).prune(transaction.now) + transaction.do(final)
