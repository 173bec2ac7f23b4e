"""What the entered community keeps, as `facilitation.knowledge.repository.Knowledge`. Raises: NotEntered."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Select, delete, select

from facilitation.knowledge.acts import Act, Follower
from facilitation.knowledge.finds import Link, Tagged, Wanted
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.people import AccountRef
from storage.blinds import blinded_word
from storage.keepings import SqlKeepings
from storage.library import SqlLibrary
from storage.tables import knowledge as tables
from storage.transaction import Transaction

T = TypeVar("T")

OF_AN_ITEM = (
    (ItemVersion, tables.versions),
    (Act, tables.acts),
    (Follower, tables.followers),
    (Tagged, tables.tags),
    (Link, tables.links),
)


class SqlKnowledge(SqlKeepings, SqlLibrary):
    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)

    def add(self, item: KnowledgeItem) -> None:
        self._transaction.add(item)

    def item(self, item_id: str) -> KnowledgeItem | None:
        return self._transaction.get(KnowledgeItem, self._key(item_id))

    def remove(self, item: KnowledgeItem) -> None:
        community = self._transaction.scope.require()
        for kind, table in OF_AN_ITEM:
            self._transaction.forget(kind)
            theirs = table.c.item_id == item.id
            if kind is Link:
                theirs |= tables.links.c.other_id == item.id
            self._transaction.do(delete(table).where(table.c.community_id == community, theirs))
        self._transaction.remove(item)

    def put_tags(self, item: KnowledgeItem) -> None:
        words = {self.digest(word): word for word in item.tags}
        for tagged in self._all(select(Tagged).where(tables.tags.c.item_id == item.id)):
            if words.pop(tagged.tag, None) is None:
                self._transaction.remove(tagged)
        for tag, word in words.items():
            self._transaction.add(Tagged(community_id=item.community_id, item_id=item.id, tag=tag, word=word))

    def add_version(self, version: ItemVersion) -> None:
        self._transaction.add(version)

    def version(self, item_id: str, number: int) -> ItemVersion | None:
        return self._transaction.get(ItemVersion, self._key(item_id, number))

    def versions(self, item_id: str) -> Sequence[ItemVersion]:
        of_it = select(ItemVersion).where(tables.versions.c.item_id == item_id)
        return self._all(of_it.order_by(tables.versions.c.number.desc()))

    def remove_version(self, version: ItemVersion) -> None:
        self._transaction.remove(version)

    def add_act(self, act: Act) -> None:
        self._transaction.add(act)

    def acts(self, item_id: str) -> Sequence[Act]:
        return self._all(
            select(Act).where(tables.acts.c.item_id == item_id).order_by(tables.acts.c.at, tables.acts.c.id)
        )

    def remove_act(self, act: Act) -> None:
        self._transaction.remove(act)

    def add_follower(self, follower: Follower) -> None:
        self._transaction.add(follower)

    def follower(self, item_id: str, person: AccountRef) -> Follower | None:
        return self._transaction.get(Follower, self._key(item_id, person.workspace, person.user))

    def followers(self, item_id: str) -> Sequence[Follower]:
        of_it = select(Follower).where(tables.followers.c.item_id == item_id)
        return self._all(of_it.order_by(tables.followers.c.workspace, tables.followers.c.user))

    def followed_by(self, person: AccountRef) -> Sequence[Follower]:
        rows = tables.followers.c
        theirs = select(Follower).where(rows.workspace == person.workspace, rows.user == person.user)
        return self._all(theirs.order_by(rows.item_id))

    def remove_follower(self, follower: Follower) -> None:
        self._transaction.remove(follower)

    def link(self, link: Link) -> None:
        if self._transaction.get(Link, self._key(link.item_id, link.other_id)) is None:
            self._transaction.add(link)

    def unlink(self, item_id: str, other_id: str) -> None:
        there = self._transaction.get(Link, self._key(item_id, other_id))
        if there:
            self._transaction.remove(there)

    def digest(self, word: str) -> str:
        return blinded_word(self._transaction, word, make=True)

    def wanted(self, word: str) -> Wanted | None:
        return self._transaction.get(Wanted, self._key(self.digest(word)))

    def add_wanted(self, wanted: Wanted) -> None:
        self._transaction.add(wanted)

    def all_wanted(self) -> Sequence[Wanted]:
        return self._all(select(Wanted).order_by(tables.wanted.c.since, tables.wanted.c.id))

    def remove_wanted(self, wanted: Wanted) -> None:
        self._transaction.remove(wanted)

    def _all(self, wanted: Select[T]) -> Sequence[T]:
        return self._transaction.session.scalars(wanted).all()

    def _key(self, *parts: object) -> tuple[object, ...]:
        return (self._transaction.scope.require(), *parts)
