"""Whose turn it is to be sent: workspaces that wait, and in each the heads of its lines that are due."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, text

from facilitation.people import WorkspaceId
from storage.columns import UtcDateTime, Words
from storage.line import Line
from storage.tables.traffic import outbox
from storage.transaction import Transaction

# One step of the index for each workspace, however many rows each has; the longest waiting first.
WORKSPACES = text("""
    WITH RECURSIVE found(workspace) AS (
        SELECT min(workspace) FROM outbox WHERE due_at IS NOT NULL
        UNION ALL
        SELECT (SELECT min(workspace) FROM outbox WHERE due_at IS NOT NULL AND workspace > found.workspace)
        FROM found WHERE found.workspace IS NOT NULL
    )
    SELECT workspace, (
        SELECT min(due_at) FROM outbox WHERE due_at IS NOT NULL AND workspace = found.workspace
    ) AS due_at
    FROM found WHERE workspace IS NOT NULL ORDER BY 2
""").columns(workspace=Words, due_at=UtcDateTime)

DUE = (
    select(outbox.c.place_key)
    .where(
        outbox.c.workspace == bindparam("of_workspace"),
        outbox.c.due_at <= bindparam("now"),
        outbox.c.place_key.not_in(bindparam("passed", expanding=True)),
    )
    .order_by(outbox.c.due_at, outbox.c.seq)
    .limit(bindparam("at_most"))
)
FREE_ROW = select(outbox.c.seq).where(outbox.c.seq == bindparam("of_seq")).with_for_update(skip_locked=True)


class NextInLine:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def workspaces(self) -> Sequence[Row[Any]]:
        """Those with something to send and the moment of their earliest `due_at`, past or to come; earliest first."""
        return self._transaction.rows(WORKSPACES)

    def heads(self, workspace: WorkspaceId, share: int, now: datetime) -> Iterator[Row[Any]]:
        """The heads of as many of its lines as can be claimed now; those behind them are told to wait."""
        passed: list[str] = []
        while share > 0:
            which = {"of_workspace": workspace, "now": now, "passed": passed, "at_most": share}
            places = dict.fromkeys(row.place_key for row in self._transaction.rows(DUE, which))
            if not places:
                return
            for place_key in places:
                passed.append(place_key)
                line = Line.seize(self._transaction, place_key)
                head = line.head(now) if line else None
                if line is None or head is None:
                    continue
                line.stand_behind(head.seq, now)
                if head.due_at and head.due_at <= now and self._is_free(head):
                    share -= 1
                    yield head

    def _is_free(self, head: Row[Any]) -> bool:
        """Not being rewritten by an event in another process just now."""
        if not self._transaction.is_shared:
            return True
        return self._transaction.row(FREE_ROW, {"of_seq": head.seq}) is not None
