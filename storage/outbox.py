"""Messages to come, from the side of those who write them. A key is unique in the whole database."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from facilitation.attention import MAKES_SENSE_FOR
from facilitation.events import Loss
from facilitation.messages import Message, Notice, To, ToCommunity, ToGroup, ToPerson, ToPlace, ToThread, Unasked
from facilitation.people import Account, AccountRef, PlaceRef, WorkspaceId, new_id
from facilitation.ports.pacing import Errand
from storage.line import FINISH, WITHOUT_WORDS, Line, State, line_of
from storage.posted import FIRST_PART, SqlPosted, is_part, part_key
from storage.tables.people import accounts
from storage.tables.traffic import outbox
from storage.transaction import Transaction
from storage.turns import Turn, Turns
from storage.wire import pack

ADD = insert(outbox)
OPEN = (outbox.c.key == bindparam("of_key")) & outbox.c.final_at.is_(None)
OPEN_POST = select(*WITHOUT_WORDS).where(OPEN, outbox.c.errand == Errand.POST).order_by(outbox.c.seq.desc()).limit(1)
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


@dataclass(frozen=True, slots=True)
class Aim:
    """Where something goes. With `root`, under the message of that key, once that is posted.

    `members` are the users of a group that is yet to be made.
    """

    place_key: str
    workspace: WorkspaceId
    channel: str | None = None
    thread: str | None = None
    user: str | None = None
    root: str | None = None
    members: tuple[str, ...] = ()


NOWHERE = Aim("", WorkspaceId(""))


class SqlOutbox:
    """ports.voice.Outbox, each message for its one place."""

    def __init__(self, transaction: Transaction, posted: SqlPosted) -> None:
        self._transaction = transaction
        self._posted = posted
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
        aim = self._aim(to)
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
        aim = _aim_of(post) if post else self._aim_at_posted(key)
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
        for seen in self._transaction.rows(WAITING, span):
            line = Line(self._transaction, seen.place_key)
            row = self._held(WAITING.where(outbox.c.seq == seen.seq), span)
            if row:
                line.finish(row.seq, State.DEAD, self._transaction.now)
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
        return self._held(which, {"of_key": key})

    def _held(self, which: Any, values: Mapping[str, Any]) -> Row[Any] | None:
        """The row, held against delivery where that runs at the same time."""
        statement = which.with_for_update() if self._transaction.is_shared else which
        return self._transaction.row(statement, values)

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

    def _aim(self, to: To) -> Aim | Loss:
        """Or why it is lost already: it goes under a message that never was and never will be posted."""
        match to:
            case ToPlace(place) | ToCommunity(place):
                return Aim(line_of(place), place.workspace, place.channel, place.thread)
            case ToPerson(account, _, here, side):
                account = account if here else self._reached(account, side)
                return Aim(line_of(account), account.workspace, user=account.user)
            case ToThread(key):
                return self._aim_under(key) or Loss.PLACE_GONE
            case ToGroup(members):
                return _aim_at_group(members)

    def _reached(self, person: AccountRef, side: WorkspaceId | None) -> AccountRef:
        """Where whoever that is wants private messages to arrive; or on that side, if they are there at all."""
        known = self._transaction.get(Account, (person.workspace, person.user))
        if known and known.principal:
            known = self._transaction.get(Account, (known.principal.workspace, known.principal.user))
        if known is None:
            return person
        if side is None or known.reached_at.workspace == side:
            return known.reached_at
        theirs = select(Account).where(
            accounts.c.principal_workspace == known.workspace, accounts.c.principal_user == known.user
        )
        all_of_them = (known, *self._transaction.session.scalars(theirs))
        there = (each.ref for each in all_of_them if each.workspace == side and each.is_active)
        return next(there, known.reached_at)

    def _aim_under(self, key: str) -> Aim | None:
        """Asked again after the root's row was free: it may have been posted meanwhile."""
        aim = self._aim_at_root(key)
        if aim:
            return aim
        root = self._open(OPEN_POST, key)
        if root:
            return Aim(f"{root.workspace}|^|{key}", root.workspace, root=key)
        return self._aim_at_root(key) if self._transaction.is_shared else None

    def _aim_at_root(self, key: str) -> Aim | None:
        root = self._posted.under(key)
        if root is None:
            return None
        place = PlaceRef(root.place.workspace, root.place.channel, root.place.thread or root.message_id)
        return Aim(line_of(place), place.workspace, place.channel, place.thread)

    def _aim_at_posted(self, key: str) -> Aim | None:
        standing = self._posted.standing(key)
        if standing is None:
            return None
        place = standing.message.place
        return Aim(standing.place_key, place.workspace, place.channel, place.thread, standing.user)

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

EMPTY = dict.fromkeys(("key", "body", "not_before", "expires", "loss", "final_at", "unasked"))


def _aim_at_group(members: Sequence[AccountRef]) -> Aim | Loss:
    """In a line of its own, as the group is made for this message. None is of nobody, or of several workspaces."""
    workspaces = {member.workspace for member in members}
    if len(workspaces) != 1:
        return Loss.UNSUPPORTED
    (workspace,) = workspaces
    users = tuple(dict.fromkeys(member.user for member in members))
    return Aim(f"{workspace}|&|{new_id()}", workspace, members=users)


def _aim_of(post: Row[Any]) -> Aim:
    return Aim(post.place_key, post.workspace, post.channel, post.thread, post.user, post.root)
