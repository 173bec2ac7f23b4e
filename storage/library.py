"""What is kept, to look through, as `facilitation.knowledge.repository.Library`. Raises: NotEntered.

A list reads no more than its lines tell: what an item says stays locked until it is opened.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from facilitation.knowledge.items import ItemVersion, KnowledgeItem, Review
from facilitation.knowledge.kinds import Assurance, Audience, Reader
from facilitation.knowledge.repository import Entry, LeftBehind
from facilitation.people import AccountRef, SideId
from storage.blinds import blinded_word
from storage.left_behind import left_behind
from storage.tables.knowledge import items, links, tags, versions
from storage.transaction import Transaction

CHANGED_AT = func.coalesce(items.c.changed_at, items.c.kept_at).label("changed")
FAR = (Audience.COMMUNITY, Audience.ORGANISATION, Audience.PUBLIC)
LINE = (
    items.c.id,
    items.c.kind,
    items.c.title,
    items.c.assurance,
    items.c.audience,
    items.c.unattended_since,
    items.c.kept_at,
    CHANGED_AT,
)


class SqlLibrary:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def entries(
        self, reader: Reader, *, kind: str | None = None, tag: str | None = None, start: int = 0, limit: int = 100
    ) -> Sequence[Entry]:
        which = [items.c.kind == kind] if kind else []
        if tag is not None:
            tagged = tags.c.tag == blinded_word(self._transaction, tag)
            which.append(items.c.id.in_(select(tags.c.item_id).where(self._is_here(tags), tagged)))
        return self._lines(self._readable(reader, *which)[start : start + limit])

    def tags(self, reader: Reader) -> Mapping[str, int]:
        readable = set(self._readable(reader))
        many: Counter[str] = Counter()
        one: dict[str, str] = {}
        for row in self._rows(select(tags.c.item_id, tags.c.tag).where(self._is_here(tags)).order_by(tags.c.item_id)):
            if row.item_id in readable:
                many[row.tag] += 1
                one.setdefault(row.tag, row.item_id)
        told = [(self._word(item, tag), many[tag]) for tag, item in one.items()]
        return dict(sorted(told, key=lambda pair: (pair[0].casefold(), pair[0])))

    def leads_to(self, item_id: str) -> Sequence[str]:
        to = select(links.c.other_id).where(self._is_here(links), links.c.item_id == item_id)
        return [row.other_id for row in self._rows(to.order_by(links.c.at, links.c.other_id))]

    def led_from(self, item_id: str) -> Sequence[str]:
        from_ = select(links.c.item_id).where(self._is_here(links), links.c.other_id == item_id)
        return [row.item_id for row in self._rows(from_.order_by(links.c.at, links.c.item_id))]

    def item_for(self, reader: Reader, item_id: str) -> KnowledgeItem | None:
        item = self._transaction.get(KnowledgeItem, (self._transaction.scope.require(), item_id))
        return item if item and item.is_for(reader) else None

    def versions_for(self, reader: Reader, item_id: str) -> Sequence[ItemVersion]:
        item = self.item_for(reader, item_id)
        if item is None:
            return ()
        of_it = select(ItemVersion).where(versions.c.item_id == item_id).order_by(versions.c.number.desc())
        all_ = self._transaction.session.scalars(of_it).all()
        return all_ if item.audience is Audience.SESSION else [each for each in all_ if _is_for(each, reader)]

    def left_behind(self, author: AccountRef, sides: Collection[SideId]) -> Sequence[LeftBehind]:
        return left_behind(self._transaction, author, sides)

    def tended_by(self, steward: AccountRef) -> Sequence[Entry]:
        theirs = and_(items.c.steward_workspace == steward.workspace, items.c.steward_user == steward.user)
        return self._lines(self._newest(theirs))

    def untended(self, reader: Reader) -> Sequence[Entry]:
        offered = (items.c.review == Review.ROUND) | items.c.unattended_since.is_not(None)
        return self._lines(self._readable(reader, offered, items.c.assurance != Assurance.RETIRED))

    def _readable(self, reader: Reader, *which: ColumnElement[bool]) -> list[str]:
        """Of those the ones for this reader; newest change first. For a session's, who took part is locked away."""
        allowed = [each for each in FAR if each.reach >= reader.widest.reach]
        if not reader.is_member or reader.account is None:
            return self._newest(items.c.audience.in_(allowed), *which)
        near = select(KnowledgeItem).where(items.c.audience == Audience.SESSION, *which)
        hidden = {item.id for item in self._transaction.session.scalars(near) if not item.is_for(reader)}
        return [each for each in self._newest(*which) if each not in hidden]

    def _newest(self, *which: ColumnElement[bool]) -> list[str]:
        found = select(items.c.id, CHANGED_AT).where(self._is_here(items), *which)
        return [row.id for row in self._rows(found.order_by(CHANGED_AT.desc(), items.c.id))]

    def _lines(self, identities: Sequence[str]) -> list[Entry]:
        """In the order given."""
        rows = self._rows(select(*LINE).where(self._is_here(items), items.c.id.in_(identities)))
        told = {row.id: _entry(row) for row in rows}
        return [told[each] for each in identities]

    def _word(self, item_id: str, tag: str) -> str:
        one = select(tags.c.word).where(self._is_here(tags), tags.c.item_id == item_id, tags.c.tag == tag)
        row = self._transaction.row(one)
        return row.word if row else ""

    def _rows(self, wanted: Any) -> Sequence[Row[Any]]:
        self._transaction.flush()
        return self._transaction.rows(wanted)

    def _is_here(self, table: Any) -> ColumnElement[bool]:
        """Of items, those that can be read now: of no other side, and no older than whoever reads."""
        scope = self._transaction.scope
        here: ColumnElement[bool] = table.c.community_id == scope.require()
        if table is not items:
            return here
        ours = [] if scope.sides is None else [or_(items.c.side.is_(None), items.c.side.in_(scope.sides))]
        later = [] if scope.since is None else [items.c.kept_at >= scope.since]
        return and_(here, *ours, *later)


def _is_for(version: ItemVersion, reader: Reader) -> bool:
    return version.audience is not Audience.SESSION and version.audience.reach >= reader.widest.reach


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.id,
        row.kind,
        row.title,
        row.assurance,
        row.audience,
        row.unattended_since is not None,
        row.kept_at,
        row.changed,
    )
