"""Kring as a process of its own, as `./kring` starts it."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot import settings

STARTED_WITHIN = 60.0  # seconds; a second or two on a fast machine on which nothing else runs
KEY = "kZ3vQ9wLr1Xo7Tn5Ub2Yc8Ma4Pe6SdFg"


def environment(given: Mapping[str, str]) -> Mapping[str, str]:
    """On any free port."""
    return settings.environment({"KRING_PORT": "0", **given})


@dataclass
class KringProcess:
    process: Process
    lines: list[str] = field(default_factory=list)
    port: int = 0
    _started: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    async def started(self) -> None:
        """Raises: TimeoutError, or RuntimeError when it ended instead."""
        ended = asyncio.create_task(self.process.wait())
        started = asyncio.create_task(self._started.wait())
        async with asyncio.timeout(STARTED_WITHIN):
            await asyncio.wait([ended, started], return_when=asyncio.FIRST_COMPLETED)
        started.cancel()
        if not self._started.is_set():
            raise RuntimeError("Kring did not start:\n" + "\n".join(self.lines))
        ended.cancel()

    async def stop(self) -> int:
        """As an operating system asks it to; returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()

    async def die(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def listen(self) -> None:
        """Reads what it says until it ends."""
        assert self.process.stderr is not None
        async for raw in self.process.stderr:
            line = raw.decode().rstrip()
            self.lines.append(line)
            if line.startswith("{") and json.loads(line).get("event") == "started":
                self.port = json.loads(line)["port"]
                self._started.set()


@asynccontextmanager
async def kring(given: Mapping[str, str], *arguments: str) -> AsyncIterator[KringProcess]:
    """Started, but perhaps not yet listening; killed in the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bot", *(arguments or ("run",)), env=environment(given), stdout=PIPE, stderr=PIPE
    )
    found = KringProcess(process)
    listening = asyncio.create_task(found.listen())
    try:
        yield found
    finally:
        await found.die()
        await listening


@asynccontextmanager
async def running(given: Mapping[str, str]) -> AsyncIterator[KringProcess]:
    async with kring(given) as found:
        await found.started()
        yield found


async def ran(given: Mapping[str, str], *arguments: str) -> tuple[int, list[str], str]:
    """A command that ends by itself: its exit status, its lines on standard error, its standard output."""
    async with kring(given, *arguments) as found, asyncio.timeout(STARTED_WITHIN):
        assert found.process.stdout is not None
        said = (await found.process.stdout.read()).decode()
        status = await found.process.wait()
        await asyncio.sleep(0)
    return status, found.lines, said
