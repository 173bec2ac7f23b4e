"""Deliveries that have been seen, so that each is handled once.

Of each stands a digest, and on which day it came. The id itself can tell who acted, and when, as where it holds the
conversation somebody has with Kring: what is asked without a name would be told by its neighbours. It can be guessed,
too; so the digest is made under a key that is drawn anew each day, and goes with that day's deliveries.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from facilitation.people import WorkspaceId
from storage.own_keys import forget_keys, made_key, own_keys
from storage.tables.traffic import inbox
from storage.transaction import Transaction
from storage.upsert import add_if_new

KEPT = timedelta(days=1)  # after the day itself; Slack tries again within an hour, Teams within minutes
KEY = "seen/"  # with its day, among the database's own

WRITE_DOWN = add_if_new(inbox)
SEEN = select(inbox.c.delivery_id).where(
    inbox.c.workspace == bindparam("of_workspace"), inbox.c.delivery_id == bindparam("of_delivery")
)


class SqlInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._keys: dict[str, bytes] = transaction.memory()

    def first_time(self, workspace: WorkspaceId, delivery_id: str) -> bool:
        """Write the delivery down; False when it had been already."""
        now = self._transaction.now
        today, before = _name(now), _name(now - KEPT)
        keys = self._keys_of(today, before)
        if before in keys and self._was_seen(workspace, _digest(keys[before], delivery_id)):
            return False
        if today not in keys:
            keys[today] = made_key(self._transaction, today)
        digest = _digest(keys[today], delivery_id)
        seen = {"workspace": workspace, "delivery_id": digest, "seen_at": day_of(now)}
        return self._transaction.do(WRITE_DOWN, seen) == 1

    def _keys_of(self, *names: str) -> dict[str, bytes]:
        """Read once for all that share the transaction: nothing comes as often as deliveries."""
        if not self._keys.keys() & set(names):
            self._keys.update(own_keys(self._transaction, names))
        return self._keys

    def _was_seen(self, workspace: WorkspaceId, digest: str) -> bool:
        return self._transaction.row(SEEN, {"of_workspace": workspace, "of_delivery": digest}) is not None


def kept_since(now: datetime) -> datetime:
    """What came before that day is forgotten."""
    return day_of(now - KEPT)


def forget_keys_of_before(transaction: Transaction) -> None:
    """Of the days whose deliveries are forgotten: what a copy holds of these is nobody's to guess any more."""
    if forget_keys(transaction, KEY, _name(transaction.now - KEPT)):
        transaction.scrub = True


def day_of(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _name(moment: datetime) -> str:
    return f"{KEY}{moment.date().isoformat()}"


def _digest(key: bytes, delivery_id: str) -> str:
    return hmac.new(key, delivery_id.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
