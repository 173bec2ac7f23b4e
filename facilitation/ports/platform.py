"""A chat platform, as far as Kring speaks through it. Failures are part of the port.

`tests/platforms` holds every adapter to what is said here.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Protocol

from facilitation.events import AnyChatEvent, MessageSeen, ProfileSeen
from facilitation.messages import Answer, Message
from facilitation.people import AccountRef, Address, PlaceRef, Recipient, WorkspaceId
from facilitation.ports.pacing import Bound, Paces


class Ability(Enum):
    """What a platform can or can't do, where that makes a difference to Kring.

    What is not here shows by itself: an event says whether it can open a form, and a platform without a home view,
    reactions or menus just never tells of them: `bot/surfaces.toml` says what then takes their place.
    """

    PRIVATE_REPLIES = auto()
    """A message in a channel that one person sees. Without it the engine sends a direct message."""
    LOOK_UP = auto()
    """Finding out whether an ambiguous post arrived. Without it a facilitator is told that nobody knows."""
    READ = auto()
    """Reading one message that a member points at. Without it the message's own menu is pointed at."""


class PlatformError(Exception):
    """A platform did not do as asked. The message carries no secret and nothing a member wrote."""


class TryLater(PlatformError):
    """Certainly not done; ask again after `wait`, zero where the platform did not say when.

    So for everything within `bound`.
    """

    def __init__(self, wait: timedelta, reason: str = "", bound: Bound = Bound.WORKSPACE) -> None:
        super().__init__(reason)
        self.wait = wait
        self.bound = bound


class PlaceGone(PlatformError):
    """The channel, person or installation is not there (any more) for Kring. Never retried.

    A community whose channel is told as gone stops posting there: a single message or thread that is missing is
    `Unsupported`.
    """


class Unsupported(PlatformError):
    """This platform can't do that, or refuses this message for good. Never retried."""


class PermissionLacking(Unsupported):
    """The platform would do it, had Kring one more permission there, which it asks for by now.

    `why` is the key of the sentence that says what for; `where` an address at which whoever may gives it.
    """

    def __init__(self, reason: str, why: str, where: str) -> None:
        super().__init__(reason)
        self.why = why
        self.where = where


class Ambiguous(PlatformError):
    """It may have been done: a time-out, a reset, a 5xx. A post is then never repeated blindly.

    What does no harm twice (a change, a question) is repeated, so there `TryLater` says the same.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One thing to post or change. `id` is opaque, and findable afterwards where a platform allows.

    `to` is where: a channel or thread, a person's direct conversation, or a group, which the platform makes where only
    its people and Kring read: made again for the same `id` it is the same one. Where a platform makes none of these
    people, it is `Unsupported`. With `replaces`, the platform's id of the message that is edited instead of a new one
    posted. `address` is what the adapter itself put on earlier events of this place or person: whatever it needs to
    reach them that their ids don't tell; None when it never did, and for a group.

    It is one of the `parts` of what Kring says; what is too long all the same is cut ("…"), never refused.
    """

    id: str
    to: Recipient
    message: Message
    address: Address | None = None
    replaces: str | None = None
    direct: PlaceRef | None = None
    """Their conversation with Kring, when it goes to a person to whom something was sent before."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where it stands now; `place` is the direct conversation when it went to a person, the group when to a group.

    Replies to it come with `message_id` as their place's thread. Ids are unique within their channel.
    """

    place: PlaceRef
    message_id: str


class Platform(Protocol):
    """The outgoing side of an adapter, for all workspaces that it `serves`."""

    @property
    def abilities(self) -> frozenset[Ability]: ...

    @property
    def paces(self) -> Paces: ...

    def parts(self, message: Message) -> Sequence[Message]:
        """The message in as few as it takes to show it whole here: `messages.split`. Each is sent by itself."""
        ...

    async def send(self, outgoing: Outgoing) -> Sent:
        """Post it, or edit what it replaces. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        ...

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Look whether a post arrived after all. Only asked where the ability says so, and never of a change.

        Raises: TryLater, PlaceGone, Unsupported, Ambiguous.
        """
        ...

    async def look_up(self, account: AccountRef, address: Address | None) -> ProfileSeen:
        """Who that is. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        ...

    async def read(self, message: PlaceRef, address: Address | None) -> MessageSeen | None:
        """The message that stands there as a thread's root or in one; None: there is none. Where the ability says so.

        Raises: TryLater, PlaceGone, Unsupported, Ambiguous.
        """
        ...


@dataclass(frozen=True, slots=True)
class Later:
    """What Kring answers takes a while: acknowledge first, then ask for the `rest` and do that."""

    rest: Callable[[], Awaitable[Answer | None]]


class Handle(Protocol):
    """How an adapter hands an event over; it returns once the event's transaction is committed.

    Events are handed over in the order they came, without waiting for each other: those of one channel keep it.
    An `OpenForm` comes back only for an event that can open one, a `Whisper` only where the platform can or when it is
    fleeting. The rest of a `Later` is asked for once, after the acknowledgement: it is a `Whisper`, a `ReplaceCard` or
    nothing.

    Raises: whatever the handler raised; then nothing was stored and nothing may be acknowledged. An adapter whose
    platform does not deliver again (a socket without acknowledgements) hands the event over again itself.
    """

    async def __call__(self, event: AnyChatEvent) -> Answer | Later | None: ...


class Platforms(Protocol):
    """All connected workspaces."""

    def of(self, workspace: WorkspaceId) -> Platform | None: ...
