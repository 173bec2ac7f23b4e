"""What the engine, the ticker and delivery keep going with; handlers never see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from facilitation.events import Actor, Announcement, Loss, MessageLost, Place, TimerDue
from facilitation.messages import Message
from facilitation.people import Address, Community, CommunityId, PlaceRef, Recipient, WorkspaceId
from facilitation.ports.embedder import Meaning
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.pacing import Bound, Errand, Paces
from facilitation.ports.platform import Sent


@dataclass(frozen=True, slots=True)
class Terms:
    """On which a workspace is served just now: how many calls more may be under way, and how fast they may follow."""

    room: int
    paces: Paces = field(default_factory=Paces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An outbox row in this process's hands until its lease ends. `fence` changes with every claim.

    `doubtful`: an earlier attempt may have arrived, so it is looked for before it is sent.
    `message` is None where something is only asked. `direct`: as in `Outgoing`.
    """

    id: str
    fence: int
    errand: Errand
    community_id: CommunityId | None
    key: str | None
    to: Recipient
    message: Message | None
    address: Address | None = None
    replaces: str | None = None
    direct: PlaceRef | None = None
    attempts: int = 0
    doubtful: bool = False


class Dispatch(Protocol):
    """The outbox from delivery's side: pending -> sending -> sent | uncertain | dead."""

    def claim(self, limit: int, lease: timedelta, terms: Callable[[WorkspaceId], Terms]) -> Sequence[Claimed]:
        """Take what is due, the eldest of each place first and only that one; rows whose lease ran out as doubtful.

        Each workspace that waits gets its share, within its terms. In each, what somebody waits for comes before what
        is told to others, and that before what many are told at once.
        """
        ...

    def sent(self, claimed: Claimed, sent: Sent | None, rest: Sequence[Message] = ()) -> bool:
        """Mark it sent and remember where it stands; False when the lease had passed to another. None: it only asked.

        `rest`: what had no room in it, and follows under it, or as the next messages to a person; it is changed as the
        first is.
        """
        ...

    def wait(self, claimed: Claimed, until: datetime, bound: Bound | None = None) -> None:
        """It was certainly not delivered: pending again, not before `until`; nor is anything else within that bound,
        by whatever process.
        """
        ...

    def lost_sight(self, claimed: Claimed) -> None:
        """Their direct conversation is not where it was: it is to be asked for again, and the message sent there."""
        ...

    def doubt(self, claimed: Claimed, until: datetime) -> None:
        """It may have been delivered: look for it, not before `until`."""
        ...

    def give_up(self, claimed: Claimed, loss: Loss) -> None: ...

    def expired(self) -> Sequence[MessageLost]:
        """Drop what nobody wants any more, and tell which."""
        ...

    def next_due(self) -> datetime | None:
        """When the earliest row that is not final may be claimed, as far as it was not held back by the last claim."""
        ...

    def is_posting(self, channel: PlaceRef) -> bool:
        """Whether a message is being posted there this moment: it may stand already, and nobody knows where yet."""
        ...


class DueTimers(Protocol):
    """Timers from the ticker's side, of all communities."""

    def claim(self, limit: int, lease: timedelta) -> Sequence[TimerDue]:
        """Due ones, earliest first, not offered to another process while the lease lasts."""
        ...

    def take(self, due: TimerDue) -> bool:
        """Remove it if it is still set for that moment; False when it is not. So it is handled once."""
        ...

    def postpone(self, due: TimerDue, until: datetime) -> None:
        """It could not be handled: offer it again, for the same moment, but not before `until`."""
        ...

    def next_due(self) -> datetime | None: ...

    def communities(self) -> Sequence[CommunityId]:
        """Those that wait for a moment."""
        ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A document yet to be understood; put anew it has another `turn`. `readers`: the names of who may find it."""

    community_id: CommunityId
    kind: str
    id: str
    turn: str
    text: str
    readers: tuple[str, ...] | None
    title: str = ""
    """Where there is more than the title: that alone, which what is looked for often resembles more than the whole."""


class Understanding(Protocol):
    """What documents mean, from the side of whoever finds that out; of all communities."""

    def claim(self, limit: int, lease: timedelta) -> Sequence[Unread]:
        """Those that wait longest, not offered to another process while the lease lasts."""
        ...

    def understood(self, each: Unread, meaning: Meaning, title: Meaning | None = None) -> bool:
        """From now on it is found by what it means; False when it is gone, or says something else by now."""
        ...

    def postpone(self, each: Unread, until: datetime) -> None: ...

    def renew(self, model: str) -> int:
        """Have read again what was understood by other models; return how many."""
        ...

    def tidy(self) -> bool:
        """Once something has left the index, leave no trace of it; False when nothing has."""
        ...


class Notebook(Protocol):
    """A platform adapter's own small memory: JSON by key, encrypted where it rests."""

    def write(self, platform: str, key: str, value: object) -> None: ...

    def read(self, platform: str, prefix: str = "") -> Sequence[tuple[str, object]]:
        """Ordered by key."""
        ...

    def erase(self, platform: str, prefix: str) -> None: ...


class EngineUnit(UnitOfWork, Protocol):
    """What only the engine may do with a unit of work."""

    @property
    def dispatch(self) -> Dispatch: ...

    @property
    def due_timers(self) -> DueTimers: ...

    @property
    def understanding(self) -> Understanding: ...

    @property
    def notebook(self) -> Notebook: ...

    def first_time(self, workspace: WorkspaceId, delivery_id: str) -> bool:
        """Write the delivery down; False when it had been already."""
        ...

    def enter(self, community: Community | None, actor: Actor | None, place: Place | None = None) -> None:
        """From here on community data read or written is this community's, and no other's; None: none at all.

        The actor's account is met when it is first asked for. `place`: where they act, if that is known.
        """
        ...

    def announced(self) -> Sequence[Announcement]:
        """What was announced since this was last asked."""
        ...

    @property
    def stirred(self) -> bool:
        """Whether this unit gave delivery something to do: it is woken after the commit."""
        ...

    def prune(self) -> int:
        """Forget deliveries, sent messages and other traces whose time is over; return how many."""
        ...

    def flush(self) -> None:
        """Raises: Conflict."""
        ...

    def commit(self) -> None:
        """Raises: Conflict."""
        ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...


class Conflict(Exception):
    """Another process changed the same rows first; the whole event is handled again."""


W = TypeVar("W", bound=EngineUnit)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done:
    """What a job returned."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a job, alone, could not be done; nothing of it was stored."""

    error: Exception


Outcome = Done | Failed


class Writers(Protocol[W]):
    """Writer threads. Jobs of one lane keep their order; jobs that wait together share a transaction."""

    def start(self, perform: Callable[[Sequence[Callable[[W], object]]], Sequence[Outcome]]) -> None:
        """`perform` does a batch, one outcome each, and commits."""
        ...

    async def submit(self, lane: str, job: Callable[[W], T]) -> T:
        """Return what the job returned, after its commit. Raises: what the job raised; Stopped."""
        ...

    def stop(self) -> None:
        """Finish what waits, then end the threads."""
        ...


class Stopped(Exception):
    """Kring is closing down and takes nothing new."""
