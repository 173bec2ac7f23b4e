"""Bringing a community in, within one transaction: wholly, or whoever calls rolls back."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ForeignKeyConstraint, and_, exists, select

from facilitation.people import CommunityId
from facilitation.ports.search import Search
from storage.erasing import erase_community
from storage.exporting.share import Share
from storage.exporting.shares import IN_ORDER
from storage.tables import people
from storage.transaction import Transaction
from storage.upsert import add_if_new, put


class Here(Exception):
    """This community is here already; `name` is what it is called here."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Taken(Exception):
    """Something else here has what this record wants for itself: its place, its key."""


class Dangling(Exception):
    """A record refers to what did not come: which, by its table and key, and to which table."""

    def __init__(self, table: str, key: Mapping[str, Any], to: str) -> None:
        super().__init__(table, to)
        self.table, self.key, self.to = table, key, to


class Arrival:
    """`kept`: how many accounts were here and are others' members too: they stay as they are."""

    def __init__(self, transaction: Transaction, finding: Search, community: CommunityId) -> None:
        self._transaction = transaction
        self._finding = finding
        self._community = community
        self.kept = 0
        transaction.scope.enter(community)
        transaction.scope.require()

    def make_room(self, *, replace: bool) -> None:
        """Raises: Here, where the community is here and is not to be replaced."""
        here = self._transaction.row(
            select(people.communities.c.name).where(people.communities.c.id == self._community)
        )
        if here and not replace:
            raise Here(here.name)
        if here:
            erase_community(self._transaction, self._finding, self._community, with_accounts=False)

    def take(self, share: Share, row: Mapping[str, Any]) -> None:
        """Raises: Taken."""
        if share.shared:
            self._take_shared(share, row)
            return
        if share.table.name == "timers":
            row = {**row, "offer_at": row["due_at"]}
        if self._transaction.do(add_if_new(share.table), row) != 1:
            raise Taken

    def settle(self) -> None:
        """Whether all is there that is referred to. Raises: Dangling."""
        for share in IN_ORDER:
            for refers in _references(share):
                _hold_together(self._transaction, share, refers, self._community)

    def _take_shared(self, share: Share, row: Mapping[str, Any]) -> None:
        """A person's account is theirs in all their communities: what it is here, it stays."""
        others = people.members.c
        elsewhere = select(others.id).where(
            others.workspace == row["workspace"], others.user == row["user"], others.community_id != self._community
        )
        if self._transaction.row(elsewhere.limit(1)):
            self.kept += self._transaction.do(add_if_new(share.table), row) == 0
        else:
            told = [column.name for column in share.columns if column not in share.key]
            self._transaction.do(put(share.table, *told), row)


def _references(share: Share) -> Iterator[ForeignKeyConstraint]:
    for refers in share.table.foreign_key_constraints:
        if refers.column_keys != ["community_id"]:
            yield refers


def _hold_together(
    transaction: Transaction, share: Share, refers: ForeignKeyConstraint, community: CommunityId
) -> None:
    pairs = [(element.parent, element.column) for element in refers.elements]
    to = refers.referred_table
    missing = and_(
        share.table.c.community_id == community,
        *(own.is_not(None) for own, _ in pairs),
        ~exists(select(1).select_from(to).where(*(own == other for own, other in pairs))),
    )
    found = transaction.row(select(*share.key).where(missing).limit(1))
    if found:
        raise Dangling(share.table.name, dict(found._mapping), to.name)
