"""All that a community remembers of one account becomes another one's of the same person.

Found by the shape of the tables, so that none is forgotten: columns that name an account, and locked values that hold
one. `people.members` is not among them: whoever calls knows what becomes of a membership.
"""

from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select, update

from facilitation.people import AccountRef
from storage.naming import Pair, accounts_in, locked_in, newer, rewrite
from storage.tables import knowledge, people, questions
from storage.tables.metadata import metadata
from storage.transaction import Transaction

STANDS_IN = {
    questions.questions: ("place_workspace", "hider_workspace"),
    knowledge.keepings: ("place_workspace",),
}
"""Where the account's workspace says something else too, as long as these columns don't."""


def carry_over(transaction: Transaction, was: AccountRef, now: AccountRef) -> None:
    """Within the community entered."""
    community = transaction.scope.require()
    transaction.flush()
    for table in metadata.sorted_tables:
        if "community_id" not in table.c or table is people.members:
            continue
        here = table.c.community_id == community
        if table in STANDS_IN:
            _say_where(transaction, table, here, was)
        for pair in accounts_in(table):
            _move(transaction, table, here, pair, (was, now))
        for column in locked_in(table):
            rewrite(transaction, here, column, partial(moved, was=was, now=now))
    _hidden(transaction, questions.questions.c.community_id == community, was, now)
    transaction.forget_all()


def moved(value: Any, was: AccountRef, now: AccountRef) -> Any:
    """The same value, with one account in the place of the other, wherever it is in it."""
    if isinstance(value, tuple):
        found = tuple(moved(each, was, now) for each in value)
        if found == value:
            return value
        return tuple(dict.fromkeys(found)) if isinstance(found[0], AccountRef) else found
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {each.name: moved(getattr(value, each.name), was, now) for each in fields(value)}
    if (changes.get("workspace"), changes.get("user")) == (was.workspace, was.user):
        changes |= {"workspace": now.workspace, "user": now.user}
    return replace(value, **changes)


def _move(
    transaction: Transaction,
    table: Table,
    here: ColumnElement[bool],
    pair: Pair,
    both: tuple[AccountRef, AccountRef],
) -> None:
    was, now = both
    workspace, user = pair
    theirs = and_(here, workspace == was.workspace, user == was.user)
    if user.primary_key:
        transaction.do(delete(table).where(theirs, _has_one_too(table, now)))
    transaction.do(update(table).where(theirs).values(newer(table, {workspace: now.workspace, user: now.user})))


def _has_one_too(table: Table, now: AccountRef) -> ColumnElement[bool]:
    """The same row is there already as the other's."""
    twin = table.alias()
    same = [column == twin.c[column.name] for column in table.primary_key if column.name not in ("workspace", "user")]
    return exists(select(1).select_from(twin).where(twin.c.workspace == now.workspace, twin.c.user == now.user, *same))


def _say_where(transaction: Transaction, table: Table, here: ColumnElement[bool], was: AccountRef) -> None:
    theirs = and_(here, table.c.workspace == was.workspace, table.c.user == was.user)
    said = {name: func.coalesce(table.c[name], table.c.workspace) for name in STANDS_IN[table]}
    transaction.do(update(table).where(theirs).values(said))


def _hidden(transaction: Transaction, here: ColumnElement[bool], was: AccountRef, now: AccountRef) -> None:
    """Who put a question out of sight: of the asker's workspace, unless it says of which."""
    table = questions.questions
    of = func.coalesce(table.c.hider_workspace, table.c.workspace)
    theirs = and_(here, of == was.workspace, table.c.hidden_by == was.user)
    by = {table.c.hider_workspace: now.workspace, table.c.hidden_by: now.user}
    transaction.do(update(table).where(theirs).values(newer(table, by)))
