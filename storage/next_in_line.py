"""Whose turn it is to be sent: workspaces that wait, and in each the heads of its lines that are due."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, text, update

from facilitation.people import WorkspaceId
from facilitation.ports.pacing import Errand
from storage.attention import SqlAttention
from storage.budgets import Budgets
from storage.columns import UtcDateTime, Words
from storage.line import Line
from storage.tables.traffic import outbox
from storage.transaction import Transaction
from storage.turns import Turn

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
        outbox.c.turn == bindparam("of_turn"),
        outbox.c.due_at <= bindparam("now"),
        outbox.c.errand.in_(bindparam("errands", expanding=True)),
        outbox.c.place_key.not_in(bindparam("passed", expanding=True)),
    )
    .order_by(outbox.c.due_at, outbox.c.seq)
    .limit(bindparam("at_most"))
)
POSTPONE = update(outbox).where(outbox.c.seq == bindparam("of_seq")).values(due_at=bindparam("until"))
FREE_ROW = select(outbox.c.seq).where(outbox.c.seq == bindparam("of_seq")).with_for_update(skip_locked=True)


class NextInLine:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._attention = SqlAttention(transaction)

    def workspaces(self) -> Sequence[Row[Any]]:
        """Those with something to send and the moment of their earliest `due_at`, past or to come; earliest first."""
        return self._transaction.rows(WORKSPACES)

    def heads(self, workspace: WorkspaceId, share: int, now: datetime, budgets: Budgets) -> Iterator[Row[Any]]:
        """The heads of as many of its lines as can be claimed now; those behind them are told to wait."""
        passed: list[str] = []
        for turn in Turn:
            while share > 0:
                which = {"of_workspace": workspace, "of_turn": turn, "now": now, "passed": passed, "at_most": share}
                errands = [errand for errand in Errand if budgets.errand_from(errand) <= now]
                places = dict.fromkeys(
                    row.place_key for row in self._transaction.rows(DUE, {**which, "errands": errands})
                )
                if not places:
                    break
                for place_key in places:
                    passed.append(place_key)
                    head = self._head(place_key, now)
                    if head and self._may_go(head, now, budgets):
                        share -= 1
                        budgets.draw(head)
                        yield head

    def _head(self, place_key: str, now: datetime) -> Row[Any] | None:
        """Of that line, if it is due and nobody else is at it; those behind it are told to wait."""
        line = Line.seize(self._transaction, place_key)
        head = line.head(now) if line else None
        if line is None or head is None:
            return None
        line.stand_behind(head.seq, now)
        return head if head.due_at and head.due_at <= now and self._is_free(head) else None

    def _may_go(self, head: Row[Any], now: datetime, budgets: Budgets) -> bool:
        """Where its place has had enough for now, it is offered again when that is over."""
        if budgets.errand_from(Errand(head.errand)) > now:
            return False
        until = budgets.place_from(head)
        if until > now:
            self._transaction.do(POSTPONE, {"of_seq": head.seq, "until": until})
        return until <= now and self._is_welcome(head, now)

    def _is_welcome(self, head: Row[Any], now: datetime) -> bool:
        """Where its reader has had enough unasked, it leaves the line, and the next one is called."""
        welcome = self._attention.lets_through(head)
        if not welcome:
            Line(self._transaction, head.place_key, held=True).call_next(now)
        return welcome

    def _is_free(self, head: Row[Any]) -> bool:
        """Not being rewritten by an event in another process just now."""
        if not self._transaction.is_shared:
            return True
        return self._transaction.row(FREE_ROW, {"of_seq": head.seq}) is not None
