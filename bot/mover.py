"""Moves the playground's time forward: what would have happened until then happens, in its order."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.clock import ShiftedClock
from bot.notes import KeptNotes
from bot.postman import Postman
from bot.ticker import Ticker
from bot.upkeep import Upkeep
from facilitation.ports.upkeep import EngineUnit

log = structlog.get_logger()

AHEAD = "ahead"
LANE = "mover"
STEP = timedelta(minutes=1)  # past what is due but can't be done
ROUNDS = 25  # at one moment: something that keeps being due at once must not hold time up for ever


class Mover:
    """Keeps how far time was moved, so that a restart does not turn it back."""

    def __init__(self, upkeep: Upkeep, clock: ShiftedClock, ticker: Ticker, postman: Postman) -> None:
        self._upkeep = upkeep
        self._clock = clock
        self._notes = KeptNotes(upkeep, "clock")
        self._ticker = ticker
        self._postman = postman
        self._turn = asyncio.Lock()

    async def restore(self) -> None:
        """Go on where time was left. Before anything else runs."""
        for _, seconds in await self._notes.read(AHEAD):
            if isinstance(seconds, int | float):
                self._clock.ahead = timedelta(seconds=seconds)

    async def move_to(self, instant: datetime) -> None:
        """Stop at every moment on the way at which something is due, and have it done before going on."""
        async with self._turn:
            await self._catch_up()
            while (stop := await self._next_stop()) and stop <= instant:
                await self._set(stop)
                await self._catch_up()
            await self._set(instant)
            await self._catch_up()

    async def _next_stop(self) -> datetime | None:
        due, now = await self._upkeep.run(LANE, _next_due), self._clock.now()
        return due if due is None or due > now else now + STEP

    async def _set(self, instant: datetime) -> None:
        self._clock.set(instant)
        await self._notes.write(AHEAD, self._clock.ahead.total_seconds())

    async def _catch_up(self) -> None:
        """Do what is due now, and what comes of it."""
        for _ in range(ROUNDS):
            timers = await self._ticker.run_due()
            if not timers + await self._postman.drain():
                return
        log.warning("time_goes_on", moment=self._clock.now().isoformat())


def _next_due(unit: EngineUnit) -> datetime | None:
    moments = (unit.due_timers.next_due(), unit.dispatch.next_due())
    return min((moment for moment in moments if moment), default=None)
