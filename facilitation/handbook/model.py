"""The personal links by which members read, and how long they last."""

from datetime import timedelta
from typing import Protocol

from facilitation.people import MemberId
from facilitation.ports.memory import UnitOfWork

OPENS_FOR = timedelta(days=7)  # it stands in a chat that others may look at one day
READS_FOR = timedelta(days=90)  # whoever opened it in time reads as long
LINKS_AT_MOST = 10  # of one member in one community: a browser or two on each thing they read with


class HandbookLinks(Protocol):
    """The entered community's. Of a link only a digest is kept, and whose it is; never when it was used."""

    def keep(self, token: str, member_id: MemberId) -> None:
        """Beside the member's others; the oldest goes when there are `LINKS_AT_MOST`."""
        ...

    def end(self, member_id: MemberId) -> int:
        """None of the member's links leads anywhere any more, nor do they read who opened one. How many there were."""
        ...

    def address(self, token: str) -> str:
        """The whole link."""
        ...


class HandbookWork(UnitOfWork, Protocol):
    @property
    def handbook_links(self) -> HandbookLinks: ...
