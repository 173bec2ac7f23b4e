"""Hands timers whose moment came to the engine, and once an hour forgets what need not be remembered."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.heartbeat import Heartbeat
from bot.logs import whereabouts
from bot.pace import Pace
from bot.presence import BEAT, Presence
from bot.upkeep import Upkeep
from facilitation.events import TimerDue
from facilitation.ports.clock import Clock
from facilitation.ports.upkeep import Stopped

log = structlog.get_logger()

LANE = "timers"
EVERY = timedelta(seconds=1)
PRUNE_EVERY = timedelta(hours=1)
AT_ONCE = 100  # timers; as many as share a transaction
LEASE = timedelta(minutes=1)
PRUNED_ENOUGH = 50  # rounds; what is left waits for the next hour

Happen = Callable[[TimerDue], Awaitable[object]]
"""Has a timer handled, with all that comes of it."""


class Ticker:
    """Several processes may each have one over the same PostgreSQL: a timer is handled once."""

    def __init__(self, upkeep: Upkeep, happen: Happen, clock: Clock, pace: Pace | None = None) -> None:
        self._upkeep = upkeep
        self._happen = happen
        self._clock = clock
        self._pace = pace or Pace()
        self._failures: Counter[str] = Counter()
        self.presence = Presence(upkeep, clock)
        self._turn = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self.heartbeat = Heartbeat(patience=EVERY * 15)

    def start(self) -> None:
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self._tick, "interval", seconds=EVERY.total_seconds(), **options)
        self._scheduler.add_job(self._prune, "interval", seconds=PRUNE_EVERY.total_seconds(), **options)
        self._scheduler.add_job(self.presence.beat, "interval", seconds=BEAT.total_seconds(), **options)
        self._scheduler.start()

    async def stop(self) -> None:
        """Take no more timers; those in hand are finished first."""
        if self._scheduler.running:
            self._scheduler.pause()
        async with self._turn:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)

    async def run_due(self) -> int:
        """Hand over everything due now, earliest first within each community; return how many."""
        async with self._turn:
            due = await self._upkeep.run(LANE, lambda unit: unit.due_timers.claim(AT_ONCE, LEASE))
            await asyncio.gather(*(self._hand_over(timer) for timer in due))
        return len(due)

    async def _tick(self) -> None:
        try:
            while await self.run_due() == AT_ONCE:
                self.heartbeat.beat()
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 the next tick tries again
            log.error("ticker_failed", **whereabouts(error))
        else:
            self.heartbeat.beat()

    async def _hand_over(self, timer: TimerDue) -> None:
        """One that fails is offered again later, and is in nobody's way meanwhile."""
        try:
            await self._happen(timer)
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 other timers go on
            await self._postpone(timer, error)
        else:
            self._failures.pop(timer.timer_id, None)

    async def _postpone(self, timer: TimerDue, error: Exception) -> None:
        self._failures[timer.timer_id] += 1
        attempts = self._failures[timer.timer_id]
        until = self._clock.now() + self._pace.backoff(attempts)
        log.error(
            "timer_failed",
            timer=timer.timer_id,
            kind=timer.kind,
            community=timer.community_id,
            attempts=attempts,
            **whereabouts(error),
        )
        await self._upkeep.run(LANE, lambda unit: unit.due_timers.postpone(timer, until))

    async def _prune(self) -> None:
        """In small bites, so that no event waits long behind it."""
        try:
            for _ in range(PRUNED_ENOUGH):
                if not await self._upkeep.run(LANE, lambda unit: unit.prune()):
                    return
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 the next hour tries again
            log.error("prune_failed", **whereabouts(error))
