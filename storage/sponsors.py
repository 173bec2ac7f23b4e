"""Who sponsors a community now, as `facilitation.ports.directory.Sponsors`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from facilitation.inviting.model import As, Stage
from facilitation.people import AccountRef, Community, CommunityId, WorkspaceId
from storage.tables.inviting import invitations
from storage.tables.people import communities
from storage.transaction import Transaction


class SqlSponsors:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, community_id: CommunityId) -> Sequence[AccountRef]:
        held = select(invitations.c.workspace, invitations.c.user).where(
            invitations.c.community_id == community_id, *_holding(self._transaction.now)
        )
        self._transaction.flush()
        rows = self._transaction.rows(held.order_by(invitations.c.asked_at, invitations.c.id))
        return [AccountRef(WorkspaceId(row.workspace), row.user) for row in rows]

    def is_one(self, community_id: CommunityId, account: AccountRef) -> bool:
        return any(each.id == community_id for each in self.sponsored_by(account))

    def sponsored_by(self, account: AccountRef) -> Sequence[Community]:
        held = (
            select(Community)
            .join(invitations, invitations.c.community_id == communities.c.id)
            .where(
                invitations.c.workspace == account.workspace,
                invitations.c.user == account.user,
                *_holding(self._transaction.now),
            )
            .order_by(communities.c.created_at, communities.c.id)
        )
        return self._transaction.session.scalars(held).all()


def invited(person: AccountRef) -> Select[Any]:
    """Where they came in by an invitation."""
    of_it = invitations.c
    return select(of_it.community_id).where(of_it.workspace == person.workspace, of_it.user == person.user)


def _holding(now: datetime) -> tuple[ColumnElement[bool], ...]:
    of_it = invitations.c
    return (of_it.kind == As.SPONSOR, of_it.stage == Stage.TAKEN, of_it.until > now)
