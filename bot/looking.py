"""Looking things up beside the writers: what an event had looked up is searched here, and goes back to the engine."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

import structlog

from bot.logs import whereabouts
from bot.upkeep import Upkeep
from facilitation.events import AnyChatEvent, Event, Found, LookedUp, TimerDue
from facilitation.messages import Answer, LookUp
from facilitation.ports.embedder import Meaning
from facilitation.ports.platform import Later
from facilitation.ports.search import Wanted

log = structlog.get_logger()

Find = Callable[[Wanted], Sequence[Found]]
Understand = Callable[[str], Coroutine[Any, Any, Meaning | None]]
Meant = Callable[[], Meaning | None]


class Looking:
    """`find` reads only, and is called in a thread of its own. What it can't find for a failure counts as not there.

    `understand` tells what words mean; None when that can't be had soon. Meanwhile the words themselves are looked up.
    """

    def __init__(self, upkeep: Upkeep, find: Find, understand: Understand) -> None:
        self._upkeep = upkeep
        self._find = find
        self._understand = understand

    async def handle(self, event: AnyChatEvent) -> Answer | Later | None:
        """`ports.platform.Handle`."""
        handled = await self._upkeep.handle(event)
        return Later(partial(self.rest, event, handled)) if isinstance(handled, LookUp) else handled

    async def happen(self, event: Event) -> None:
        """Have something handled that nobody waits at, with all that it has looked up."""
        handled = await self._upkeep.handle(event)
        if isinstance(handled, LookUp) and isinstance(event, TimerDue):
            await self.rest(event, handled)

    async def rest(self, origin: AnyChatEvent | TimerDue, look: LookUp) -> Answer | None:
        """A look may have more looked up in its turn. Raises: whatever its handler raised."""
        handled: Answer | LookUp | None = look
        while isinstance(handled, LookUp):
            meant = asyncio.run_coroutine_threadsafe(self._understand(handled.words), asyncio.get_running_loop())
            found = await asyncio.to_thread(self._found, handled, meant.result)
            handled = await self._upkeep.handle(LookedUp(origin=origin, look=handled, found=tuple(found)))
        return handled

    def _found(self, look: LookUp, meant: Meant) -> Sequence[Found]:
        community = look.subject.community
        if community is None:
            return ()
        try:
            return self._find(Wanted(community, look.words, look.limit, look.kinds, look.reader, meant, look.sides))
        except Exception as error:  # noqa: BLE001 who asks must be served, found or not
            log.error("search_failed", then=look.then, **whereabouts(error))
            return ()
