"""What the entered community keeps at hand, as `facilitation.ports.resources.Resources`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Assurance, Audience
from facilitation.ports.resources import AtHand, Resource
from storage.tables.resources import resources
from storage.transaction import Transaction


class SqlResources:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def all(self) -> Sequence[AtHand]:
        there = self._transaction.session.scalars(select(Resource).order_by(resources.c.at, resources.c.id)).all()
        titled = ((self.title_of(each.item_id) if each.item_id else each.title, each) for each in there)
        return [AtHand(title, each) for title, each in titled if title is not None]

    def title_of(self, item_id: str) -> str | None:
        item = self._transaction.get(KnowledgeItem, (self._transaction.scope.require(), item_id))
        if item is None or item.audience is Audience.SESSION or item.assurance is Assurance.RETIRED:
            return None
        return item.title

    def add(self, resource: Resource) -> None:
        self._transaction.add(resource)

    def remove(self, resource: Resource) -> None:
        self._transaction.remove(resource)
