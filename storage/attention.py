"""The attention budget as it is kept: what was sent to somebody unasked of late, over all communities and accounts.

It is drawn on where a message is claimed, so that what is answered, called off or no longer wanted meanwhile cost
nothing, and pauses and quiet hours hold that began after it was written. What finds no room leaves its line, and is
looked at again once a day at the latest, as people change their settings.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select, text, tuple_, update

from facilitation.attention import next_moment, unasked_a_week
from facilitation.messages import Button, Card, Subject, Unasked
from facilitation.people import Account, AccountRef, Community, WorkspaceId, workspace_of
from storage.line import State, call_off
from storage.tables.people import accounts
from storage.tables.traffic import outbox
from storage.transaction import Transaction
from storage.wire import unpack

WEEK = timedelta(days=7)
LOOKED_AT_AGAIN = timedelta(days=1)
AFTER_OTHERS = timedelta(minutes=1)  # until what is more urgent was sent
STUCK = 2 * LOOKED_AT_AGAIN  # due for so long, it is held up where it is to go, and nothing waits for it any more

TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended('attention ' || :person, 0))")
THEIRS = tuple_(outbox.c.workspace, outbox.c.user).in_(bindparam("theirs", expanding=True))
SPENT = select(outbox.c.final_at).where(
    THEIRS,
    outbox.c.unasked.is_not(None),
    or_(
        outbox.c.state == State.SENDING,
        and_(outbox.c.state.in_((State.SENT, State.UNCERTAIN)), outbox.c.final_at > bindparam("since")),
    ),
)
WAITING = (
    select(outbox.c.seq, outbox.c.place_key, outbox.c.unasked, outbox.c.due_at, outbox.c.side, outbox.c.body)
    .where(THEIRS, outbox.c.unasked.is_not(None), outbox.c.state == State.PENDING, outbox.c.loss.is_(None))
    .order_by(outbox.c.seq)
)
MOVING = (
    select(outbox.c.place_key)
    .distinct()
    .where(
        THEIRS,
        or_(
            outbox.c.state == State.SENDING,
            and_(outbox.c.due_at <= bindparam("now"), outbox.c.due_at > bindparam("stuck")),
        ),
    )
)
"""Their lines of which the head can be sent now."""
STILL = select(outbox.c.seq, outbox.c.place_key).where(
    outbox.c.seq == bindparam("of_seq"), outbox.c.state == State.PENDING
)
STEP_ASIDE = (
    update(outbox)
    .where(outbox.c.seq == bindparam("of_seq"))
    .values(not_before=bindparam("until"), due_at=bindparam("until"))
)


class SqlAttention:
    """ports.attention.Attention, and what it means for a message that is due."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def lets_through(self, row: Row[Any]) -> bool:
        """Whether a message that is due may be sent now; if not, it was put off, or another process is at its reader.

        One that may have arrived already is not held: it was let through before.
        """
        if row.unasked is None or row.state != State.PENDING:
            return True
        person = self._person(AccountRef(WorkspaceId(row.workspace), row.user))
        if person is None:
            return True
        if not self._lock(person):
            return False
        until = self._until(person, row)
        if until is None:
            return True
        self._transaction.do(STEP_ASIDE, {"of_seq": row.seq, "until": until})
        return False

    def has_room(self, account: Account) -> bool:
        allowed = unasked_a_week(account)
        theirs = self._accounts_of(account)
        return allowed is None or len(self._spent(theirs)) + len(self._waiting(theirs)) < allowed

    def waiting(self, account: Account, there: WorkspaceId) -> Sequence[Card]:
        cards = self._cards(account)
        return [card for row, card in cards if row.side is None or workspace_of(row.side) == there]

    def acted_on(self, account: Account, action: str, subject: Subject) -> None:
        for row, card in self._cards(account):
            if any(
                isinstance(each, Button) and (each.action, each.subject) == (action, subject) for each in card.actions
            ):
                call_off(self._transaction, STILL, {"of_seq": row.seq})

    def _cards(self, account: Account) -> Iterator[tuple[Row[Any], Card]]:
        for row in self._waiting(self._accounts_of(account)):
            message = unpack(row.body) if row.body else None
            if isinstance(message, Card):
                yield row, message

    def _until(self, person: Account, row: Row[Any]) -> datetime | None:
        """Until when it waits; None if it needn't."""
        now, zone = self._transaction.now, self._zone(row)
        awake = next_moment(person, now, zone)
        if awake > now:
            return awake
        allowed = unasked_a_week(person)
        if allowed is None:
            return None
        theirs = self._accounts_of(person)
        spent, rank = self._spent(theirs), _rank(row)
        if len(spent) >= allowed:
            return next_moment(person, min(_room_from(spent, allowed, now), now + LOOKED_AT_AGAIN), zone)
        first = [each for each in self._due(theirs) if _rank(each) < rank]
        return now + AFTER_OTHERS if len(first) >= allowed - len(spent) else None

    def _spent(self, theirs: Sequence[tuple[str, str]]) -> Sequence[datetime | None]:
        """When each was sent in the week that ends now, the earliest first; None: it is on its way."""
        rows = self._transaction.rows(SPENT, {"theirs": theirs, "since": self._transaction.now - WEEK})
        moments = [row.final_at for row in rows]
        return [*sorted(each for each in moments if each), *(None for each in moments if not each)]

    def _waiting(self, theirs: Sequence[tuple[str, str]]) -> Sequence[Row[Any]]:
        return self._transaction.rows(WAITING, {"theirs": theirs})

    def _due(self, theirs: Sequence[tuple[str, str]]) -> Sequence[Row[Any]]:
        """Those that would go now, as heads of their lines or behind such a head."""
        now = self._transaction.now
        found = self._transaction.rows(MOVING, {"theirs": theirs, "now": now, "stuck": now - STUCK})
        moving = {row.place_key for row in found}
        return [each for each in self._waiting(theirs) if each.place_key in moving and (each.due_at or now) <= now]

    def _person(self, ref: AccountRef) -> Account | None:
        known = self._transaction.get(Account, (ref.workspace, ref.user))
        if known and known.principal:
            return self._transaction.get(Account, (known.principal.workspace, known.principal.user))
        return known

    def _accounts_of(self, person: Account) -> Sequence[tuple[str, str]]:
        others = select(accounts.c.workspace, accounts.c.user).where(
            accounts.c.principal_workspace == person.workspace, accounts.c.principal_user == person.user
        )
        return [(person.workspace, person.user), *((row.workspace, row.user) for row in self._transaction.rows(others))]

    def _zone(self, row: Row[Any]) -> str:
        found = self._transaction.get(Community, row.community_id) if row.community_id else None
        return found.zone if found else "UTC"

    def _lock(self, person: Account) -> bool:
        """They may be reached in several workspaces, whose messages are claimed at the same time."""
        if not self._transaction.is_shared:
            return True
        got = self._transaction.row(TRY_LOCK, {"person": f"{person.workspace}|{person.user}"})
        return bool(got and got[0])


def _rank(row: Row[Any]) -> int:
    return list(Unasked).index(Unasked(row.unasked))


def _room_from(spent: Sequence[datetime | None], allowed: int, now: datetime) -> datetime:
    """When one of those sent is a week ago, so that one more may be. Of what is on its way nobody knows yet."""
    first_to_go = spent[-allowed] if allowed else None
    return (first_to_go or now) + WEEK
