"""The entered community's log of changes, as `facilitation.ports.audit.Audit`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import func, select

from facilitation.ports.audit import Entry
from storage.tables.audit import audit
from storage.transaction import Transaction


class SqlAudit:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, entry: Entry) -> None:
        community = self._transaction.scope.require()
        self._transaction.flush()
        last = self._transaction.row(
            select(func.max(audit.c.number).label("number")).where(audit.c.community_id == community)
        )
        entry.number = (last.number or 0) + 1 if last else 1
        self._transaction.add(entry)

    def newest(self, skip: int, limit: int) -> Sequence[Entry]:
        self._transaction.scope.require()
        wanted = select(Entry).order_by(audit.c.at.desc(), audit.c.number.desc()).offset(skip).limit(limit)
        return self._transaction.session.scalars(wanted).all()
