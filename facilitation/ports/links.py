"""Other places in which a community stands too, and what people's words are there as copies.

A message of a linked place is known everywhere else by its id and its link: `ID~LINK`, a name that no platform gives.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from facilitation.messages import To, ToCommunity, ToPlace
from facilitation.people import (
    AccountRef,
    Community,
    CommunityId,
    PlaceRef,
    SideId,
    WorkspaceId,
    channel_of,
    is_own_side,
    new_id,
    own_side,
    whole_workspace,
)

HOME = ""
"""The community's own place, where the id of a link stands for the others."""

FOLLOWED_FOR = timedelta(days=180)
"""Then a copy of what somebody wrote stays as it is; as long as what tells of one person is kept."""


@dataclass(kw_only=True, eq=False)
class LinkedPlace:
    """A place joined to the community; `side` and `home_side` are what each is called.

    `side_id`: whose place it is. `hears_all`: what is said to the whole community stands there too; else it is a place
    for some of its members, with what is theirs alone. `by_workspace` and `by_user`: who accepted the invitation.
    """

    workspace: WorkspaceId
    channel: str
    community_id: CommunityId
    id: str = field(default_factory=new_id)
    side: str
    side_id: SideId
    hears_all: bool = True
    home_side: str
    since: datetime
    by_workspace: WorkspaceId | None = None
    by_user: str | None = None

    @property
    def by(self) -> AccountRef | None:
        return AccountRef(self.by_workspace, self.by_user) if self.by_workspace and self.by_user else None

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)

    @property
    def is_own_side(self) -> bool:
        """Of those in that channel, beside others of the community in its workspace."""
        return is_own_side(self.side_id)


@dataclass(kw_only=True, eq=False)
class Visit:
    """Where another community meets, and something of this one stands: what is replied there is carried home.

    Nothing that is said at home goes there. `side` and `home_side` are what the two communities are called.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    workspace: WorkspaceId
    channel: str
    side: str
    home_side: str
    until: datetime

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """To link a place to a community; until then, and once. Only a digest of its code is kept."""

    community_id: CommunityId
    home_side: str
    until: datetime


@dataclass(kw_only=True, eq=False)
class Relay:
    """A message that somebody wrote in a thread of ours, with copies in the other places under `key`.

    `channel` and `message_id` as at home; `root`: the key of the message it stands under; `link`: where it was written.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    channel: str
    message_id: str
    root: str
    link: str
    workspace: WorkspaceId
    user: str
    text: str
    at: datetime

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def key(self) -> str:
        return f"{RELAYED}{self.id}"


RELAYED, TWIN = "relayed/", "twin/"


def relay_of(key: str) -> str | None:
    """Of which relay this is the key."""
    return key.removeprefix(RELAYED) if key.startswith(RELAYED) else None


def twins_of(link: LinkedPlace | Visit) -> str:
    """How the keys of all messages begin that stand in its place because they stand at home."""
    return f"{TWIN}{link.id}/"


def key_at_home(key: str) -> str:
    """The key that all twins share."""
    return key.split("/", 2)[2] if key.startswith(TWIN) else key


def named(message_id: str, link: str) -> str:
    """A message that stands in a linked place, as it is known elsewhere."""
    return f"{message_id}~{link}"


def read(message_id: str) -> tuple[str, str]:
    """Its id where it stands, and the link of that place, if any."""
    real, mark, link = message_id.rpartition("~")
    return (real, link) if mark else (message_id, HOME)


class Links(Protocol):
    """Linked places are in the directory; relays are the entered community's."""

    def of(self, community: CommunityId) -> Sequence[LinkedPlace]:
        """Oldest first."""
        ...

    def at(self, place: PlaceRef) -> LinkedPlace | None:
        """The place's thread does not matter."""
        ...

    def in_workspace(self, workspace: WorkspaceId) -> Sequence[LinkedPlace]: ...

    def visit(self, other: Community, home: Community, until: datetime) -> Visit:
        """Where the other community meets, from now on; one that there is already lasts longer."""
        ...

    def visits(self, community: CommunityId) -> Sequence[Visit]:
        """Oldest first, be they over."""
        ...

    def begin(self, link: LinkedPlace) -> None:
        """Raises: Conflict when another process linked the same place first."""
        ...

    def end(self, link: LinkedPlace) -> None: ...

    def invite(self, code: str, invitation: Invitation) -> None: ...

    def invitation(self, code: str) -> Invitation | None:
        """As long as it is good."""
        ...

    def take(self, code: str) -> bool:
        """Use it up; False when it was."""
        ...

    def remember(self, relay: Relay) -> None: ...

    def relay(self, identity: str) -> Relay | None: ...

    def relay_at(self, message_id: str, channel: str | None = None) -> Relay | None:
        """As at home. A message of a linked place is found without the channel."""
        ...

    def relays_by(self, author: AccountRef) -> Sequence[Relay]: ...

    def forget(self, relay: Relay) -> None: ...

    def forget_before(self, moment: datetime) -> None:
        """What was written before then: the copies stay, and follow nothing any more."""
        ...


def stands_in(community: Community, workspace: WorkspaceId, links: Links) -> bool:
    """Whether people of that workspace meet this community there."""
    return community.workspace == workspace or any(link.workspace == workspace for link in links.of(community.id))


def side_begun(place: PlaceRef, community: Community, links: Links) -> SideId:
    """Whose a place is that is linked now: its workspace's; or, where the community stands there already, its own."""
    return own_side(place) if stands_in(community, place.workspace, links) else whole_workspace(place.workspace)


def sides_in(workspace: WorkspaceId, community: Community, links: Links) -> Sequence[SideId]:
    """The sides that have a place there; first that of home, if that is there."""
    home = [whole_workspace(workspace)] if community.workspace == workspace else []
    return [*home, *(link.side_id for link in links.of(community.id) if link.workspace == workspace)]


def side_at(place: PlaceRef, community: Community, links: Links) -> SideId:
    """On which side is done what is done in that channel, or elsewhere in its workspace."""
    there = next((link for link in links.of(community.id) if link.place == place.whole), None)
    return there.side_id if there else whole_workspace(place.workspace)


def hearing_all(community: CommunityId, links: Links) -> Sequence[LinkedPlace]:
    """Where stands what is said to the whole community, beside its home."""
    return [link for link in links.of(community) if link.hears_all]


def place_of_some(side: SideId, community: CommunityId, links: Links) -> LinkedPlace | None:
    """The place of that side, where nothing stands but what is for it alone."""
    return next((link for link in links.of(community) if link.side_id == side and not link.hears_all), None)


def stands_since(community: Community, sides: Collection[SideId], links: Links) -> datetime | None:
    """From when on whoever is on these sides has met there; None: from the first, or not by a linked place."""
    linked = links.of(community.id) if whole_workspace(community.workspace) not in sides else ()
    return min((link.since for link in linked if link.side_id in sides), default=None)


def side_called(side: SideId, community: Community, links: Links) -> str:
    """What that side of the community is called; "" where it has but one."""
    linked = links.of(community.id)
    if side == whole_workspace(community.workspace):
        return next((link.home_side for link in linked), "")
    return next((link.side for link in linked if link.side_id == side), "")


def stands_at(side: SideId | None, place: PlaceRef, community: Community, links: Links) -> PlaceRef:
    """In which channel stands what is said at that place, or for one side: then in its own, be it there no more."""
    if side is None or side == whole_workspace(community.workspace):
        return place
    if is_own_side(side):
        return channel_of(side)
    return next((link.place for link in links.of(community.id) if link.side_id == side), place)


def spoken_to(side: SideId | None, place: PlaceRef, community: Community, links: Links) -> To | None:
    """Where what is for that side is said, or for all of it; None: there is no such place any more."""
    if side is None:
        return ToCommunity(place)
    if side == whole_workspace(community.workspace):
        return ToPlace(place)
    return next((ToPlace(link.place) for link in links.of(community.id) if link.side_id == side), None)
