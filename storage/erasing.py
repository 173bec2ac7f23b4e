"""Taking a community, with all that was ever said in it, out of the database."""

from sqlalchemy import ColumnElement, and_, delete, exists, select

from facilitation.people import CommunityId
from facilitation.ports.search import Search
from storage.tables import people, search
from storage.tables.metadata import metadata
from storage.transaction import Transaction


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
