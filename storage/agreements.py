"""The entered community's agreements, as `facilitation.agreements.model.Agreements`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation.agreements.model import Agreement, Stage
from facilitation.people import AccountRef
from storage.tables.agreements import agreements
from storage.transaction import Transaction

ORDER = (agreements.c.proposed_at, agreements.c.id)


class SqlAgreements:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, agreement: Agreement) -> None:
        self._transaction.add(agreement)

    def get(self, identity: str) -> Agreement | None:
        return self._transaction.get(Agreement, (self._transaction.scope.require(), identity))

    def standing(self) -> Sequence[Agreement]:
        return self._all_of(Stage.STANDS)

    def proposed(self) -> Sequence[Agreement]:
        return self._all_of(Stage.PROPOSED)

    def of(self, who: AccountRef) -> Sequence[Agreement]:
        self._transaction.scope.require()
        wanted = select(Agreement).where(
            agreements.c.workspace == who.workspace,
            agreements.c.user == who.user,
            agreements.c.stage.in_((Stage.PROPOSED, Stage.STANDS)),
        )
        return self._transaction.session.scalars(wanted.order_by(*ORDER)).all()

    def _all_of(self, stage: Stage) -> Sequence[Agreement]:
        self._transaction.scope.require()
        wanted = select(Agreement).where(agreements.c.stage == stage).order_by(*ORDER)
        return self._transaction.session.scalars(wanted).all()
