"""Workspaces that Kring was taken out of: once their time is over, all that they made is gone."""

from sqlalchemy import delete, exists, select

from facilitation.people import CommunityId
from facilitation.ports.installations import KEPT_FOR
from facilitation.ports.search import Search
from storage.erasing import erase_community
from storage.tables import links, people, traffic
from storage.tables.installations import attempts, installations
from storage.transaction import Transaction

_left = installations.c
OF_A_WORKSPACE = (
    traffic.outbox,
    traffic.posted,
    traffic.inbox,
    traffic.budgets,
    traffic.holds,
    traffic.direct_conversations,
    people.links,
    people.places,
)
LIVES_ON = exists().where(links.linked_places.c.community_id == people.communities.c.id)


def forget_departed(transaction: Transaction, finding: Search) -> int:
    """Those that have waited longest, a community at a time. Return how many rows it was; 0 when none is left.

    A community that stands in another workspace as well lives on there: once it doesn't, it goes too.
    """
    count = transaction.do(delete(attempts).where(attempts.c.until <= transaction.now))
    over = select(_left.workspace).where(_left.ended_at <= transaction.now - KEPT_FOR).order_by(_left.ended_at)
    for row in transaction.rows(over):
        gone = _forget_of(transaction, finding, row.workspace)
        if gone:
            transaction.scrub = True
            return count + gone
    return count


def _forget_of(transaction: Transaction, finding: Search, workspace: str) -> int:
    at_home = people.communities.c.workspace == workspace
    community = transaction.row(select(people.communities.c.id).where(at_home, ~LIVES_ON).limit(1))
    if community is not None:
        return erase_community(transaction, finding, CommunityId(community.id), with_accounts=True)
    return _forget_rest(transaction, workspace)


def _forget_rest(transaction: Transaction, workspace: str) -> int:
    """What is left of it once it has no communities: nobody there is a member of any but somebody's elsewhere.

    That it was installed is remembered as long as one of its communities lives on.
    """
    member, account = people.members.c, people.accounts.c
    stays = exists().where(member.workspace == account.workspace, member.user == account.user)
    lives_on = exists().where(people.communities.c.workspace == workspace)
    gone = sum(transaction.do(delete(table).where(table.c.workspace == workspace)) for table in OF_A_WORKSPACE)
    gone += transaction.do(delete(people.accounts).where(account.workspace == workspace, ~stays))
    return gone + transaction.do(delete(installations).where(_left.workspace == workspace, ~lives_on))
