"""The outbox from delivery's side: pending -> sending -> sent | uncertain | dead."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row, Select, bindparam, func, literal, select, update

from facilitation.events import Loss, MessageLost
from facilitation.messages import Message
from facilitation.people import (
    Account,
    AccountRef,
    Address,
    CommunityId,
    GroupRef,
    PlaceRef,
    Recipient,
    WorkspaceId,
)
from facilitation.ports.pacing import Bound, Errand
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed, Terms
from facilitation.ports.voice import PostedMessage
from storage.budgets import Budgets, hold
from storage.columns import Words
from storage.directs import SqlDirects
from storage.keyring import WrongKey
from storage.line import WITHOUT_WORDS, Line, State, line_of
from storage.next_in_line import NextInLine
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.posted import SqlPosted, Standing, is_part
from storage.tables.traffic import outbox
from storage.transaction import Transaction
from storage.wire import unpack

MINE = (
    (outbox.c.id == bindparam("of_id")) & (outbox.c.fence == bindparam("of_fence")) & (outbox.c.state == State.SENDING)
)
HOLD = select(*WITHOUT_WORDS).where(MINE)
TAKE = (
    update(outbox)
    .where(outbox.c.seq == bindparam("of_seq"))
    .values(
        state=State.SENDING,
        due_at=bindparam("until"),
        not_before=None,
        fence=outbox.c.fence + 1,
        attempts=outbox.c.attempts + 1,
    )
)
PUT_BACK = update(outbox).where(MINE).values(state=bindparam("new_state"), due_at=bindparam("until"))
BODY = select(outbox.c.body).where(outbox.c.seq == bindparam("of_seq"))
SPOIL = (
    update(outbox)
    .where(outbox.c.seq == bindparam("of_seq"))
    .values(state=State.PENDING, loss=Loss.UNSUPPORTED, due_at=None)
)
ROOTED = (
    update(outbox)
    .where(outbox.c.root == bindparam("of_root"))
    .values(
        root=None,
        channel=bindparam("in_channel"),
        thread=bindparam("in_thread"),
        place_key=bindparam("in_place"),
    )
)
DOOM = (
    update(outbox)
    .where(outbox.c.root == bindparam("of_root"), outbox.c.final_at.is_(None))
    .values(loss=Loss.PLACE_GONE)
)
ROOTED_DUE = (
    update(outbox)
    .where(outbox.c.root == bindparam("of_root"))
    .values(due_at=func.coalesce(outbox.c.not_before, bindparam("now", type_=outbox.c.due_at.type)))
)
LOST = select(*WITHOUT_WORDS).where(outbox.c.final_at.is_(None), outbox.c.loss.is_not(None)).order_by(outbox.c.seq)
EXPIRED = (
    select(*WITHOUT_WORDS)
    .where(outbox.c.final_at.is_(None), outbox.c.expires <= bindparam("now"), outbox.c.state == State.PENDING)
    .order_by(outbox.c.expires, outbox.c.seq)
)

POSTING = select(outbox.c.seq).where(
    outbox.c.place_key == bindparam("of_place"),
    outbox.c.state == literal(State.SENDING, Words, literal_execute=True),
    outbox.c.errand == Errand.POST,
)


class SqlDispatch:
    """ports.upkeep.Dispatch."""

    def __init__(self, transaction: Transaction, posted: SqlPosted, people: SqlPeople) -> None:
        self._transaction = transaction
        self._outbox = SqlOutbox(transaction, posted)
        self._posted = posted
        self._people = people
        self._directs = SqlDirects(transaction)
        self._next = NextInLine(transaction)
        self._held_back: dict[WorkspaceId, datetime] = {}

    def claim(self, limit: int, lease: timedelta, terms: Callable[[WorkspaceId], Terms]) -> Sequence[Claimed]:
        now = self._transaction.now
        waiting = [row.workspace for row in self._next.workspaces() if row.due_at <= now]
        claimed: list[Claimed] = []
        for position, workspace in enumerate(waiting):
            share = -(-(limit - len(claimed)) // (len(waiting) - position))
            claimed += self._claim_of(workspace, share, now, now + lease, terms(workspace))
        return claimed

    def _claim_of(
        self, workspace: WorkspaceId, share: int, now: datetime, until: datetime, terms: Terms
    ) -> Sequence[Claimed]:
        budgets = Budgets.open(self._transaction, workspace, terms.paces, now) if terms.room > 0 else None
        if budgets is None:
            return []
        heads = self._next.heads(workspace, min(share, terms.room), now, budgets)
        claimed = [taken for row in heads if (taken := self._take(row, until))]
        budgets.close()
        later = [moment for errand in Errand if (moment := budgets.errand_from(errand)) > now]
        if later:
            self._held_back[workspace] = min(later)
        return claimed

    def sent(self, claimed: Claimed, sent: Sent | None, rest: Sequence[Message] = ()) -> bool:
        row = self._held(claimed)
        if row is None:
            return False
        now = self._transaction.now
        if sent and row.errand == Errand.POST and row.key:
            self._settle(row, sent, now)
        if sent and row.user and row.errand == Errand.POST:
            self._directs.remember(AccountRef(row.workspace, row.user), sent.place)
        if sent and row.key == claimed.key:  # neither a part itself, nor forgotten meanwhile
            self._outbox.go_on(row, _thread_of(row, sent), rest)
        Line(self._transaction, row.place_key).finish(row.seq, State.SENT, now)
        return True

    def wait(self, claimed: Claimed, until: datetime, bound: Bound | None = None) -> None:
        row = self._held(claimed) if bound else None
        self._put_back(claimed, State.PENDING, until)
        if bound and row:
            hold(self._transaction, row, bound, until)

    def lost_sight(self, claimed: Claimed) -> None:
        if isinstance(claimed.to, AccountRef):
            self._directs.forget(claimed.to)
        self._put_back(claimed, State.PENDING, self._transaction.now)

    def doubt(self, claimed: Claimed, until: datetime) -> None:
        self._put_back(claimed, State.SENDING, until)

    def give_up(self, claimed: Claimed, loss: Loss) -> None:
        row = self._held(claimed)
        if row is None:
            return
        state = State.UNCERTAIN if loss is Loss.UNCERTAIN else State.DEAD
        self._end(row, state)

    def expired(self) -> Sequence[MessageLost]:
        now = self._transaction.now
        late = self._ended(EXPIRED, now)
        doomed = self._ended(LOST, now)
        return [_lost(row, Loss.EXPIRED) for row in late] + [_lost(row, Loss(row.loss)) for row in doomed]

    def next_due(self) -> datetime | None:
        waiting = ((row.workspace, row.due_at) for row in self._next.workspaces())
        return min((max(due, self._held_back.get(workspace, due)) for workspace, due in waiting), default=None)

    def is_posting(self, channel: PlaceRef) -> bool:
        return self._transaction.row(POSTING, {"of_place": line_of(channel)}) is not None

    def _take(self, row: Row[Any], until: datetime) -> Claimed | None:
        """None: it can't be sent. An update of what was never posted is dropped: its post's loss has been told."""
        standing = self._posted.standing(row.key) if row.errand == Errand.UPDATE else None
        if row.errand == Errand.UPDATE and standing is None:
            self._end(row, State.DEAD)
            return None
        try:
            message = self._message(row)
        except (WrongKey, ValidationError):
            self._transaction.do(SPOIL, {"of_seq": row.seq})
            return None
        self._transaction.do(TAKE, {"of_seq": row.seq, "until": until})
        to = standing.message.place if standing else _to(row)
        return Claimed(
            id=row.id,
            fence=row.fence + 1,
            errand=Errand(row.errand),
            community_id=CommunityId(row.community_id) if row.community_id else None,
            key=None if is_part(row.key) else row.key,
            to=to,
            message=message,
            address=self._address(to, standing),
            direct=self._directs.of(to) if isinstance(to, AccountRef) and row.errand == Errand.POST else None,
            replaces=standing.message.message_id if standing else None,
            attempts=row.attempts + 1,
            doubtful=row.state == State.SENDING,
        )

    def _message(self, row: Row[Any]) -> Message | None:
        """What it says; None where something is only asked. Raises: WrongKey, ValidationError."""
        found = self._transaction.row(BODY, {"of_seq": row.seq})
        return unpack(found.body) if found and found.body else None

    def _address(self, to: Recipient, standing: Standing | None) -> Address | None:
        """A person's where it went to a person, for their direct conversation may never have been seen."""
        if isinstance(to, GroupRef):
            return None
        if isinstance(to, PlaceRef):
            known = self._people.place_address(to)
            if known or standing is None or standing.user is None:
                return known
            to = AccountRef(to.workspace, standing.user)
        account: Account | None = self._people.account(to)
        return account.address if account else None

    def _held(self, claimed: Claimed) -> Row[Any] | None:
        """The row, while this claim of it holds. Lines are locked before rows, so that none wait for each other."""
        which = {"of_id": claimed.id, "of_fence": claimed.fence}
        row = self._transaction.row(HOLD, which)
        if row is None or not self._transaction.is_shared:
            return row
        Line(self._transaction, row.place_key)
        return self._transaction.row(HOLD.with_for_update(), which)

    def _put_back(self, claimed: Claimed, state: State, until: datetime) -> None:
        self._transaction.do(
            PUT_BACK, {"of_id": claimed.id, "of_fence": claimed.fence, "new_state": state, "until": until}
        )

    def _settle(self, row: Row[Any], sent: Sent, now: datetime) -> None:
        """Remember where it stands, and let those that go under it join its thread's line."""
        place = PlaceRef(sent.place.workspace, sent.place.channel, sent.place.thread or row.thread)
        community = CommunityId(row.community_id) if row.community_id else None
        message = PostedMessage(community, row.key, place, sent.message_id)
        self._posted.remember(Standing(message, row.place_key, row.user))
        thread = _thread_of(row, sent)
        which = {"of_root": row.key}
        self._transaction.do(ROOTED_DUE, {**which, "now": now})
        self._transaction.do(
            ROOTED,
            {**which, "in_channel": thread.channel, "in_thread": thread.thread, "in_place": line_of(thread)},
        )

    def _ended(self, which: Select[Any], now: datetime) -> Sequence[Row[Any]]:
        """End all of these but those that another process holds just now."""
        statement = which.with_for_update(skip_locked=True) if self._transaction.is_shared else which
        rows = self._transaction.rows(statement, {"now": now})
        for row in rows:
            self._end(row, State.DEAD)
        return rows

    def _end(self, row: Row[Any], state: State) -> None:
        """Make it final without its having arrived; what goes under it has lost its place."""
        now = self._transaction.now
        if row.errand == Errand.POST and row.key:
            self._transaction.do(DOOM, {"of_root": row.key})
        Line(self._transaction, row.place_key).finish(row.seq, state, now)


def _to(row: Row[Any]) -> Recipient:
    if row.members:
        return GroupRef(tuple(AccountRef(row.workspace, user) for user in row.members))
    if row.user is not None:
        return AccountRef(row.workspace, row.user)
    return PlaceRef(row.workspace, row.channel, row.thread)


def _thread_of(row: Row[Any], sent: Sent) -> PlaceRef:
    """That under it, or the one it stands in."""
    return PlaceRef(sent.place.workspace, sent.place.channel, sent.place.thread or row.thread or sent.message_id)


def _lost(row: Row[Any], loss: Loss) -> MessageLost:
    return MessageLost(
        community_id=CommunityId(row.community_id) if row.community_id else None,
        key=None if is_part(row.key) else row.key,
        loss=loss,
        place=PlaceRef(row.workspace, row.channel) if row.channel else None,
        person=AccountRef(row.workspace, row.user) if row.user else None,
    )
