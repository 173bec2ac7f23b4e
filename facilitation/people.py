"""Who takes part: communities, their members, and the accounts people have in workspaces.

The words every capability shares. An account is a person in one workspace; a member is that
account's place in one community.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import NewType
from uuid import uuid4

WorkspaceId = NewType("WorkspaceId", str)  # "slack:T123", "teams:<tenant>", "playground:local"
CommunityId = NewType("CommunityId", str)
MemberId = NewType("MemberId", str)
SideId = NewType("SideId", str)
"""Where those are whom something is for: a workspace, or one channel of it that is a side of its own."""

WITHIN = "#"  # stands in no id of a workspace

Address = Mapping[str, object]
"""What a platform's adapter needs to reach a place or person; opaque JSON to everyone else, but for `DIRECTORY_ID`."""
DIRECTORY_ID = "aad"
"""In an `Address`: who a person is to the directory they sign in with, where their platform calls them otherwise."""

LANGUAGES = ("en", "nl", "fr")


def new_id() -> str:
    """Return a random identity that tells nothing about when or by whom it was made."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class AccountRef:
    """A person in one workspace, by the platform's own user id."""

    workspace: WorkspaceId
    user: str


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A channel or direct conversation; with `thread`, the thread under that root message's id."""

    workspace: WorkspaceId
    channel: str
    thread: str | None = None

    @property
    def whole(self) -> "PlaceRef":
        """The channel itself, whatever thread was meant."""
        return PlaceRef(self.workspace, self.channel) if self.thread else self


def whole_workspace(workspace: WorkspaceId) -> SideId:
    return SideId(workspace)


def own_side(place: PlaceRef) -> SideId:
    """Of whoever is in that channel, beside others of its workspace."""
    return SideId(f"{place.workspace}{WITHIN}{place.channel}")


def is_own_side(side: str) -> bool:
    return WITHIN in side


def workspace_of(side: SideId) -> WorkspaceId:
    return WorkspaceId(side.partition(WITHIN)[0])


def channel_of(side: SideId) -> PlaceRef:
    """Of one that is a channel's own, be it linked no longer."""
    workspace, _, channel = side.partition(WITHIN)
    return PlaceRef(WorkspaceId(workspace), channel)


@dataclass(frozen=True, slots=True)
class GroupRef:
    """These people and Kring, among themselves: a private group that is there once something was sent to it.

    All of one workspace, and at least one.
    """

    members: tuple[AccountRef, ...]

    @property
    def workspace(self) -> WorkspaceId:
        return self.members[0].workspace


def elsewhere(place: PlaceRef, person: AccountRef) -> WorkspaceId | None:
    """The place's workspace, where it is another one than the person's: what is written down beside an author."""
    return place.workspace if place.workspace != person.workspace else None


Recipient = PlaceRef | AccountRef | GroupRef
"""Where, or to whom, something is sent."""


class PlaceKind(StrEnum):
    CHANNEL = "channel"
    GROUP = "group"
    DIRECT = "direct"


class Standing(StrEnum):
    """How somebody belongs to a workspace, as its platform tells it. Nobody chooses it for themselves."""

    ADMIN = "admin"  # looks after the workspace itself
    MEMBER = "member"
    GUEST = "guest"  # let into some of its places
    STRANGER = "stranger"  # of another workspace, met in a place that both share


class Role(StrEnum):
    FACILITATOR = "facilitator"


class Level(StrEnum):
    """Membership levels: declared by people, never computed."""

    CORE = "core"
    FULL = "full"
    PERIPHERAL = "peripheral"
    GUEST = "guest"


class Affiliation(StrEnum):
    """What somebody says they are to the organisation. A community has words of its own beside these."""

    EMPLOYEE = "employee"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    STUDENT = "student"
    PEER = "peer"  # of an organisation that does the same
    CITIZEN = "citizen"


@dataclass(kw_only=True, eq=False)
class Account:
    """A person's identity in one workspace, with what they chose for themselves.

    `language`, `zone` and the quiet hours are None until the platform told or the person chose.

    A person may have several. All but one are then another account of the `principal` one, under which everything is
    done and remembered; `reached_at` is where that person's private messages go.
    """

    workspace: WorkspaceId
    user: str
    name: str = ""
    language: str | None = None
    zone: str | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    paused_until: datetime | None = None
    unasked_a_week: int | None = None
    """How many messages at most Kring sends them unasked, over all communities; None is the usual."""
    is_bot: bool = False
    is_active: bool = True
    standing: Standing = Standing.MEMBER
    profile_seen: bool = False
    chose_language: bool = False
    chose_zone: bool = False
    address: Address | None = None
    principal_workspace: WorkspaceId | None = None
    principal_user: str | None = None
    reached_workspace: WorkspaceId | None = None
    reached_user: str | None = None

    @property
    def ref(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def principal(self) -> AccountRef | None:
        """None for the principal one itself, and for whoever has one account."""
        if self.principal_workspace is None or self.principal_user is None:
            return None
        return AccountRef(self.principal_workspace, self.principal_user)

    @principal.setter
    def principal(self, person: AccountRef | None) -> None:
        self.principal_workspace = person.workspace if person else None
        self.principal_user = person.user if person else None

    @property
    def reached_at(self) -> AccountRef:
        if self.reached_workspace is None or self.reached_user is None:
            return self.ref
        return AccountRef(self.reached_workspace, self.reached_user)

    @reached_at.setter
    def reached_at(self, account: AccountRef) -> None:
        elsewhere = account if account != self.ref else None
        self.reached_workspace = elsewhere.workspace if elsewhere else None
        self.reached_user = elsewhere.user if elsewhere else None


@dataclass(kw_only=True, eq=False)
class Community:
    """People who share a concern, the place where they talk, and their language and zone."""

    id: CommunityId
    name: str
    purpose: str = ""
    language: str
    zone: str
    workspace: WorkspaceId
    channel: str
    created_at: datetime
    place_gone: bool = False
    findable: bool = False
    """Whether others of its workspace are told of it when they ask which communities there are."""

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)


@dataclass(kw_only=True, eq=False)
class Member:
    """An account's membership of one community; kept, with `left_at`, after they leave."""

    community_id: CommunityId
    id: MemberId
    workspace: WorkspaceId
    user: str
    level: Level = Level.FULL
    joined_at: datetime
    left_at: datetime | None = None
    left_place: bool = False
    """Whether they went out of the channel too, or were taken out of it: then they come back by way of it."""
    paused: bool = False
    """Whether it ended with their account, and goes on when that does."""
    affiliation: str | None = None
    """An `Affiliation`, or the community's own word for it; None and "" are unsaid."""
    site: str = ""
    sides: tuple[SideId, ...] = ()
    """In which places they are where the community stands: seen there, and never for another account alone."""
    sides_left: Mapping[SideId, datetime] | None = None
    """When they were last gone from one: what is heard of later and was before does not bring them back."""

    @property
    def ref(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class RoleTerm:
    """A role held for a term, then offered round again."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    member_id: MemberId
    role: Role
    since: datetime
    until: datetime
