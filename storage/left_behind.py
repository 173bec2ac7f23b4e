"""What somebody's own words are in that they can't open any more: read past the sides that they can read now."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, select

from facilitation.knowledge.items import Written
from facilitation.knowledge.model import Say
from facilitation.knowledge.repository import LeftBehind
from facilitation.people import AccountRef, SideId
from storage.tables.knowledge import consents, items, versions
from storage.transaction import Transaction


def left_behind(transaction: Transaction, author: AccountRef, sides: Collection[SideId]) -> Sequence[LeftBehind]:
    """As `facilitation.knowledge.repository.Library.left_behind`. Raises: NotEntered."""
    transaction.flush()
    agreed = select(consents.c.keeping_id).where(
        _is_here(consents, transaction),
        consents.c.workspace == author.workspace,
        consents.c.user == author.user,
        consents.c.say == Say.GIVEN,
    )
    elsewhere = select(items.c.id, items.c.kept_at).where(
        _is_here(items, transaction), items.c.side.not_in(sides), items.c.id.in_(agreed)
    )
    kept = transaction.rows(elsewhere.order_by(items.c.kept_at, items.c.id))
    found = [(row, _with_words_of(author, row.id, transaction)) for row in kept]
    return [LeftBehind(row.id, written[0].own_words(author), row.kept_at) for row, written in found if written]


def _with_words_of(author: AccountRef, item_id: str, transaction: Transaction) -> Sequence[Written]:
    """The item and its versions, newest first; of these, those that hold any."""
    rows = [
        *_rows(items, items.c.id == item_id, transaction),
        *_rows(versions, versions.c.item_id == item_id, transaction, versions.c.number.desc()),
    ]
    written = (
        Written(title=row.title, title_workspace=row.title_workspace, title_user=row.title_user, passages=row.passages)
        for row in rows
    )
    return [each for each in written if author in each.authors]


def _rows(table: Table, which: ColumnElement[bool], transaction: Transaction, *order: Any) -> Sequence[Row[Any]]:
    columns = (table.c.title, table.c.title_workspace, table.c.title_user, table.c.passages)
    return transaction.rows(select(*columns).where(_is_here(table, transaction), which).order_by(*order))


def _is_here(table: Table, transaction: Transaction) -> ColumnElement[bool]:
    return table.c.community_id == transaction.scope.require()
