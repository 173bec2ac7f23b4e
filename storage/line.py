"""The line of messages for one place: in the order they were said, one at a time.

A row of the outbox is in its place's line from `not_before` on, until it is final. Only the head of a line
may be claimed: a row that is being sent, else the eldest. `due_at` says when a row may next be claimed;
those behind the head have none, and when the head is final the next one is given its turn.

On PostgreSQL whoever moves a line holds the place's lock until the transaction ends.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, bindparam, literal, or_, select, text, update

from facilitation.people import AccountRef, PlaceRef
from storage.columns import Words
from storage.tables.traffic import outbox
from storage.transaction import Transaction


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:place_key, 0))")
TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:place_key, 0))")

IN_LINE = (
    (outbox.c.place_key == bindparam("of_place"))
    & outbox.c.final_at.is_(None)
    & outbox.c.root.is_(None)
    & outbox.c.loss.is_(None)
    & or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now"))
)

WITHOUT_WORDS = [column for column in outbox.columns if column.name != "body"]
"""What is looked at while a line moves: the body is decrypted only to be sent."""

HEAD = select(*WITHOUT_WORDS).where(IN_LINE).order_by(outbox.c.seq).limit(1)
BEING_SENT = HEAD.where(outbox.c.state == literal(State.SENDING, Words, literal_execute=True))

BEHIND = (
    update(outbox)
    .where(IN_LINE, outbox.c.seq != bindparam("head"), outbox.c.due_at <= bindparam("now"))
    .values(due_at=None, not_before=None)
)

CALL = (
    update(outbox).where(outbox.c.seq == bindparam("head"), outbox.c.due_at.is_(None)).values(due_at=bindparam("now"))
)

FINISH = (
    update(outbox)
    .where(outbox.c.seq == bindparam("of_seq"))
    .values(state=bindparam("of_state"), body=None, members=None, due_at=None, root=None, final_at=bindparam("now"))
)


def line_of(place: PlaceRef | AccountRef) -> str:
    """The name of the line in which messages for a place, a thread or a person wait."""
    if isinstance(place, AccountRef):
        return f"{place.workspace}|@|{place.user}"
    return f"{place.workspace}|{place.channel}|{place.thread or ''}"


class Line:
    """One place's line, held for this transaction."""

    def __init__(self, transaction: Transaction, place_key: str, *, held: bool = False) -> None:
        self._transaction = transaction
        self._place_key = place_key
        if transaction.is_shared and not held:
            transaction.row(LOCK, {"place_key": place_key})

    @classmethod
    def seize(cls, transaction: Transaction, place_key: str) -> "Line | None":
        """The line, unless another process is moving it just now."""
        if transaction.is_shared:
            got = transaction.row(TRY_LOCK, {"place_key": place_key})
            if not (got and got[0]):
                return None
        return cls(transaction, place_key, held=True)

    def head(self, now: datetime) -> Row[Any] | None:
        """Who is next, due or not."""
        which = self._which(now)
        return self._transaction.row(BEING_SENT, which) or self._transaction.row(HEAD, which)

    def stand_behind(self, head: int, now: datetime) -> None:
        """Let all others that are due wait until they are called."""
        self._transaction.do(BEHIND, {**self._which(now), "head": head})

    def finish(self, seq: int, state: State, now: datetime) -> None:
        """Make a row final, wipe what it said and to which group, and call the next."""
        self._transaction.do(FINISH, {"of_seq": seq, "of_state": state, "now": now})
        self.call_next(now)

    def call_next(self, now: datetime) -> None:
        head = self.head(now)
        if head is not None:
            self._transaction.do(CALL, {"head": head.seq, "now": now})

    def _which(self, now: datetime) -> Mapping[str, Any]:
        return {"of_place": self._place_key, "now": now}


def call_off(transaction: Transaction, waiting: Select[Any], values: Mapping[str, Any]) -> None:
    """What of this still waits is never sent; what is being sent just now arrives. `waiting`: with its `place_key`."""
    for seen in transaction.rows(waiting, values):
        line = Line(transaction, seen.place_key)
        row = transaction.held(waiting.where(outbox.c.seq == seen.seq), values)
        if row:
            line.finish(row.seq, State.DEAD, transaction.now)
