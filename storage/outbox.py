"""Messages to come, from the side of those who write them. A key is unique in the whole database."""

from collections.abc import Sequence, Set
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from facilitation.attention import MAKES_SENSE_FOR
from facilitation.events import Loss
from facilitation.messages import Message, Notice, To, ToPerson, Unasked
from facilitation.people import AccountRef, PlaceRef, new_id
from facilitation.ports.pacing import Errand
from storage.aims import NOWHERE, OPEN, OPEN_POST, Aim, Aims, aim_of
from storage.line import FINISH, WITHOUT_WORDS, Line, State, call_off, line_of
from storage.posted import FIRST_PART, SqlPosted, is_part, part_key
from storage.tables.traffic import outbox
from storage.transaction import Transaction
from storage.turns import Turn, Turns
from storage.wire import pack

ADD = insert(outbox)
WITHDRAWN = (
    select(*WITHOUT_WORDS)
    .where(OPEN, outbox.c.errand.in_((Errand.POST, Errand.READ)))
    .order_by(outbox.c.seq.desc())
    .limit(1)
)
OPEN_UPDATE = (
    select(*WITHOUT_WORDS)
    .where(OPEN, outbox.c.errand == Errand.UPDATE, outbox.c.state == State.PENDING)
    .order_by(outbox.c.seq.desc())
    .limit(1)
)
BEGINS_SO = (outbox.c.key >= bindparam("beginning")) & (outbox.c.key < bindparam("end"))
OPEN_KEYS = select(outbox.c.key).where(BEGINS_SO, outbox.c.final_at.is_(None))
WAITING = select(outbox.c.seq, outbox.c.place_key).where(
    BEGINS_SO, outbox.c.final_at.is_(None), outbox.c.state == State.PENDING
)
FORGET = delete(outbox).where(BEGINS_SO, outbox.c.final_at.is_not(None))
UNNAME = update(outbox).where(BEGINS_SO).values(key=None)
"""Of what is being sent just now, so that it is not remembered when it has arrived."""
LAST = "\U0010ffff"
"""Comes after all else that a key may go on with."""
REWRITE = update(outbox).where(outbox.c.seq == bindparam("of_seq")).values(body=bindparam("new_body"))
LOOKED_UP = select(outbox.c.seq).where(
    outbox.c.place_key == bindparam("of_place"), outbox.c.final_at.is_(None), outbox.c.state == State.PENDING
)
ORPHANS = select(outbox.c.seq).where(outbox.c.root == bindparam("of_root"), outbox.c.final_at.is_(None))


class SqlOutbox:
    """ports.voice.Outbox, each message for its one place."""

    def __init__(self, transaction: Transaction, posted: SqlPosted) -> None:
        self._transaction = transaction
        self._posted = posted
        self._aims = Aims(transaction, posted)
        self._turns = Turns()

    def begin(self, actor: Set[AccountRef]) -> None:
        """From here on it is another event that speaks."""
        self._turns.begin(actor)

    def post(
        self,
        to: To,
        message: Message,
        *,
        key: str | None = None,
        not_before: datetime | None = None,
        expires: datetime | None = None,
    ) -> None:
        aim = self._aims.of(to)
        why = to.why if isinstance(to, ToPerson) and isinstance(to.why, Unasked) else None
        if why:
            expires = expires or (not_before or self._transaction.now) + MAKES_SENSE_FOR[why]
        loss, aim = (aim, NOWHERE) if isinstance(aim, Loss) else (None, aim)
        self._add(
            Errand.POST,
            aim,
            body=pack(message),
            key=key,
            not_before=not_before,
            expires=expires,
            loss=loss,
            side=to.side if isinstance(to, ToPerson) else None,
            turn=self._turns.of(to),
            unasked=why,
        )

    def update(self, key: str, message: Message) -> None:
        self._change(key, message, self._transaction.community_id)

    def _change(self, key: str, message: Message, community: str | None) -> None:
        post = self._open(OPEN_POST, key)
        if post and post.state == State.PENDING:
            self._rewrite(post, message)
            return
        waiting = self._open(OPEN_UPDATE, key)
        if waiting:
            self._rewrite(waiting, message)
            return
        aim = aim_of(post) if post else self._aims.at_posted(key)
        if aim:
            self._add(Errand.UPDATE, aim, body=pack(message), key=key, community_id=community)

    def withdraw(self, key: str) -> None:
        seen = self._transaction.row(WITHDRAWN, {"of_key": key})
        if seen is None:
            return
        now = self._transaction.now
        line = Line(self._transaction, seen.place_key)
        post = self._open(WITHDRAWN, key)
        if post is None or post.state != State.PENDING:
            return
        line.finish(post.seq, State.DEAD, now)
        for orphan in self._transaction.rows(ORPHANS, {"of_root": key}):
            self._transaction.do(FINISH, {"of_seq": orphan.seq, "of_state": State.DEAD, "now": now})

    def keys(self, beginning: str) -> Sequence[str]:
        span = {"beginning": beginning, "end": beginning + LAST}
        waiting = self._transaction.rows(OPEN_KEYS, span)
        found = {*(row.key for row in waiting), *self._posted.keys(span)}
        return sorted(key for key in found if not is_part(key))

    def forget(self, beginning: str) -> None:
        span = {"beginning": beginning, "end": beginning + LAST}
        call_off(self._transaction, WAITING, span)
        self._transaction.do(FORGET, span)
        self._transaction.do(UNNAME, span)
        self._posted.forget(span)
        self._transaction.scrub = True

    def look_up(self, account: AccountRef) -> None:
        place_key = f"{account.workspace}|?|{account.user}"
        if self._transaction.row(LOOKED_UP, {"of_place": place_key}) is None:
            self._add(Errand.LOOK_UP, Aim(place_key, account.workspace, user=account.user), turn=Turn.ROUND)

    def read(self, place: PlaceRef, message_id: str, *, key: str) -> None:
        """In a line of its own, under the message: it waits for nothing that is to stand there."""
        place_key = f"{place.workspace}|?|{place.channel}|{message_id}"
        self._add(Errand.READ, Aim(place_key, place.workspace, place.channel, message_id), key=key)

    def _open(self, which: Any, key: str) -> Row[Any] | None:
        return self._transaction.held(which, {"of_key": key})

    def _rewrite(self, row: Row[Any], message: Message) -> None:
        self._transaction.do(REWRITE, {"of_seq": row.seq, "new_body": pack(message)})
        self._transaction.stirred = True

    def go_on(self, row: Row[Any], thread: PlaceRef, rest: Sequence[Message]) -> None:
        """What `row` had no room for follows it: as the next messages to a person, under it elsewhere.

        Where it was said before, what followed then is changed; what is no longer said is blotted out.
        """
        to_person = Aim(row.place_key, row.workspace, user=row.user)
        aim = to_person if row.user else Aim(line_of(thread), thread.workspace, thread.channel, thread.thread)
        for number, message in enumerate(rest, FIRST_PART):
            key = part_key(row.key, number) if row.key else None
            if key and self.stands(key):
                self._change(key, message, row.community_id)
            else:
                self._add(Errand.POST, aim, body=pack(message), key=key, community_id=row.community_id)
        for left in count(FIRST_PART + len(rest)):
            if not row.key or not self.stands(part_key(row.key, left)):
                return
            self._change(part_key(row.key, left), BLANK, row.community_id)

    def stands(self, key: str) -> bool:
        """Whether a message was posted, or is to be, under this key."""
        return self._posted.standing(key) is not None or self._transaction.row(OPEN_POST, {"of_key": key}) is not None

    def _add(self, errand: Errand, aim: Aim, **values: Any) -> None:
        transaction = self._transaction
        now = transaction.now
        due_at = None if aim.root or values.get("loss") else values.get("not_before") or now
        row = {
            "id": new_id(),
            "state": State.PENDING,
            "errand": errand,
            "turn": Turn.AWAITED,
            "community_id": transaction.community_id,
            "workspace": aim.workspace,
            "channel": aim.channel,
            "thread": aim.thread,
            "user": aim.user,
            "place_key": aim.place_key,
            "root": aim.root,
            "members": aim.members or None,
            "due_at": due_at,
            "fence": 0,
            "attempts": 0,
            "created_at": now,
        }
        transaction.do(ADD, {**EMPTY, **row, **values})
        transaction.stirred = True


BLANK = Notice("–")
"""What no longer belongs to a message that was shortened."""

EMPTY = dict.fromkeys(("key", "body", "not_before", "expires", "loss", "final_at", "unasked", "side"))
