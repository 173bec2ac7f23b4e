"""A unit that only reads: everything the writers' has, and what is made for reading at leisure."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from facilitation.events import Actor, Found, Place
from facilitation.people import Community, SideId
from facilitation.ports.clock import Clock
from facilitation.ports.links import stands_since
from facilitation.ports.search import Wanted
from storage.handbook import Catalogues, SqlHandbook
from storage.unit import Addresses, SqlUnit

Find = Callable[[Wanted], Sequence[Found]]


class SqlReading(SqlUnit):
    """`find`: as the chat finds, best first, in a transaction of its own."""

    def __init__(
        self, session: Session, clock: Clock, addresses: Addresses, catalogues: Catalogues, find: Find
    ) -> None:
        super().__init__(session, clock, addresses)
        self.handbook = SqlHandbook(self._transaction, catalogues)
        self.find = find

    def enter_for(self, community: Community, sides: Sequence[SideId]) -> None:
        """Once it is known on which sides whoever reads is: they find nothing that is older than these."""
        self._transaction.scope.enter(community.id, frozenset, lambda: stands_since(community, sides, self.links))

    def _sides(self, actor: Actor | None, place: Place | None) -> frozenset[SideId]:
        """What is read outside the chat is for the whole community."""
        return frozenset()
