"""What has served its time is forgotten: deliveries seen, messages that arrived or never will, links that are over."""

from datetime import timedelta

from sqlalchemy import Delete, Table, bindparam, delete, select, tuple_
from sqlalchemy.sql import ColumnElement

from facilitation.handbook.model import READS_FOR
from storage.budgets import forget_past
from storage.inbox import forget_keys_of_before, kept_since
from storage.tables.handbook import links
from storage.tables.traffic import inbox, outbox
from storage.transaction import Transaction

FINAL_KEPT = timedelta(days=30)  # long enough to explain what became of a message; its words are gone at once
AT_ONCE = 1_000  # rows of a table, so that who else writes waits some milliseconds at most


def _oldest(table: Table, condition: ColumnElement[bool]) -> Delete:
    keys = list(table.primary_key.columns)
    return delete(table).where(tuple_(*keys).in_(select(*keys).where(condition).limit(AT_ONCE)))


SEEN = _oldest(inbox, inbox.c.seen_at < bindparam("before", type_=inbox.c.seen_at.type))
OVER = _oldest(links, links.c.made_at < bindparam("before", type_=links.c.made_at.type))
FINAL = _oldest(outbox, outbox.c.final_at < bindparam("before", type_=outbox.c.final_at.type))


def prune(transaction: Transaction) -> int:
    """Return how many rows were forgotten; 0 when nothing is left to forget."""
    seen = transaction.do(SEEN, {"before": kept_since(transaction.now)})
    if not seen:
        forget_keys_of_before(transaction)
    forget_past(transaction)
    over = transaction.do(OVER, {"before": transaction.now - READS_FOR})
    return seen + over + transaction.do(FINAL, {"before": transaction.now - FINAL_KEPT})
