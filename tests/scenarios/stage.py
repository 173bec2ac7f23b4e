"""A stage: a workspace of one platform with its people and a clock, and Kring running in it.

A stage knows how its platform does a thing (a slash, a mention, a dialog); a scenario only says that it is done.
Everything waits, for a bounded time, until it can be seen.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

Filled = str | tuple[str, ...]
"""Text, "HH:MM" or a date as typed; chosen options, each by its value or its label, as a tuple."""

HERE = "the community's channel"
ELSEWHERE = "a channel that Kring is not in"


class Person(Protocol):
    """Somebody in the workspace. Cards are named by words in their title; buttons by their label."""

    @property
    def name(self) -> str: ...

    @property
    def zone(self) -> str:
        """That of their chat client; an IANA name."""
        ...

    async def says(self, words: str) -> None:
        """`/kring WORDS` or `@Kring WORDS` in the community's channel; a form that is offered gets opened."""
        ...

    async def tells_kring(self, words: str) -> None:
        """A direct message to Kring."""
        ...

    async def writes(self, words: str, *, under: str = "") -> None:
        """An ordinary message in the channel, or in the thread under Kring's card with that title."""
        ...

    async def rewrites(self, words: str, *, to: str) -> None:
        """Edit one's own message that holds `words`."""
        ...

    async def presses(self, label: str, *, on: str) -> None:
        """The newest such card that this person can see."""
        ...

    async def fills_in(self, **inputs: Filled) -> None:
        """Fill and send the form that is open; what is not named stays as it is."""
        ...

    async def sees_errors(self) -> Mapping[str, str]:
        """What the form, still open, says of each input."""
        ...

    async def sees_form(self) -> str:
        """All words of the form that is open."""
        ...

    async def reacts(self, emoji: str, *, to: str) -> None:
        """To the message in the channel or its threads that holds these words."""
        ...

    async def would_keep(self, *words: str) -> None:
        """Pick for others the replies under a question that hold these words; the form with them opens."""
        ...

    async def uses_shortcut(self, shortcut: str, *, on: str) -> None:
        """Of the menu of the message in the channel that holds these words; its form opens."""
        ...

    async def opens_menu(self) -> None:
        """Kring's own, which is about no message."""
        ...

    async def sees_at_home(self, words: str) -> str:
        """All words of their home view, as it stands once it holds these; opened when it was not yet."""
        ...

    async def presses_at_home(self, label: str) -> None:
        """A button of the home view that they see."""
        ...

    async def sees(self, words: str) -> str:
        """Kring's newest private message to this person that holds these words: all its words."""
        ...

    async def reads(self, words: str) -> str:
        """The newest message in the channel that holds these words, as this person is shown it."""
        ...

    async def has_not_seen(self, words: str) -> None:
        """Fails when a private message from Kring to this person, or one in a group of theirs, holds these words."""
        ...

    async def sees_in_group(self, words: str) -> str:
        """Kring's newest message with these words in a private group that this person is in: all its words."""
        ...

    async def writes_in_group(self, words: str, *, under: str) -> None:
        """In the thread under Kring's card with that title, in a private group that this person is in."""
        ...

    async def leaves(self) -> None:
        """The channel in which this stage is."""
        ...


class Stage(Protocol):
    """One platform with a community of people who have not met Kring yet."""

    hears_reactions: bool
    """To what members write."""
    offers_every_channel: bool
    """In a form, those that Kring is not in among them."""
    makes_groups: bool
    """Whether Kring gets a private group where it asks for one."""
    people: tuple[Person, ...]
    """At least six; the first will facilitate."""

    async def moves_clock_to(self, moment: datetime) -> None:
        """Let time pass; what is due in between happens, in order, and is delivered."""
        ...

    def now(self) -> datetime: ...

    async def apart(self) -> "Stage":
        """The same people, as they act in a channel of the same workspace in which only Kring and the first two are."""
        ...

    async def channel_shows(self, words: str) -> str:
        """All words of the newest message in the channel (not in a thread) that holds these."""
        ...

    async def thread_shows(self, words: str, *, under: str) -> str:
        """All words of the newest message with these words, under Kring's card with that title."""
        ...

    async def thread_draws(self, words: str, *, under: str) -> str:
        """What the picture of the newest such message says of itself; the picture itself has arrived."""
        ...

    async def nobody_sees(self, words: str) -> None:
        """Fails when any message of Kring's, anywhere, holds these words."""
        ...
