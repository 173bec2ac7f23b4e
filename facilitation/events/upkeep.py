"""What happens by Kring's own upkeep: the ticker and delivery make these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facilitation.events.chat import Actor, AnyChatEvent, Place
from facilitation.messages import LookUp
from facilitation.people import AccountRef, Address, CommunityId, PlaceRef, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerDue:
    """A timer's moment came. Handled only if the timer is still set for `due_at` (so: once)."""

    community_id: CommunityId
    timer_id: str
    kind: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KringWasAway:
    """No process ran from `since` until now. Told to each community that waits for a moment, before it is looked at."""

    community_id: CommunityId
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedOutside:
    """What somebody changed in an exported item's file. `texts`: passages by their place, as they read now.

    One that is "" was taken out.
    """

    item_id: str
    title: str
    tags: tuple[str, ...]
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityBroughtIn:
    """All that a community exported stands in the tables, and nothing else: what is made of it is to be made again.

    `edited`: what was changed in its files since it was exported, and is not in the tables yet.
    """

    community_id: CommunityId
    edited: tuple[EditedOutside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased:
    """Somebody is to be forgotten, and was a member: their words go, as if they took back each of them."""

    community_id: CommunityId
    account: AccountRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSeen:
    """What a platform says of a person, looked up outside the writer."""

    account: AccountRef
    name: str
    locale: str | None = None
    zone: str | None = None
    is_bot: bool = False
    is_active: bool = True
    standing: Standing | None = Standing.MEMBER
    """None where the platform can't tell an admin from anybody else."""
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSeen:
    """A message as it reads now. `author` is None when nobody can tell who wrote it."""

    thread: str | None
    author: Actor | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """The outbox posted it; `message_id` and `place` as the platform knows them."""

    community_id: CommunityId | None
    key: str | None
    place: PlaceRef
    message_id: str


class Loss(StrEnum):
    """Why a message never arrived, or may not have."""

    PLACE_GONE = "place_gone"
    UNSUPPORTED = "unsupported"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLost:
    """Delivery gave up; `place` is the channel meant, None for a direct message to `person` and for a group to be made.

    With a message go those that were to stand under it: each is told as lost by itself.
    """

    community_id: CommunityId | None
    key: str | None
    loss: Loss
    place: PlaceRef | None
    person: AccountRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionMissed:
    """Something of the community's could not be done for want of a permission; as in `ports.platform`."""

    community_id: CommunityId
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class Found:
    """A document by its kind and id, and from 0 to 1 how surely it is what was looked for."""

    kind: str
    id: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What was found, best first, of what `origin` had looked up. Who acted then, acts still."""

    origin: AnyChatEvent | TimerDue
    look: LookUp
    found: tuple[Found, ...]

    @property
    def community_id(self) -> CommunityId | None:
        return self.look.subject.community

    @property
    def by(self) -> Actor | None:
        return getattr(self.origin, "by", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRead:
    """What came of reading a message, asked for under `key`; `place` is its thread where it was found.

    `seen` None: with a `loss` it can't be read, without one it is not there any more.
    """

    community_id: CommunityId
    key: str
    place: Place
    message_id: str
    seen: MessageSeen | None = None
    loss: Loss | None = None


Happening = (
    TimerDue
    | KringWasAway
    | CommunityBroughtIn
    | PersonErased
    | ProfileSeen
    | MessageRead
    | MessageSent
    | MessageLost
    | PermissionMissed
    | LookedUp
)
