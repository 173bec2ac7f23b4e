"""One event, one transaction, one committer.

The engine opens a unit of work, has the event received, and commits: nothing else in Kring commits.
Events that wait together share a transaction; when one of them fails, each is done again alone, so that
the faulty one fails by itself.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Generic, TypeVar

from facilitation.capability import Handled
from facilitation.events import Event, MessagePosted
from facilitation.lanes import Lanes
from facilitation.ports.upkeep import Conflict, Done, EngineUnit, Failed, Outcome, Writers
from facilitation.reception import Reception, TooEarly

W = TypeVar("W", bound=EngineUnit)
T = TypeVar("T")

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; together with the handling within the three that Slack waits
CONFLICTS = 5  # a hot row of a busy community was replayed at most twice in the two-process tests


class Engine(Generic[W]):
    """The only bridge between the asynchronous edges and the synchronous core."""

    def __init__(self, units: Callable[[], W], writers: Writers[W], reception: Reception[W]) -> None:
        self._units = units
        self._writers = writers
        self._reception = reception
        self._lanes = Lanes()
        self._committed: list[Callable[[], object]] = []

    def start(self) -> None:
        self._writers.start(self.perform)

    def stop(self) -> None:
        self._writers.stop()

    def after_commit(self, wake: Callable[[], object]) -> None:
        """Call `wake`, from a writer thread, after each commit that left delivery something to do."""
        self._committed.append(wake)

    async def handle(self, event: Event) -> Handled:
        """Handle one event; when this returns, it is stored. Raises: whatever its handler raised; Stopped."""
        until = asyncio.get_running_loop().time() + sum(PAUSES)
        with self._lanes.queued(event) as lane:
            await self._lanes.in_turn(event)
            try:
                return await self.run(lane, lambda unit: self._receive(event, unit))
            except TooEarly:
                await self._lanes.in_turn(event)
                with self._lanes.holding_up(event):
                    return await self._a_little_later(event, lane, until)

    async def run(self, lane: str, job: Callable[[W], T]) -> T:
        """Do a job of upkeep in a transaction, in order with the lane's events."""
        return await self._writers.submit(lane, job)

    async def settle(self, lane: str, step: Callable[[W], Sequence[Event]]) -> None:
        """Take a step of upkeep and handle the events it makes, all in one transaction."""

        def job(unit: W) -> None:
            for event in step(unit):
                self._receive(event, unit)

        await self._writers.submit(lane, job)

    def perform(self, jobs: Sequence[Callable[[W], object]]) -> Sequence[Outcome]:
        """Do all jobs in one transaction; if that fails, each in its own."""
        outcomes = self._attempt(jobs)
        if outcomes is None:
            outcomes = [self._alone(job) for job in jobs]
        return outcomes

    def _attempt(self, jobs: Sequence[Callable[[W], object]]) -> Sequence[Outcome] | None:
        with closing(self._units()) as unit:
            try:
                outcomes = []
                for job in jobs:
                    outcomes.append(Done(job(unit)))
                    unit.flush()
                stirred = unit.stirred
                unit.commit()
            except Exception as error:  # noqa: BLE001 whatever a handler raises must not end the writer
                unit.rollback()
                retry = len(jobs) > 1 or isinstance(error, Conflict)
                return None if retry else [Failed(error)]
        for wake in self._committed if stirred else ():
            wake()
        return outcomes

    def _alone(self, job: Callable[[W], object]) -> Outcome:
        for _ in range(CONFLICTS):
            outcomes = self._attempt([job])
            if outcomes is not None:
                return outcomes[0]
        return Failed(Conflict())

    async def _a_little_later(self, event: Event, lane: str, until: float) -> Handled:
        """When what it hangs under is known; at last as it is, for a platform does not wait longer."""
        for pause in PAUSES:
            if asyncio.get_running_loop().time() + pause > until:
                break
            await asyncio.sleep(pause)
            with suppress(TooEarly):
                return await self.run(lane, lambda unit: self._receive(event, unit))
        return await self.run(lane, lambda unit: self._receive(event, unit, patient=False))

    def _receive(self, event: Event, unit: W, *, patient: bool = True) -> Handled:
        answer = self._reception.receive(event, unit, patient=patient)
        if isinstance(event, MessagePosted) and unit.in_community:
            self._lanes.learn(event, unit.community.id)
        return answer
