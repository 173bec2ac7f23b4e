"""Words on their way to be kept, as `facilitation.knowledge.repository.Keepings`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select

from facilitation.knowledge.kinds import Origin, OriginKind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.people import AccountRef, PlaceRef
from storage.tables.knowledge import consents, keepings
from storage.transaction import Transaction


class SqlKeepings:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add_keeping(self, keeping: Keeping) -> None:
        self._transaction.add(keeping)

    def keeping(self, keeping_id: str) -> Keeping | None:
        return self._transaction.get(Keeping, (self._transaction.scope.require(), keeping_id))

    def keepings_of(self, origin: Origin) -> Sequence[Keeping]:
        all_ = select(Keeping).where(_of(origin))
        return self._transaction.session.scalars(all_.order_by(keepings.c.offered_at, keepings.c.id)).all()

    def offered(self) -> Sequence[Keeping]:
        all_ = select(Keeping).where(keepings.c.stage == Stage.OFFERED)
        return self._transaction.session.scalars(all_.order_by(keepings.c.offered_at, keepings.c.id)).all()

    def keepings_at(self, place: PlaceRef) -> Sequence[Keeping]:
        running = select(Keeping).where(
            keepings.c.origin_kind == OriginKind.MESSAGE,
            keepings.c.channel == place.channel,
            func.coalesce(keepings.c.place_workspace, keepings.c.workspace) == place.workspace,
            keepings.c.stage.in_((Stage.OFFERED, Stage.ASKED)),
        )
        return self._transaction.session.scalars(running.order_by(keepings.c.offered_at, keepings.c.id)).all()

    def add_consent(self, consent: Consent) -> None:
        self._transaction.add(consent)

    def remove_consent(self, consent: Consent) -> None:
        self._transaction.remove(consent)

    def consents(self, keeping_id: str) -> Sequence[Consent]:
        of_it = select(Consent).where(consents.c.keeping_id == keeping_id)
        return self._transaction.session.scalars(of_it.order_by(consents.c.id)).all()

    def consents_about(self, origin: Origin, author: AccountRef) -> Sequence[Consent]:
        same = (keepings.c.community_id == consents.c.community_id) & (keepings.c.id == consents.c.keeping_id)
        return self._consents(_by(author).join(Keeping, same).where(_of(origin)))

    def consents_of(self, author: AccountRef) -> Sequence[Consent]:
        return self._consents(_by(author))

    def waiting_for(self, author: AccountRef) -> Sequence[Consent]:
        return self._consents(_by(author).where(consents.c.say == Say.WAITING))

    def _consents(self, which: Select[Consent]) -> Sequence[Consent]:
        return self._transaction.session.scalars(which.order_by(consents.c.said_at, consents.c.id)).all()


def _by(author: AccountRef) -> Select[Consent]:
    return select(Consent).where(consents.c.workspace == author.workspace, consents.c.user == author.user)


def _of(origin: Origin) -> ColumnElement[bool]:
    return (keepings.c.origin_kind == origin.kind) & (keepings.c.origin_id == origin.id)
