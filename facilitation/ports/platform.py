"""A chat platform, as far as Kring speaks through it. Failures are part of the port."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Protocol

from facilitation.events import AnyChatEvent, ProfileSeen
from facilitation.messages import Answer, Message
from facilitation.people import AccountRef, Address, PlaceRef, WorkspaceId


class Ability(Enum):
    """What a platform can do; where one lacks, the engine offers the nearest thing."""

    THREADS = auto()
    FORMS = auto()
    PRIVATE_REPLIES = auto()  # a line in a channel that one person sees; else a direct message
    HOME = auto()
    MESSAGE_SHORTCUTS = auto()
    REACTIONS = auto()
    IMAGES = auto()
    LOOK_UP = auto()  # finding out whether an ambiguous post arrived


class PlatformError(Exception):
    """A platform did not do as asked. The message carries no secret and nothing a member wrote."""


class TryLater(PlatformError):
    """Certainly not done; ask again after `wait`."""

    def __init__(self, wait: timedelta, reason: str = "") -> None:
        super().__init__(reason)
        self.wait = wait


class PlaceGone(PlatformError):
    """The channel, person or installation is not there (any more) for Kring. Never retried."""


class Unsupported(PlatformError):
    """This platform can't do that, or refuses this message for good. Never retried."""


class Ambiguous(PlatformError):
    """It may have been done: a time-out, a reset, a 5xx. Never retried blindly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One thing to post or change. `id` is opaque, and findable afterwards where a platform allows.

    `to` is where: a channel or thread, or a person's direct conversation. With `replaces`, the platform's
    id of the message that is edited instead of a new one posted.
    """

    id: str
    to: PlaceRef | AccountRef
    message: Message
    address: Address | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Where it stands now; `place` is the direct conversation when it went to a person."""

    place: PlaceRef
    message_id: str


class Platform(Protocol):
    """The outgoing side of one workspace's adapter."""

    @property
    def abilities(self) -> frozenset[Ability]: ...

    async def send(self, outgoing: Outgoing) -> Sent:
        """Post it, or edit what it replaces. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        ...

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Look whether it arrived after all. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        ...

    async def look_up(self, account: AccountRef, address: Address | None) -> ProfileSeen:
        """Who that is. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        ...


class Handle(Protocol):
    """How an adapter hands an event over; it returns once the event's transaction is committed.

    Raises: whatever the handler raised; then nothing was stored and nothing may be acknowledged.
    """

    async def __call__(self, event: AnyChatEvent) -> Answer | None: ...


class Platforms(Protocol):
    """All connected workspaces."""

    def of(self, workspace: WorkspaceId) -> Platform | None: ...
