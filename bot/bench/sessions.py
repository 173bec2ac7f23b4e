"""`./kring bench sessions`: a thousand sessions of eight people change phase in the same minute; and what one change
costs where a hundred sessions are open, and where ten thousand are.
"""

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from statistics import median

from bot.bench import circles
from bot.bench.changing import Task
from bot.bench.told import MILLISECONDS, verdict
from bot.bench.workspace import SECRET_KEY
from bot.settings import environment

DUE = 1_000
WITHIN = 60.0  # seconds
FEW, MANY = 100, 10_000  # open sessions
CHANGED = 100  # of them, in each round
ROUNDS = 3
FLAT = 1.3  # how many times as much one change may cost where many are open


class NotAllChanged(Exception):
    """Then it is no measurement."""


async def measure(postgresql: str | None = None) -> Sequence[str]:
    """Lines to print. `postgresql`: the address of an empty database, for two processes."""
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        alone = await _change(f"sqlite:///{folder}/kring.sqlite3", processes=1)
        together = await _change(postgresql, processes=2) if postgresql else None
        costs = [await _cost(folder, number) for number in range(ROUNDS)]
    return [*_told_changes(alone, together), *_told_costs(costs)]


async def _change(database: str, processes: int, due: int = DUE, besides: int = 0) -> float:
    """Seconds until all that were due have changed. Raises: NotAllChanged."""
    moment = await asyncio.to_thread(circles.stage, database, SECRET_KEY, due, besides)
    task = json.dumps(asdict(Task(database, SECRET_KEY, moment.isoformat())))
    running = [await _started(task) for _ in range(processes)]
    took = await asyncio.gather(*(_told_to_go(process) for process in running))
    found = await asyncio.to_thread(circles.changed, database, SECRET_KEY)
    if found != due:
        raise NotAllChanged(f"{found} of {due}")
    return max(took)


async def _cost(folder: str, number: int) -> tuple[float, float]:
    """Seconds for one change, where few are open and where many are; both in the same round."""
    few = await _change(f"sqlite:///{folder}/few{number}.sqlite3", 1, CHANGED, FEW - CHANGED)
    many = await _change(f"sqlite:///{folder}/many{number}.sqlite3", 1, CHANGED, MANY - CHANGED)
    return few / CHANGED, many / CHANGED


async def _started(task: str) -> Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot.bench.changing"), env=environment({}), stdin=PIPE, stdout=PIPE
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no way to reach it")
    process.stdin.write(task.encode() + b"\n")
    await process.stdout.readline()
    return process


async def _told_to_go(process: Process) -> float:
    output, _ = await process.communicate(b"go\n")
    return float(json.loads(output))


def _told_changes(alone: float, together: float | None) -> Iterator[str]:
    yield f"{DUE} sessions over days, of {circles.PEOPLE} people each, change phase in the same minute; until all have"
    yield _line("one process on SQLite", f"{alone:.1f} s", verdict(alone <= WITHIN, f"within {WITHIN:.0f} s"))
    if together is None:
        yield _line("two processes on PostgreSQL", "not measured", "give --postgresql ADDRESS of an empty database")
    else:
        yield _line(
            "two processes on PostgreSQL", f"{together:.1f} s", verdict(together <= WITHIN, f"within {WITHIN:.0f} s")
        )


def _told_costs(costs: Sequence[tuple[float, float]]) -> Iterator[str]:
    yield f"one change of phase, on SQLite; median of {ROUNDS} rounds"
    few, many = (median(column) * MILLISECONDS for column in zip(*costs, strict=True))
    ratio = median(many / few for few, many in costs)
    yield _line(f"with {FEW} sessions open", f"{few:.1f} ms", "")
    yield _line(
        f"with {MANY} sessions open",
        f"{many:.1f} ms",
        f"{ratio:.2f}×  {verdict(ratio <= FLAT, f'at most {FLAT:.1f}×')}",
    )


def _line(what: str, figure: str, remark: str) -> str:
    return f"  {what:<30}{figure:>12}   {remark}".rstrip()
