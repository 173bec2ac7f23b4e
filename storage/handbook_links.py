"""Links to the handbook, as `facilitation.handbook.model.HandbookLinks`; and whose one is, for who comes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, delete, insert, select

from facilitation.handbook.model import LINKS_AT_MOST, READS_FOR
from facilitation.people import CommunityId, MemberId
from storage.tables.handbook import links
from storage.transaction import Transaction

ADD = insert(links)
THEIRS = (links.c.community_id == bindparam("of_community")) & (links.c.member_id == bindparam("of_member"))
END = delete(links).where(THEIRS)
OLDER = select(links.c.digest).where(THEIRS).order_by(links.c.made_at.desc(), links.c.digest).offset(LINKS_AT_MOST)
REMOVE = delete(links).where(links.c.digest == bindparam("of_digest"))
BY_DIGEST = select(links).where(links.c.digest == bindparam("of_digest"))


@dataclass(frozen=True, slots=True)
class Owned:
    """Whose link it is."""

    community_id: CommunityId
    member_id: MemberId
    made_at: datetime


class SqlHandbookLinks:
    def __init__(self, transaction: Transaction, address: Callable[[str], str]) -> None:
        self._transaction = transaction
        self._address = address

    def keep(self, token: str, member_id: MemberId) -> None:
        community = self._transaction.scope.require()
        self._transaction.do(
            ADD,
            {
                "community_id": community,
                "digest": digest(token),
                "member_id": member_id,
                "made_at": self._transaction.now,
            },
        )
        for row in self._transaction.rows(OLDER, {"of_community": community, "of_member": member_id}):
            self._transaction.do(REMOVE, {"of_digest": row.digest})

    def end(self, member_id: MemberId) -> int:
        return self._transaction.do(END, {"of_community": self._transaction.scope.require(), "of_member": member_id})

    def address(self, token: str) -> str:
        return self._address(f"/in/{token}")

    def owner(self, of_digest: str) -> Owned | None:
        """Known before any community is entered; None when it leads nowhere (any more)."""
        row = self._transaction.row(BY_DIGEST, {"of_digest": of_digest})
        if row is None or self._transaction.now - row.made_at > READS_FOR:
            return None
        return Owned(row.community_id, row.member_id, row.made_at)


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
