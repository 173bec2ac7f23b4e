"""Live windows: each gets the changes its person may see, as server-sent events, and can resume where it was."""

import re
from asyncio import Event, timeout
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from secrets import token_hex

from adapters.playground.workspace import Change

REMEMBERED = 500  # changes a window can have missed and still catch up on
BREATH = 15.0  # seconds of silence before a window is told the time
STEADY = 4  # browsers open six connections to one host; the rest must stay free for requests
NUMBER = re.compile("[0-9]{1,18}")
POLL_AGAIN = 1000  # milliseconds until a window beyond STEADY asks again


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a window has come. `start` tells this process from an earlier one."""

    start: str
    number: int

    def __str__(self) -> str:
        return f"{self.start}-{self.number}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        start, _, number = text.rpartition("-")
        return cls(start, int(number)) if NUMBER.fullmatch(number) else None


class Hub:
    """The last changes, and a bell for the windows that wait for the next."""

    def __init__(self) -> None:
        self._start = token_hex(4)
        self._number = 0
        self._changes: deque[Change] = deque(maxlen=REMEMBERED)
        self._bells: set[Event] = set()
        self._open = 0
        self._hung_up = False

    @property
    def mark(self) -> Mark:
        return Mark(self._start, self._number)

    def tell(self, change: Change) -> None:
        self._number += 1
        self._changes.append(change)
        for bell in self._bells:
            bell.set()

    def hang_up(self) -> None:
        """End every window's stream, now and from now on."""
        self._hung_up = True
        for bell in self._bells:
            bell.set()

    def since(self, mark: Mark | None) -> Sequence[Change] | None:
        """What came after; None when that is no longer known and everything must be shown again."""
        missed = self._number - mark.number if mark and mark.start == self._start else -1
        if not 0 <= missed <= len(self._changes):
            return None
        return list(self._changes)[len(self._changes) - missed :]

    async def follow(
        self, mark: Mark | None, draw: Callable[[Sequence[Change] | None], str], breathe: Callable[[], str]
    ) -> AsyncIterator[str]:
        """The stream of one window, until it is closed or we hang up. `draw` gets None for "everything"."""
        steady = self._open < STEADY
        self._open += 1
        bell = Event()
        self._bells.add(bell)
        try:
            yield f"retry: {POLL_AGAIN}\n\n"
            while not self._hung_up:
                bell.clear()
                changes, mark = self.since(mark), self.mark
                if changes is None or changes:
                    yield _event(str(mark), draw(changes))
                if not steady:
                    return
                if not await _rings(bell):
                    yield _event(str(mark), breathe())
        finally:
            self._open -= 1
            self._bells.discard(bell)


async def _rings(bell: Event) -> bool:
    try:
        async with timeout(BREATH):
            await bell.wait()
    except TimeoutError:
        return False
    return True


def _event(identity: str, html: str) -> str:
    lines = "\n".join(f"data: {line}" for line in html.split("\n"))
    return f"event: change\nid: {identity}\n{lines}\n\n"
