"""What handlers remember and speak with. Implemented by `storage`, one suite over every store."""

from datetime import datetime
from typing import Protocol

from facilitation.events import Announcement
from facilitation.people import Account, AccountRef, Community, Member, SideId
from facilitation.ports.attention import Attention
from facilitation.ports.audit import Audit
from facilitation.ports.directory import People, Sponsors
from facilitation.ports.installations import Installations
from facilitation.ports.links import Links
from facilitation.ports.search import Search
from facilitation.ports.voice import Outbox, Posted


class Timers(Protocol):
    """Moments to come back at, each community's own. Setting one again moves it."""

    def set(self, kind: str, subject: str, due_at: datetime) -> None: ...

    def clear(self, kind: str, subject: str) -> None: ...


class UnitOfWork(Protocol):
    """One event's memory and voice. Handlers never commit: the engine does."""

    @property
    def now(self) -> datetime: ...

    @property
    def people(self) -> People: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def posted(self) -> Posted: ...

    @property
    def attention(self) -> Attention: ...

    @property
    def links(self) -> Links: ...

    @property
    def timers(self) -> Timers: ...

    @property
    def search(self) -> Search: ...

    @property
    def audit(self) -> Audit: ...

    @property
    def sponsors(self) -> Sponsors: ...

    @property
    def actor(self) -> AccountRef | None:
        """Whoever acted, if anybody did."""
        ...

    @property
    def installations(self) -> Installations: ...

    @property
    def account(self) -> Account:
        """Whoever acted. Raises: LookupError outside a chat event."""
        ...

    @property
    def acting(self) -> Account:
        """The account by which they did: another one than `account`, where somebody has several.

        What a platform says of it holds in its workspace only.
        """
        ...

    @property
    def side(self) -> SideId:
        """On which side of the community they act: in its place there, or elsewhere in its workspace."""
        ...

    @property
    def sides(self) -> frozenset[SideId]:
        """Whose matters they can be shown now, beside what is everybody's."""
        ...

    @property
    def community(self) -> Community:
        """The community entered. Raises: LookupError when none is."""
        ...

    @property
    def member(self) -> Member | None:
        """The actor's current membership of the entered community."""
        ...

    @property
    def me(self) -> Member:
        """The same, where only members come. Raises: LookupError for whoever is none."""
        ...

    @property
    def in_community(self) -> bool:
        """Whether a community is entered."""
        ...

    def page(self, path: str) -> str | None:
        """The whole address of a page of the entered community's handbook; None where no browser would find it."""
        ...

    def announce(self, announcement: Announcement) -> None:
        """Tell other capabilities; they are called in this transaction, after this handler."""
        ...
