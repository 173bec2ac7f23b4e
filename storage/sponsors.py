"""Who sponsors a community now, as `facilitation.ports.memory.Sponsors`."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation.inviting.model import As, Stage
from facilitation.people import AccountRef, Community, CommunityId
from storage.tables.inviting import invitations
from storage.tables.people import communities
from storage.transaction import Transaction


class SqlSponsors:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def is_one(self, community_id: CommunityId, account: AccountRef) -> bool:
        return any(each.id == community_id for each in self.sponsored_by(account))

    def sponsored_by(self, account: AccountRef) -> Sequence[Community]:
        held = (
            select(Community)
            .join(invitations, invitations.c.community_id == communities.c.id)
            .where(
                invitations.c.workspace == account.workspace,
                invitations.c.user == account.user,
                invitations.c.kind == As.SPONSOR,
                invitations.c.stage == Stage.TAKEN,
                invitations.c.until > self._transaction.now,
            )
            .order_by(communities.c.created_at, communities.c.id)
        )
        return self._transaction.session.scalars(held).all()
