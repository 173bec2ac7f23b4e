"""Invitations, as `facilitation.inviting.model.Invitations`. Raises: NotEntered, but for `by_digest`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from facilitation.inviting.model import As, Invitation, Stage
from facilitation.people import AccountRef
from storage.tables.inviting import invitations
from storage.transaction import Transaction

ORDER = (invitations.c.asked_at, invitations.c.id)


class SqlInvitations:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, invitation: Invitation) -> None:
        self._transaction.scope.require()
        self._transaction.add(invitation)

    def get(self, identity: str) -> Invitation | None:
        return self._transaction.get(Invitation, (self._transaction.scope.require(), identity))

    def asked(self) -> Sequence[Invitation]:
        waiting = select(Invitation).where(
            invitations.c.community_id == self._transaction.scope.require(), invitations.c.stage == Stage.ASKED
        )
        return self._transaction.session.scalars(waiting.order_by(*ORDER)).all()

    def sponsoring(self, at: datetime) -> Sequence[Invitation]:
        held = select(Invitation).where(
            invitations.c.community_id == self._transaction.scope.require(),
            invitations.c.kind == As.SPONSOR,
            invitations.c.stage == Stage.TAKEN,
            invitations.c.until > at,
        )
        return self._transaction.session.scalars(held.order_by(*ORDER)).all()

    def held_by(self, account: AccountRef, at: datetime) -> Sequence[Invitation]:
        held = select(Invitation).where(
            invitations.c.workspace == account.workspace,
            invitations.c.user == account.user,
            invitations.c.kind == As.SPONSOR,
            invitations.c.stage == Stage.TAKEN,
            invitations.c.until > at,
        )
        return self._transaction.session.scalars(held).all()

    def pending_of(self, inviter: AccountRef) -> Sequence[Invitation]:
        pending = select(Invitation).where(
            invitations.c.community_id == self._transaction.scope.require(),
            invitations.c.inviter_workspace == inviter.workspace,
            invitations.c.inviter_user == inviter.user,
            invitations.c.stage.in_((Stage.ASKED, Stage.OPEN)),
        )
        return self._transaction.session.scalars(pending).all()

    def by_digest(self, digest: str) -> Invitation | None:
        one = select(Invitation).where(invitations.c.digest == digest, invitations.c.stage == Stage.OPEN)
        return self._transaction.session.scalars(one).first()
