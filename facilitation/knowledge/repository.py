"""What knowledge remembers, and how it is looked through. Implemented by `storage`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facilitation.knowledge.acts import Act, Follower
from facilitation.knowledge.finds import Link, Wanted
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.knowledge.kinds import Assurance, Audience, Origin, Reader
from facilitation.knowledge.model import Consent, Keeping
from facilitation.people import AccountRef, PlaceRef, SideId
from facilitation.ports.doubts import Doubts
from facilitation.ports.memory import UnitOfWork


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in a list. `changed_at` is when it was kept or last changed."""

    id: str
    kind: str
    title: str
    assurance: Assurance
    audience: Audience
    unattended: bool
    kept_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What somebody has in an item that they can't open any more.

    `words`: those that are theirs alone, the title first; what they wrote together with others is not told.
    """

    id: str
    words: tuple[str, ...]
    kept_at: datetime


class Keepings(Protocol):
    """Words on their way to be kept, and what their authors say. The entered community's."""

    def add_keeping(self, keeping: Keeping) -> None: ...

    def keeping(self, keeping_id: str) -> Keeping | None: ...

    def keepings_of(self, origin: Origin) -> Sequence[Keeping]:
        """All there ever were, oldest first."""
        ...

    def offered(self) -> Sequence[Keeping]:
        """What nobody was asked about yet, oldest first."""
        ...

    def keepings_at(self, place: PlaceRef) -> Sequence[Keeping]:
        """Of messages in this channel, those that are picked or asked about; the place's thread does not matter."""
        ...

    def add_consent(self, consent: Consent) -> None: ...

    def remove_consent(self, consent: Consent) -> None: ...

    def consents(self, keeping_id: str) -> Sequence[Consent]:
        """In an order that does not change, whatever is said."""
        ...

    def consents_about(self, origin: Origin, author: AccountRef) -> Sequence[Consent]:
        """What somebody said to every keeping of this question or session."""
        ...

    def consents_of(self, author: AccountRef) -> Sequence[Consent]:
        """All that somebody ever said or was asked, oldest first."""
        ...

    def waiting_for(self, author: AccountRef) -> Sequence[Consent]:
        """What somebody was asked and has not said, oldest first."""
        ...


class Library(Protocol):
    """What is kept, to look through: for a given reader, and nothing that is not for them."""

    def entries(
        self, reader: Reader, *, kind: str | None = None, tag: str | None = None, start: int = 0, limit: int = 100
    ) -> Sequence[Entry]:
        """Newest change first; a tag is the same in capitals."""
        ...

    def tags(self, reader: Reader) -> Mapping[str, int]:
        """How many items have each tag, in the order of the alphabet."""
        ...

    def leads_to(self, item_id: str) -> Sequence[str]:
        """The items that it links to, for whomever; in the order of linking."""
        ...

    def led_from(self, item_id: str) -> Sequence[str]:
        """The items that link to it."""
        ...

    def item_for(self, reader: Reader, item_id: str) -> KnowledgeItem | None: ...

    def versions_for(self, reader: Reader, item_id: str) -> Sequence[ItemVersion]:
        """Those whose authors agreed to be read so far; newest first."""
        ...

    def left_behind(self, author: AccountRef, sides: Collection[SideId]) -> Sequence[LeftBehind]:
        """Of sides other than these, where what they agreed to be kept still is; oldest first."""
        ...

    def tended_by(self, steward: AccountRef) -> Sequence[Entry]: ...

    def untended(self, reader: Reader) -> Sequence[Entry]:
        """What is offered to whoever would tend it, and what nobody took."""
        ...


class Knowledge(Keepings, Library, Protocol):
    """The entered community's."""

    def add(self, item: KnowledgeItem) -> None: ...

    def item(self, item_id: str) -> KnowledgeItem | None: ...

    def remove(self, item: KnowledgeItem) -> None:
        """With its versions, acts, followers, tags and links."""
        ...

    def put_tags(self, item: KnowledgeItem) -> None:
        """So that it is found by the tags that it has now."""
        ...

    def add_version(self, version: ItemVersion) -> None: ...

    def version(self, item_id: str, number: int) -> ItemVersion | None: ...

    def versions(self, item_id: str) -> Sequence[ItemVersion]:
        """Newest first."""
        ...

    def remove_version(self, version: ItemVersion) -> None: ...

    def add_act(self, act: Act) -> None: ...

    def acts(self, item_id: str) -> Sequence[Act]:
        """Oldest first."""
        ...

    def remove_act(self, act: Act) -> None: ...

    def add_follower(self, follower: Follower) -> None: ...

    def follower(self, item_id: str, person: AccountRef) -> Follower | None: ...

    def followers(self, item_id: str) -> Sequence[Follower]: ...

    def followed_by(self, person: AccountRef) -> Sequence[Follower]: ...

    def remove_follower(self, follower: Follower) -> None: ...

    def link(self, link: Link) -> None:
        """Nothing happens when it is there already."""
        ...

    def unlink(self, item_id: str, other_id: str) -> None: ...

    def digest(self, word: str) -> str:
        """By which a word is looked up without being told; the same in capitals."""
        ...

    def wanted(self, word: str) -> Wanted | None: ...

    def add_wanted(self, wanted: Wanted) -> None: ...

    def all_wanted(self) -> Sequence[Wanted]: ...

    def remove_wanted(self, wanted: Wanted) -> None: ...


class KnowledgeWork(UnitOfWork, Protocol):
    @property
    def knowledge(self) -> Knowledge: ...

    @property
    def doubts(self) -> Doubts: ...
