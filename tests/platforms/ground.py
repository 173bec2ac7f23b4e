"""A platform under contract: what its people do and see, and what can go wrong with it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Protocol, TypeVar, runtime_checkable

from facilitation.events import AnyChatEvent
from facilitation.messages import Answer, Subject
from facilitation.people import AccountRef, Address, PlaceRef
from facilitation.ports.platform import Later, Platform

NOW = datetime(2026, 11, 24, 9, 2, tzinfo=UTC)
GLANCE = 0.02  # seconds between two looks
LOOKS = 250
TOO_SLOW = 1.0  # seconds; for a test that waits less

E = TypeVar("E", bound=AnyChatEvent)
Filled = str | Sequence[str]
"""Text, "HH:MM", a date or a channel's id as typed; the values of chosen options as a sequence."""


class Trouble(Enum):
    """What goes wrong with the next call."""

    BUSY = auto()  # 429, come back in seven seconds
    GONE = auto()
    REFUSED = auto()  # the message is not to be had
    UNREACHABLE = auto()  # the connection is refused
    LOST = auto()  # it is done, and the answer never comes
    SLOW = auto()  # it is done, and the answer comes when nobody waits for it any more
    REVOKED = auto()  # Kring's token
    BROKEN = auto()  # a 5xx, and nobody knows what was done


@dataclass(frozen=True)
class Seen:
    """A message of Kring's as it is read, from top to bottom; `labels` are its buttons."""

    id: str
    words: str
    labels: tuple[str, ...] = ()


@dataclass
class Engine:
    """Stands in for the real one. `fails`: nothing is stored, and nothing may be acknowledged."""

    heard: list[AnyChatEvent] = field(default_factory=list)
    answers: deque[Answer | Later | None] = field(default_factory=deque)
    fails: bool = False

    async def handle(self, event: AnyChatEvent) -> Answer | Later | None:
        if self.fails:
            raise RuntimeError("not stored: something a member wrote")
        self.heard.append(event)
        return self.answers.popleft() if self.answers else None

    def will_answer(self, *answers: Answer | Later | None) -> None:
        self.answers.extend(answers)

    def last(self, kind: type[E]) -> E:
        """What was heard last, which is of that kind."""
        assert self.heard, "nothing was heard"
        event = self.heard[-1]
        assert isinstance(event, kind), event
        return event


class StillClock:
    def now(self) -> datetime:
        return NOW


class Ground(Protocol):
    """`here` is a channel that Kring is in, `elsewhere` one that it isn't in; Anna and Bram are in both."""

    engine: Engine
    here: PlaceRef
    elsewhere: PlaceRef
    anna: AccountRef
    bram: AccountRef
    nobody: AccountRef

    @property
    def platform(self) -> Platform: ...

    @property
    def renews_token(self) -> bool:
        """A token that is refused is fetched anew at once, so that nothing is lost by it."""
        ...

    @property
    def always_opens_forms(self) -> bool:
        """A mention and a direct message can open a form, too."""
        ...

    @property
    def picks_any_channel(self) -> bool:
        """Also one that Kring is not in."""
        ...

    def looks_for(self, name: str) -> str | None:
        """The input where one types how an option of that choice begins; None: all options are always shown."""
        ...

    def called(self) -> Sequence[str]:
        """All that Kring asked the platform for, as rows of docs/what-kring-reads.md would name it."""
        ...

    def address(self, of: PlaceRef | AccountRef) -> Address | None:
        """As the engine would have it from earlier events."""
        ...

    def meets(self, trouble: Trouble) -> None:
        """The next post or change goes wrong in this way."""
        ...

    def forgives(self) -> None:
        """Whatever was to go wrong and did not yet, won't."""
        ...

    async def posts(self, place: PlaceRef) -> Sequence[Seen]:
        """Kring's messages there, oldest first: a channel's or group's roots, a thread's replies, all of a direct one.

        Those of a group as Anna sees them.
        """
        ...

    async def private(self, to: AccountRef) -> Sequence[Seen]:
        """What only they see: whispers, oldest first, and the card or line that the client shows for itself."""
        ...

    async def form(self, of: AccountRef) -> str:
        """All words of the form that they have open; "" when none is."""
        ...

    async def home(self, of: AccountRef) -> str:
        """They open Kring's home view: all words of it."""
        ...

    async def writes(self, by: AccountRef, words: str, under: str = "") -> str:
        """A message in the channel, or in that message's thread; its id."""
        ...

    async def writes_in(self, group: PlaceRef, by: AccountRef, words: str, under: str = "") -> str:
        """The same in a private group that Kring made."""
        ...

    async def mentions(self, by: AccountRef, words: str, under: str = "") -> str: ...

    async def tells(self, by: AccountRef, words: str) -> str:
        """A direct message to Kring."""
        ...

    async def commands(self, by: AccountRef, words: str) -> None:
        """`/kring WORDS`."""
        ...

    async def edits(self, by: AccountRef, message: str, words: str) -> None: ...

    async def deletes(self, by: AccountRef, message: str) -> None: ...

    async def reacts(self, by: AccountRef, message: str, emoji: str = "✅") -> None:
        """With ✅ or 📌, to a message of Kring's in the channel."""
        ...

    async def presses(self, by: AccountRef, place: PlaceRef, message: str, label: str) -> None: ...

    async def presses_private(self, by: AccountRef, label: str) -> None:
        """A button of the newest thing that only they see."""
        ...

    async def uses_shortcut(self, by: AccountRef, message: str, shortcut: str) -> None:
        """Of the message menu, on a message that somebody wrote."""
        ...

    async def opens_menu(self, by: AccountRef) -> None:
        """Of no message: what the platform offers wherever one is."""
        ...

    async def fills(self, by: AccountRef, **values: Filled) -> Mapping[str, str]:
        """Send the form; what the form, still open, says of each input, or nothing when it was taken."""
        ...

    async def echoes(self, message: str) -> None:
        """The platform tells of Kring's own message there, posted and edited, as of anybody's; some tell nothing."""
        ...

    async def removes_kring(self, by: AccountRef) -> None:
        """From the channel."""
        ...

    async def leaves(self, who: AccountRef) -> None: ...

    async def again(self) -> bool:
        """The last delivery comes once more; whether Kring acknowledged it.

        Where nothing is acknowledged (a socket without): whether it was taken, and is not handed over again.
        """
        ...


@runtime_checkable
class Forging(Protocol):
    """What else a ground does whose clients hand back what they like."""

    async def keeps_out(self, who: AccountRef) -> PlaceRef:
        """A channel that Kring is in, and they aren't."""
        ...

    async def forges(self, by: AccountRef, **values: str) -> None:
        """Send the form with values that it doesn't offer."""
        ...

    async def presses_altered(self, by: AccountRef, message: str, label: str, subject: Subject) -> None:
        """A button of a message in the channel, bringing back another subject than it was given."""
        ...


async def eventually(look: Callable[[], Awaitable[Sequence[Seen]]], words: str) -> Seen:
    """The newest that holds the words, waited for: what is done beside an answer may come after it."""
    found: Sequence[Seen] = ()
    for _ in range(LOOKS):
        found = await look()
        for seen in reversed(found):
            if words in seen.words:
                return seen
        await asyncio.sleep(GLANCE)
    raise AssertionError(f"nothing holds {words!r}, only {found}")
