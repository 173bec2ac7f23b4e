"""Gives documents their vectors after they were put: on start, and whenever it is woken.

Several processes may each have one over the same PostgreSQL: what one has claimed, others leave to it for a while. What
a process was killed over is claimed again when that while is over.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.logs import whereabouts
from bot.meaning.understanding import AGAIN, Understanding
from bot.upkeep import Upkeep
from facilitation.people import CommunityId
from facilitation.ports.clock import Clock
from facilitation.ports.embedder import Meaning, NotUnderstood
from facilitation.ports.upkeep import EngineUnit, Stopped, Unread

log = structlog.get_logger()

LANE = "meaning"
AT_ONCE = 16  # documents; a second's work, and a transaction
LEASE = timedelta(minutes=2)
GLANCE = timedelta(seconds=2)  # for what other processes put, and what nobody was woken for
TIDY_EVERY = timedelta(minutes=1)  # at most: of 50,000 documents it holds the writer up for a fifth of a second
LATER = timedelta(minutes=10)  # until a document that could not be understood is tried again


class Reader:
    def __init__(self, upkeep: Upkeep, understanding: Understanding, clock: Clock) -> None:
        self._upkeep = upkeep
        self._understanding = understanding
        self._clock = clock
        self._waker = asyncio.Event()
        self._stopping = False
        self._round: asyncio.Task[None] | None = None
        self._renewed = False
        self._tidy_from = 0.0

    def wake(self) -> None:
        """There may be something to read. From the event loop's thread."""
        self._waker.set()

    def start(self) -> None:
        self._round = asyncio.create_task(self._go_round())

    async def stop(self) -> None:
        """What is being read is read again at the next start."""
        self._stopping = True
        self.wake()
        if self._round:
            self._round.cancel()
            with suppress(asyncio.CancelledError):
                await self._round
        self._understanding.close()

    async def read_due(self) -> int:
        """Read some of what waits, and return how many. Raises: NotUnderstood, when it is not for the documents."""
        await self._renew()
        waiting = await self._upkeep.run(LANE, lambda unit: unit.understanding.claim(AT_ONCE, LEASE))
        for community, theirs in _by_community(waiting).items():
            meanings = [(each, await self._meanings(each)) for each in theirs]
            await self._upkeep.run(community, partial(_keep, meanings, self._clock.now() + LATER))
        return len(waiting)

    async def tidy(self) -> None:
        """Leave no trace of what left the index; not at once again, for it is written anew as a whole."""
        now = asyncio.get_running_loop().time()
        if now >= self._tidy_from and await self._upkeep.run(LANE, lambda unit: unit.understanding.tidy()):
            self._tidy_from = now + TIDY_EVERY.total_seconds()

    async def _meanings(self, each: Unread) -> Sequence[Meaning]:
        """Of the whole, and of its title; none of what can't be understood, though the embedder is there."""
        try:
            return await self._understanding.told([each.text, each.title] if each.title else [each.text])
        except NotUnderstood:
            log.warning("not_understood", community=each.community_id, kind=each.kind)
            return ()

    async def _renew(self) -> None:
        """Once: what another model understood is read again."""
        model = await self._understanding.model()
        if not self._renewed:
            await self._upkeep.run(LANE, lambda unit: unit.understanding.renew(model))
            self._renewed = True

    async def _go_round(self) -> None:
        while not self._stopping:
            self._waker.clear()
            pause = GLANCE
            try:
                while await self.read_due() == AT_ONCE:
                    pass
            except Stopped:
                return
            except NotUnderstood:
                pause = AGAIN
            except Exception as error:  # noqa: BLE001 the next round tries again
                log.error("reading_failed", **whereabouts(error))
            await self._rest(pause)

    async def _rest(self, pause: timedelta) -> None:
        """What left the index is seen to also where nothing is understood."""
        try:
            await self.tidy()
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 the next round tries again
            log.error("not_tidied", **whereabouts(error))
        with suppress(TimeoutError):
            async with asyncio.timeout(pause.total_seconds()):
                await self._waker.wait()


def _keep(meanings: Sequence[tuple[Unread, Sequence[Meaning]]], until: datetime, unit: EngineUnit) -> None:
    """`until`: when what could not be understood is tried again."""
    for each, told in meanings:
        if told:
            unit.understanding.understood(each, *told)
        else:
            unit.understanding.postpone(each, until)


def _by_community(waiting: Sequence[Unread]) -> dict[CommunityId, list[Unread]]:
    found: dict[CommunityId, list[Unread]] = defaultdict(list)
    for each in waiting:
        found[each.community_id].append(each)
    return found
