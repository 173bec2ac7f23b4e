"""Taking a community, with all that was ever said in it, or a person, out of the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, func, literal, or_, select, union_all, update

from facilitation.people import AccountRef, CommunityId, MemberId, WorkspaceId
from facilitation.ports.search import Search
from storage.budgets import forget_person
from storage.naming import Pair, accounts_in, locked_in, rewrite
from storage.tables import audit, knowledge, people, questions, search, sessions, traffic
from storage.tables.metadata import metadata
from storage.transaction import Transaction

_question = questions.questions.c

NOBODY: Mapping[str, str | None] = {"workspace": None, "user": None}
WITHOUT_THEM: Mapping[Table, Mapping[str, str | None]] = {
    questions.questions: {"user": ""},
    knowledge.keepings: {"user": ""},
    knowledge.versions: {**NOBODY, "name": ""},
    knowledge.acts: NOBODY,
    audit.audit: NOBODY,
}
"""What their rows become that are others' too, or that others refer to; else they are deleted."""


def erase_community(transaction: Transaction, finding: Search, community: CommunityId, *, with_accounts: bool) -> int:
    """Every row of it; the accounts of those who were members here and nowhere else as well, where wanted.

    Returns how many rows there were, beside what the search held.
    """
    transaction.scope.enter(community)
    transaction.scope.require()
    _unfind(transaction, finding, community)
    count = transaction.do(delete(people.accounts).where(_here_alone(community))) if with_accounts else 0
    for table in reversed(metadata.sorted_tables):
        if "community_id" in table.c:
            count += transaction.do(delete(table).where(table.c.community_id == community))
    return count + transaction.do(delete(people.communities).where(people.communities.c.id == community))


def people_called(transaction: Transaction, wanted: str) -> Mapping[AccountRef, str]:
    """Those in whose name it is, or the one of that workspace/user; each with their name."""
    account = people.accounts.c
    workspace, _, user = wanted.rpartition("/")
    found = select(account.workspace, account.user, account.name).where(
        or_(account.name.icontains(wanted, autoescape=True), and_(account.workspace == workspace, account.user == user))
    )
    rows = transaction.rows(found.order_by(account.name, account.workspace, account.user))
    return {AccountRef(WorkspaceId(row.workspace), row.user): row.name for row in rows}


def erase_in(transaction: Transaction, community: CommunityId, person: AccountRef) -> int:
    """What a community remembers of somebody, once it gave up their words. Returns how many rows it was.

    Where a row is others' too, it stays without them.
    """
    transaction.scope.enter(community)
    transaction.scope.require()
    transaction.flush()
    member = transaction.row(
        select(people.members.c.id).where(people.members.c.community_id == community, *_is(people.members, person))
    )
    count = _erase_given(transaction, community, member.id) if member else 0
    hid = and_(_question.community_id == community, _hid(person))
    transaction.do(update(questions.questions).where(hid).values(hidden_by=None, hider_workspace=None))
    for table in reversed(metadata.sorted_tables):
        if "community_id" in table.c:
            count += _erase_from(transaction, table, community, person)
    return count


def remembered_in(transaction: Transaction, person: AccountRef) -> Sequence[CommunityId]:
    """Wherever there is anything of somebody, be they ever a member or not. It has to be entered to be seen."""
    transaction.flush()
    found = []
    for row in transaction.rows(select(people.communities.c.id).order_by(people.communities.c.id)):
        transaction.scope.enter(CommunityId(row.id))
        transaction.scope.require()
        if transaction.row(union_all(*_traces(CommunityId(row.id), person))):
            found.append(CommunityId(row.id))
    return found


def erase_account(transaction: Transaction, person: AccountRef) -> int:
    """Also what is on its way to them, and that anything was."""
    transaction.flush()
    forget_person(transaction, person)
    tables = (traffic.outbox, traffic.posted, traffic.direct_conversations, people.links, people.accounts)
    return sum(transaction.do(delete(table).where(*_is(table, person))) for table in tables)


def _traces(community: CommunityId, person: AccountRef) -> Iterator[Select[Any]]:
    for table in metadata.sorted_tables:
        if "community_id" in table.primary_key:
            for pair in accounts_in(table):
                yield select(literal(1)).where(table.c.community_id == community, _names(pair, person))
    yield select(literal(1)).where(_question.community_id == community, _hid(person))


def _erase_from(transaction: Transaction, table: Table, community: CommunityId, person: AccountRef) -> int:
    """What is theirs; what only names them as well names nobody from then on."""
    here, count = table.c.community_id == community, 0
    for column in locked_in(table):
        rewrite(transaction, here, column, partial(_without, person=person))
    for pair in accounts_in(table):
        theirs, values = and_(here, _names(pair, person)), _unnamed(table, pair)
        statement = delete(table).where(theirs) if values is None else update(table).where(theirs).values(values)
        count += transaction.do(statement)
    return count


def _unnamed(table: Table, pair: Pair) -> Mapping[str, str | None] | None:
    """What a row that names them there becomes; None: it is deleted."""
    workspace, user = pair
    if user.name == "user":
        return WITHOUT_THEM.get(table)
    return {workspace.name: None, user.name: None} if user.nullable else None


def _without(value: Any, person: AccountRef) -> Any:
    """The same value, where they are among no others any more, and nothing is by them."""
    if isinstance(value, tuple):
        return tuple(_without(each, person) for each in value if each != person)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {each.name: _without(getattr(value, each.name), person) for each in fields(value)}
    if (changes.get("workspace"), changes.get("user")) == (person.workspace, person.user):
        changes |= {name: "" for name in ("user", "name") if name in changes}
    return replace(value, **changes)


def _erase_given(transaction: Transaction, community: CommunityId, member: MemberId) -> int:
    """What they gave in sessions under their own name, and all that is kept of a member by that member's id."""
    by = [(sessions.givings, "marker")]
    by += [
        (table, "member_id") for table in metadata.sorted_tables if {"community_id", "member_id"} <= set(table.c.keys())
    ]
    return sum(
        transaction.do(delete(table).where(table.c.community_id == community, table.c[column] == member))
        for table, column in by
    )


def _is(table: Table, person: AccountRef) -> tuple[ColumnElement[bool], ...]:
    return (table.c.workspace == person.workspace, table.c.user == person.user)


def _names(pair: Pair, person: AccountRef) -> ColumnElement[bool]:
    workspace, user = pair
    return and_(workspace == person.workspace, user == person.user)


def _hid(person: AccountRef) -> ColumnElement[bool]:
    of = func.coalesce(_question.hider_workspace, _question.workspace)
    return and_(of == person.workspace, _question.hidden_by == person.user)


def _unfind(transaction: Transaction, finding: Search, community: CommunityId) -> None:
    """By the search's own way, which knows what else it keeps of a document."""
    found = select(search.documents.c.kind, search.documents.c.id).where(search.documents.c.community_id == community)
    for row in transaction.rows(found):
        finding.remove(row.kind, row.id)


def _here_alone(community: CommunityId) -> ColumnElement[bool]:
    account, here, elsewhere = people.accounts.c, people.members.alias("here").c, people.members.alias("elsewhere").c
    return and_(
        exists().where(here.community_id == community, here.workspace == account.workspace, here.user == account.user),
        ~exists().where(
            elsewhere.community_id != community,
            elsewhere.workspace == account.workspace,
            elsewhere.user == account.user,
        ),
    )
