"""Calendar links, as `facilitation.sessions.rhythms.feed.CalendarLinks`."""

from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import bindparam, select

from facilitation.people import CommunityId
from storage.tables.calendar import links
from storage.transaction import Transaction
from storage.upsert import put

PUT = put(links, "digest", "token")
TOKEN = select(links.c.token).where(links.c.community_id == bindparam("of_community"))
BY_DIGEST = select(links.c.community_id).where(links.c.digest == bindparam("of_digest"))


class SqlCalendarLinks:
    def __init__(self, transaction: Transaction, address: Callable[[str], str]) -> None:
        self._transaction = transaction
        self.address = address

    def token(self) -> str | None:
        row = self._transaction.row(TOKEN, {"of_community": self._transaction.scope.require()})
        return row.token if row else None

    def keep(self, token: str) -> None:
        self._transaction.do(
            PUT, {"community_id": self._transaction.scope.require(), "digest": _digest(token), "token": token}
        )

    def community(self, token: str) -> CommunityId | None:
        row = self._transaction.row(BY_DIGEST, {"of_digest": _digest(token)})
        return CommunityId(row.community_id) if row else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
