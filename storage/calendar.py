"""Calendar links, as `facilitation.sessions.rhythms.feed.CalendarLinks`."""

from hashlib import sha256

from sqlalchemy import bindparam, select

from facilitation.people import CommunityId
from storage.scope import NotEntered
from storage.tables.calendar import links
from storage.transaction import Transaction
from storage.upsert import put

PUT = put(links, "digest", "token")
TOKEN = select(links.c.token).where(links.c.community_id == bindparam("of_community"))
BY_DIGEST = select(links.c.community_id).where(links.c.digest == bindparam("of_digest"))


class SqlCalendarLinks:
    def __init__(self, transaction: Transaction, public_url: str) -> None:
        self._transaction = transaction
        self._public_url = public_url

    def token(self) -> str | None:
        """The entered community's. Raises: NotEntered."""
        row = self._transaction.row(TOKEN, {"of_community": self._community()})
        return row.token if row else None

    def keep(self, token: str) -> None:
        """In the place of the one before, which leads nowhere any more. Raises: NotEntered."""
        self._transaction.do(PUT, {"community_id": self._community(), "digest": _digest(token), "token": token})

    def community(self, token: str) -> CommunityId | None:
        """Whose link it is; known before any community is entered."""
        row = self._transaction.row(BY_DIGEST, {"of_digest": _digest(token)})
        return CommunityId(row.community_id) if row else None

    def address(self, token: str) -> str:
        return f"{self._public_url}/calendar/{token}.ics"

    def _community(self) -> CommunityId:
        community = self._transaction.community_id
        if community is None:
            raise NotEntered
        return community


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
