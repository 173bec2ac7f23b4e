"""Documents that are yet to be understood: noted when they are put, claimed by whoever gives them their vectors."""

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, Table, bindparam, delete, select, text, update
from sqlalchemy.sql import ColumnElement

from facilitation.people import CommunityId, new_id
from facilitation.ports.embedder import Meaning
from facilitation.ports.upkeep import Unread
from storage.tables.people import communities
from storage.tables.search import TITLE, WHOLE, Sealed, documents, unread, vectors
from storage.tables.traffic import notes
from storage.transaction import Transaction
from storage.upsert import add_if_new, put


def _one(table: Table) -> ColumnElement[bool]:
    return (
        (table.c.community_id == bindparam("of_community"))
        & (table.c.kind == bindparam("of_kind"))
        & (table.c.id == bindparam("of_id"))
    )


THIS_TURN = _one(unread) & (unread.c.turn == bindparam("of_turn"))
TO_READ = put(unread, "turn", "due_at")
ADD = add_if_new(unread)
NOT_READ = delete(unread).where(_one(unread))
READ = delete(unread).where(THIS_TURN)
LATER = update(unread).where(THIS_TURN).values(due_at=bindparam("until"))
DUE = (
    select(unread)
    .where(unread.c.due_at <= bindparam("now"))
    .order_by(unread.c.due_at, unread.c.community_id, unread.c.kind, unread.c.id)
    .limit(bindparam("at_most"))
)
DOCUMENT = select(documents).where(_one(documents))
FORGET = delete(vectors).where(_one(vectors))
UNDERSTOOD = put(vectors, "model", "stamp", "vector", "sealed")
STAMP = text(
    "INSERT INTO search_stamps (community_id, last) VALUES (:community, :first)"
    " ON CONFLICT (community_id) DO UPDATE SET last = search_stamps.last + 1 RETURNING last"
)
OTHERWISE = select(vectors.c.kind, vectors.c.id).where(
    (vectors.c.community_id == bindparam("of_community")) & (vectors.c.model != bindparam("of_model"))
)
EVERYONE = select(communities.c.id)

LEFT = {"platform": "storage", "key": "search_left"}
"""The note that something went which the words' files may still hold."""
NOTE = add_if_new(notes)
IS_NOTED = delete(notes).filter_by(**LEFT)
OPTIMIZE = (
    text("INSERT INTO search_index (search_index) VALUES ('optimize')"),
    text("INSERT INTO search_grams (search_grams) VALUES ('optimize')"),
)
"""FTS5 writes anew what it holds, without the words of what is gone."""


def to_be_read(transaction: Transaction, kind: str, identity: str) -> None:
    """In the entered community. What it meant before goes at once."""
    community = transaction.scope.require()
    forget(transaction, kind, identity)
    which = {"community_id": community, "kind": kind, "id": identity}
    transaction.do(TO_READ, {**which, "turn": new_id(), "due_at": transaction.now})


def forget(transaction: Transaction, kind: str, identity: str) -> None:
    """What a document of the entered community means, and that it is yet to be understood."""
    which = {"of_community": transaction.scope.require(), "of_kind": kind, "of_id": identity}
    transaction.do(FORGET, which)
    transaction.do(NOT_READ, which)


def leave_no_trace(transaction: Transaction) -> None:
    """Soon, of words that were in the index until now."""
    transaction.do(NOTE, {**LEFT, "value": "true"})


class SqlUnderstanding:
    """ports.upkeep.Understanding, of all communities."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def claim(self, limit: int, lease: timedelta) -> Sequence[Unread]:
        now = self._transaction.now
        statement = DUE.with_for_update(skip_locked=True) if self._transaction.is_shared else DUE
        rows = self._transaction.rows(statement, {"now": now, "at_most": limit})
        found = [self._read(row) for row in rows]
        for each in found:
            self.postpone(each, now + lease)
        return found

    def understood(self, each: Unread, meaning: Meaning, title: Meaning | None = None) -> bool:
        self._enter(each.community_id)
        if not self._transaction.do(READ, _this_turn(each)):
            return False
        self._keep(each, WHOLE, meaning)
        if title:
            self._keep(each, TITLE, title)
        return True

    def _keep(self, each: Unread, part: str, meaning: Meaning) -> None:
        stamp = self._transaction.row(STAMP, {"community": each.community_id, "first": _first(self._transaction)})
        sealed = None if each.readers is None else Sealed(base64.b64encode(meaning.vector).decode(), each.readers)
        self._transaction.do(
            UNDERSTOOD,
            {
                "community_id": each.community_id,
                "kind": each.kind,
                "id": each.id,
                "part": part,
                "model": meaning.model,
                "stamp": stamp[0] if stamp else 0,
                "vector": None if sealed else meaning.vector,
                "sealed": sealed,
            },
        )

    def postpone(self, each: Unread, until: datetime) -> None:
        self._transaction.do(LATER, {**_this_turn(each), "until": until})

    def renew(self, model: str) -> int:
        found = 0
        for (community,) in self._transaction.rows(EVERYONE):
            self._enter(community)
            for row in self._transaction.rows(OTHERWISE, {"of_community": community, "of_model": model}):
                which = {"community_id": community, "kind": row.kind, "id": row.id}
                found += self._transaction.do(ADD, {**which, "turn": new_id(), "due_at": self._transaction.now})
        return found

    def tidy(self) -> bool:
        if not self._transaction.do(IS_NOTED):
            return False
        for statement in () if self._transaction.is_shared else OPTIMIZE:
            self._transaction.do(statement)
        self._transaction.scrub = True
        return True

    def _read(self, row: Row[tuple[str, ...]]) -> Unread:
        """Of what was there before texts were kept, what is shown of it."""
        self._enter(row.community_id)
        which = {"of_community": row.community_id, "of_kind": row.kind, "of_id": row.id}
        document = self._transaction.row(DOCUMENT, which)
        whole, readers, title = "", None, ""
        if document:
            said = document.said
            whole, readers = (said.text, said.readers) if said else (f"{document.title}\n{document.shown}", None)
            title = "" if whole.strip() == document.title.strip() else document.title
        return Unread(CommunityId(row.community_id), row.kind, row.id, row.turn, whole, readers, title)

    def _enter(self, community: str) -> None:
        self._transaction.scope.enter(CommunityId(community))
        self._transaction.scope.require()


def _first(transaction: Transaction) -> int:
    """Above all of a community of the same id that was erased, and that another process may still hold."""
    return int(transaction.now.timestamp() * 1000)


def _this_turn(each: Unread) -> dict[str, object]:
    return {"of_community": each.community_id, "of_kind": each.kind, "of_id": each.id, "of_turn": each.turn}
