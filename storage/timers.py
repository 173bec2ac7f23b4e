"""Moments to come back at: set by handlers, claimed by the ticker."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update

from facilitation.events import TimerDue
from facilitation.people import CommunityId, new_id
from storage.tables.traffic import timers
from storage.transaction import Transaction
from storage.upsert import put

# Set again for the same moment it stays as it is, even in the ticker's hands.
SET = put(timers, "id", "due_at", "offer_at", unless_same="due_at")

ONE = (
    (timers.c.community_id == bindparam("of_community"))
    & (timers.c.kind == bindparam("of_kind"))
    & (timers.c.subject == bindparam("of_subject"))
)
STILL_SET = ONE & (timers.c.id == bindparam("of_id")) & (timers.c.due_at == bindparam("of_due_at"))
CLEAR = delete(timers).where(ONE)
TAKE = delete(timers).where(STILL_SET)
OFFER = update(timers).where(STILL_SET).values(offer_at=bindparam("until"))
DUE = (
    select(timers)
    .where(timers.c.offer_at <= bindparam("now"))
    .order_by(timers.c.offer_at, timers.c.community_id, timers.c.kind, timers.c.subject)
    .limit(bindparam("at_most"))
)
NEXT = select(func.min(timers.c.offer_at))
WAITING = select(timers.c.community_id).distinct().order_by(timers.c.community_id)


class SqlTimers:
    """ports.memory.Timers, of the community entered. Raises: NotEntered."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def set(self, kind: str, subject: str, due_at: datetime) -> None:
        timer = {"kind": kind, "subject": subject, "id": new_id(), "due_at": due_at, "offer_at": due_at}
        self._transaction.do(SET, {"community_id": self._transaction.scope.require(), **timer})

    def clear(self, kind: str, subject: str) -> None:
        self._transaction.do(
            CLEAR, {"of_community": self._transaction.scope.require(), "of_kind": kind, "of_subject": subject}
        )


class SqlDueTimers:
    """ports.upkeep.DueTimers."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def claim(self, limit: int, lease: timedelta) -> Sequence[TimerDue]:
        now = self._transaction.now
        statement = DUE.with_for_update(skip_locked=True) if self._transaction.is_shared else DUE
        rows = self._transaction.rows(statement, {"now": now, "at_most": limit})
        due = [
            TimerDue(
                community_id=CommunityId(row.community_id),
                timer_id=row.id,
                kind=row.kind,
                subject=row.subject,
                due_at=row.due_at,
            )
            for row in rows
        ]
        for timer in due:
            self.postpone(timer, now + lease)
        return sorted(due, key=lambda timer: timer.due_at)

    def take(self, due: TimerDue) -> bool:
        return self._transaction.do(TAKE, _still_set(due)) == 1

    def postpone(self, due: TimerDue, until: datetime) -> None:
        self._transaction.do(OFFER, {**_still_set(due), "until": until})

    def next_due(self) -> datetime | None:
        row = self._transaction.row(NEXT)
        return row[0] if row else None

    def communities(self) -> Sequence[CommunityId]:
        return [CommunityId(row.community_id) for row in self._transaction.rows(WAITING)]


def _still_set(due: TimerDue) -> dict[str, object]:
    return {
        "of_community": due.community_id,
        "of_kind": due.kind,
        "of_subject": due.subject,
        "of_id": due.timer_id,
        "of_due_at": due.due_at,
    }
