"""Goes round with the outbox: each place gets its messages one after the other, different places at once.

Several processes may each have one over the same PostgreSQL.
"""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

import structlog

from bot.delivery import Delivery, lane_of
from bot.heartbeat import Heartbeat
from bot.logs import whereabouts
from bot.pace import Pace
from bot.upkeep import Step, Upkeep
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Platforms
from facilitation.ports.upkeep import Claimed, EngineUnit, Stopped, Terms

log = structlog.get_logger()

LANE = "outbox"
LAST_WORDS = 2.0  # seconds that what is under way gets when Kring stops
SWEEP = timedelta(seconds=5)


class Postman:
    """`wake` it when the outbox was given something to do."""

    def __init__(self, upkeep: Upkeep, platforms: Platforms, clock: Clock, pace: Pace | None = None) -> None:
        self._upkeep = upkeep
        self._clock = clock
        self._pace = pace or Pace()
        self._delivery = Delivery(platforms, clock, self._pace)
        self._platforms = platforms
        self._under_way: dict[asyncio.Task[None], WorkspaceId] = {}
        self._waker = asyncio.Event()
        self._stopping = False
        self._round: asyncio.Task[None] | None = None
        self._next_due: datetime | None = None
        self._swept: datetime | None = None
        self.heartbeat = Heartbeat(patience=self._pace.glance * 10)

    def wake(self) -> None:
        """There may be something to deliver. From the event loop's thread."""
        self._waker.set()

    def start(self) -> None:
        self._round = asyncio.create_task(self._go_round())

    async def stop(self) -> None:
        """Take nothing more, and give what is under way a moment. What is cut off is looked for at the next start."""
        self._stopping = True
        self.wake()
        if self._round:
            await self._round
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=LAST_WORDS)
        for task in self._under_way:
            task.cancel()
        await self._all_back()

    async def drain(self) -> int:
        """Deliver all that is due now, and return how many when nothing is under way. For a moved clock."""
        await self._all_back()
        await self._sweep()
        done = 0
        while taken := await self._take():
            await self._all_back()
            done += taken
        return done

    async def _go_round(self) -> None:
        """Until stopped. A failure of the store is waited out."""
        while not self._stopping:
            self._waker.clear()
            try:
                await self._sweep()
                await self._take()
            except Stopped:
                return
            except Exception as error:  # noqa: BLE001 delivery goes on, whatever fails
                log.error("delivery_failed", **whereabouts(error))
            else:
                self.heartbeat.beat()
            await self._rest()

    async def _take(self) -> int:
        """Claim what is due and set off with it; return how many."""
        free = self._pace.at_once - len(self._under_way)
        if free <= 0:
            return 0
        busy = Counter(self._under_way.values())

        def terms(workspace: WorkspaceId) -> Terms:
            platform = self._platforms.of(workspace)
            return Terms(self._pace.at_once_each - busy[workspace], platform.paces) if platform else Terms(room=0)

        def claim(unit: EngineUnit) -> tuple[list[Claimed], datetime | None]:
            return list(unit.dispatch.claim(free, self._pace.lease, terms)), unit.dispatch.next_due()

        claimed, self._next_due = await self._upkeep.run(LANE, claim)
        for row in claimed:
            task = asyncio.create_task(self._deliver(row))
            self._under_way[task] = row.to.workspace
            task.add_done_callback(self._done)
        return len(claimed)

    async def _sweep(self) -> None:
        """Give up what nobody wants any more."""
        now = self._clock.now()
        if self._swept is None or now - self._swept >= SWEEP:
            self._swept = now
            await self._settle("", LANE, lambda unit: unit.dispatch.expired())

    async def _deliver(self, row: Claimed) -> None:
        try:
            step = await self._delivery.carry_out(row)
            await self._settle(row.id, lane_of(row), step)
        except Stopped:
            log.info("delivery_cut_off", outbox=row.id)
        except Exception as error:  # noqa: BLE001 the lease runs out, and the row is looked at again
            log.error("delivery_unsettled", outbox=row.id, **whereabouts(error))

    async def _settle(self, outbox: str, lane: str, step: Step) -> None:
        """Mark what happened and tell who listens, together; if listening fails, mark it all the same."""
        try:
            await self._upkeep.settle(lane, step)
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 a message that was sent must not be sent again for a listener's fault
            log.error("delivery_not_told", outbox=outbox, **whereabouts(error))
            await self._upkeep.run(lane, step)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self.wake()

    async def _all_back(self) -> None:
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _rest(self) -> None:
        """Until woken, or the next row is due; a glance at most."""
        try:
            async with asyncio.timeout(self._nap()):
                await self._waker.wait()
        except TimeoutError:
            return

    def _nap(self) -> float:
        """Seconds. What is due but was not claimed waits behind something that will wake us."""
        now, due = self._clock.now(), self._next_due
        return (min(due - now, self._pace.glance) if due and due > now else self._pace.glance).total_seconds()
