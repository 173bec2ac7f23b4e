"""What handlers remember and speak with. Implemented by `storage`, one suite over every store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facilitation.events import Actor, Announcement, Place
from facilitation.messages import Message, To
from facilitation.people import (
    Account,
    AccountRef,
    Community,
    CommunityId,
    Member,
    MemberId,
    PlaceRef,
    Role,
    RoleTerm,
    WorkspaceId,
)
from facilitation.ports.attention import Attention
from facilitation.ports.audit import Audit
from facilitation.ports.installations import Installations
from facilitation.ports.links import Links
from facilitation.ports.search import Search


class People(Protocol):
    """Accounts, communities and memberships: the directory, readable before a community is entered."""

    def meet(self, actor: Actor) -> Account:
        """The account of whoever acted, made if new, brought up to date with what the actor tells."""
        ...

    def account(self, ref: AccountRef) -> Account | None: ...

    def accounts(self, refs: Sequence[AccountRef]) -> Mapping[AccountRef, Account]:
        """Those that there are; of whoever linked theirs, the principal one."""
        ...

    def person(self, account: AccountRef) -> AccountRef:
        """The account under which whoever that is does everything: their principal one, or the only one."""
        ...

    def linked_to(self, person: AccountRef) -> Sequence[Account]:
        """The other accounts of a person, in no order."""
        ...

    def been_in(self, person: AccountRef) -> Sequence[CommunityId]:
        """The communities in which they are a member, or were, or in whose threads they may have replied elsewhere."""
        ...

    def carry_over(self, was: AccountRef, now: AccountRef) -> None:
        """All that the entered community remembers of one account is the other's, but for the membership itself.

        What both have of which there can be one stays as the other's. Entities in hand are stale afterwards.
        """
        ...

    def see_place(self, place: Place) -> None:
        """Remember a channel's name and address."""
        ...

    def place_name(self, place: PlaceRef) -> str:
        """What the channel is called, without `#`; "" when nobody told."""
        ...

    def places(self, workspace: WorkspaceId) -> Sequence[tuple[PlaceRef, str]]:
        """The channels Kring has seen in a workspace, with their names, but for those where another community meets."""
        ...

    def add_community(self, community: Community) -> None: ...

    def community(self, community_id: CommunityId) -> Community | None: ...

    def community_at(self, place: PlaceRef) -> Community | None:
        """The community that meets in this channel, or whose private group it is."""
        ...

    def community_under(self, place: PlaceRef, at: datetime) -> Community | None:
        """The one whose words that thread was under then, though another one meets there; else as `community_at`."""
        ...

    def claim(self, place: PlaceRef) -> None:
        """From now on this place, with all that is said in it, is the entered community's, beside its channel.

        Meant for a private group, once `MessageSent` tells where it is. Another community may claim the same place
        later: then what is said there is that one's, but for the threads under this one's messages.
        """
        ...

    def release(self, place: PlaceRef) -> None:
        """It is the entered community's no longer."""
        ...

    def communities_in(self, workspace: WorkspaceId) -> Sequence[Community]:
        """Those that are at home there."""
        ...

    def communities_of(self, account: AccountRef) -> Sequence[Community]:
        """Those in which the account is a member now, oldest first."""
        ...

    def findable(self, workspace: WorkspaceId) -> Sequence[Community]:
        """Those that want to be found, by their names."""
        ...

    def add_member(self, member: Member) -> None: ...

    def member(self, community_id: CommunityId, account: AccountRef) -> Member | None:
        """The current membership; None when never joined or left."""
        ...

    def past_member(self, community_id: CommunityId, account: AccountRef) -> Member | None:
        """The membership even when it has ended."""
        ...

    def member_by_id(self, community_id: CommunityId, member_id: MemberId) -> Member | None: ...

    def members_by_id(self, community_id: CommunityId, identities: Sequence[MemberId]) -> Sequence[Member]:
        """Those, whether they have left since or not, in no order."""
        ...

    def members(self, community_id: CommunityId) -> Sequence[Member]:
        """Current members, in the order they joined."""
        ...

    def sites(self, community_id: CommunityId) -> Sequence[str]:
        """Where current members say they are, in the order of the alphabet."""
        ...

    def affiliations(self, community_id: CommunityId) -> Sequence[str]:
        """What current members say they are to the organisation, in the same order."""
        ...

    def add_role_term(self, term: RoleTerm) -> None: ...

    def role_terms(self, community_id: CommunityId, role: Role, at: datetime) -> Sequence[RoleTerm]:
        """Terms of current members that cover the moment `at`."""
        ...


class Sponsors(Protocol):
    """Who sponsors a community now: known before one is entered."""

    def of(self, community_id: CommunityId) -> Sequence[AccountRef]: ...

    def is_one(self, community_id: CommunityId, account: AccountRef) -> bool: ...

    def sponsored_by(self, account: AccountRef) -> Sequence[Community]:
        """Oldest first."""
        ...


class Outbox(Protocol):
    """Messages to come. Adding one here, in the event's own transaction, is the only way to post."""

    def post(
        self,
        to: To,
        message: Message,
        *,
        key: str | None = None,
        not_before: datetime | None = None,
        expires: datetime | None = None,
    ) -> bool:
        """Post it, not before and not after the given moments. `key` lets it be updated and threaded under.

        False: there is no place for it, as beside the only one where a thread stands. Else `MessageSent` or
        `MessageLost` tells what became of it.
        """
        ...

    def update(self, key: str, message: Message) -> None:
        """Put this in the place of the message posted under `key` (or to be posted: then that one changes)."""
        ...

    def withdraw(self, key: str) -> None:
        """Don't post it after all. Nothing happens when it has been posted already."""
        ...

    def keys(self, beginning: str) -> Sequence[str]:
        """Of the messages posted, or yet to be, under keys that begin so; in order."""
        ...

    def forget(self, beginning: str) -> None:
        """Let nothing tell that there were messages under keys that begin so, to whom and when; none is sent any more.

        Where they stand on the platform they stay, and can't be changed.
        """
        ...

    def look_up(self, account: AccountRef) -> None:
        """Have the platform asked who this is; comes back as `ProfileSeen`."""
        ...

    def read(self, place: PlaceRef, message_id: str, *, key: str) -> None:
        """Have the platform asked what that message says; comes back as `MessageRead`, unless it is withdrawn."""
        ...


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message of ours where it stands; `key` is the one that its twins share."""

    community_id: CommunityId | None
    key: str
    place: PlaceRef
    message_id: str


class Posted(Protocol):
    """Where our keyed messages stand on the platforms."""

    def at(self, place: PlaceRef, message_id: str) -> PostedMessage | None:
        """Which of our messages that is; `place`'s thread does not matter."""
        ...

    def under(self, key: str) -> PostedMessage | None: ...

    def rename(self, key: str, to: str) -> None:
        """What stands under that key stands under the other one from now on."""
        ...

    def goes_on(self, key: str) -> bool:
        """Whether it had no room in one message."""
        ...


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
