"""One Kring of a measurement: has every session that is due go on to its next phase, and tells how long that took.

python -m bot.bench.changing: reads an order as JSON from standard input, answers with seconds.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from datetime import datetime

from bot.bench.staging import opened
from bot.clock import ShiftedClock, SystemClock
from bot.ticker import Ticker
from facilitation.engine import Engine
from storage.unit import SqlUnit

READY = "ready"
GLANCE = 0.05  # seconds; another process may be at the last ones


@dataclass(frozen=True, slots=True)
class Task:
    """`moment`: what time it is (ISO 8601, aware)."""

    database: str
    keys: str
    moment: str


async def change(task: Task) -> float:
    """Seconds until nothing was due any more, from when it was told to go."""
    clock = ShiftedClock(SystemClock())
    clock.set(datetime.fromisoformat(task.moment))
    with opened(task.database, task.keys, clock) as engine:
        engine.start()
        print(READY, flush=True)  # noqa: T201 to the process that measures
        await asyncio.to_thread(sys.stdin.readline)
        return await _until_done(engine, Ticker(engine, engine.handle, clock), clock)


async def _until_done(engine: Engine[SqlUnit], ticker: Ticker, clock: ShiftedClock) -> float:
    begun = time.perf_counter()
    while True:
        while await ticker.run_due():
            pass
        took = time.perf_counter() - begun
        due = await engine.run("bench", lambda unit: unit.due_timers.next_due())
        if due is None or due > clock.now():
            return took
        await asyncio.sleep(GLANCE)


if __name__ == "__main__":
    seconds = asyncio.run(change(Task(**json.loads(sys.stdin.readline()))))
    print(json.dumps(seconds), flush=True)  # noqa: T201 to the process that measures
