"""What stands around a community's questions, as `facilitation.questions.around.Around`. Raises: NotEntered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from facilitation.people import AccountRef, WorkspaceId
from facilitation.questions.around import Adoption, Custom, Joiner, Look, Said, Spotted, Wishes
from storage.tables.questions import adoptions, joiners, looks
from storage.transaction import Transaction


class SqlAround:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def custom(self) -> Custom | None:
        return self._transaction.get(Custom, self._transaction.scope.require())

    def set_custom(self, custom: Custom) -> None:
        self._transaction.add(custom)

    def wishes(self, of: AccountRef) -> Wishes | None:
        return self._transaction.get(Wishes, (self._transaction.scope.require(), of.workspace, of.user))

    def add_wishes(self, wishes: Wishes) -> None:
        self._transaction.add(wishes)

    def add_joiner(self, joiner: Joiner) -> None:
        self._transaction.add(joiner)

    def joiners(self, question_id: str) -> Sequence[Joiner]:
        theirs = select(Joiner).where(joiners.c.question_id == question_id).order_by(joiners.c.at, joiners.c.user)
        return self._transaction.session.scalars(theirs).all()

    def remove_joiner(self, joiner: Joiner) -> None:
        self._transaction.remove(joiner)

    def add_look(self, look: Look) -> None:
        self._transaction.add(look)

    def look(self, question_id: str, by: AccountRef) -> Look | None:
        return self._transaction.get(Look, (self._transaction.scope.require(), question_id, by.workspace, by.user))

    def looks(self, question_id: str) -> Sequence[Look]:
        theirs = select(Look).where(looks.c.question_id == question_id).order_by(looks.c.asked_at, looks.c.user)
        return self._transaction.session.scalars(theirs).all()

    def looks_of(self, who: AccountRef, since: datetime) -> Sequence[Look]:
        theirs = select(Look).where(
            looks.c.workspace == who.workspace,
            looks.c.user == who.user,
            looks.c.said == Said.NOTHING,
            looks.c.asked_at >= since,
        )
        return self._transaction.session.scalars(theirs.order_by(looks.c.asked_at.desc(), looks.c.question_id)).all()

    def asked_since(self, since: datetime) -> Mapping[AccountRef, int]:
        self._transaction.flush()
        counted = (
            select(looks.c.workspace, looks.c.user, func.count().label("times"))
            .where(looks.c.community_id == self._transaction.scope.require(), looks.c.asked_at >= since)
            .group_by(looks.c.workspace, looks.c.user)
        )
        rows = self._transaction.rows(counted)
        return {AccountRef(WorkspaceId(row.workspace), row.user): row.times for row in rows}

    def add_adoption(self, adoption: Adoption) -> None:
        self._transaction.add(adoption)

    def adoptions(self, question_id: str) -> Sequence[Adoption]:
        theirs = select(Adoption).where(adoptions.c.question_id == question_id)
        return self._transaction.session.scalars(theirs.order_by(adoptions.c.at, adoptions.c.id)).all()

    def remove_adoption(self, adoption: Adoption) -> None:
        self._transaction.remove(adoption)

    def add_spotted(self, spotted: Spotted) -> None:
        self._transaction.add(spotted)

    def spotted(self, channel: str, message_id: str) -> Spotted | None:
        return self._transaction.get(Spotted, (self._transaction.scope.require(), channel, message_id))
