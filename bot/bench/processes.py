"""The processes of a measurement: servers that say when they have started, and the one that sends."""

import asyncio
import json
import sys
import time
import urllib.error
import urllib.request
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict

from bot.bench.load import Order, Result

STARTED_WITHIN = 30.0  # seconds
STOPPED_WITHIN = 15.0
GLANCE = 0.01  # seconds between two looks whether it is ready
LONGEST_LINE = 1 << 24  # bytes; a result tells how long each request took


@asynccontextmanager
async def server(module: str, *arguments: str, settings: Mapping[str, str]) -> AsyncIterator[int]:
    """Yields the port it listens on. Raises: TimeoutError, RuntimeError."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", module, *arguments), env=settings, stdout=DEVNULL, stderr=PIPE
    )
    try:
        async with asyncio.timeout(STARTED_WITHIN):
            port = await _port(process)
        draining = asyncio.create_task(_drain(process))
        yield port
        draining.cancel()
    finally:
        await _end(process)


@asynccontextmanager
async def sender(settings: Mapping[str, str]) -> AsyncIterator["Sender"]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot.bench.load"), env=settings, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE
    )
    try:
        yield Sender(process)
    finally:
        await _end(process)


class Sender:
    def __init__(self, process: Process) -> None:
        self._process = process

    async def send(self, order: Order) -> Result:
        """Raises: RuntimeError when it gave up."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("no way to reach it")
        self._process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the sender ended")
        return Result(**json.loads(line))


async def seconds_until_ready(settings: Mapping[str, str]) -> float:
    """From the start of the process until `/readyz` says that all is well."""
    begun = time.perf_counter()
    async with server("bot", "run", settings=settings) as port:
        await asyncio.to_thread(_wait_until_ready, port)
        return time.perf_counter() - begun


def _wait_until_ready(port: int) -> None:
    """Raises: TimeoutError."""
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return
        except urllib.error.URLError:  # not listening yet, or 503
            time.sleep(GLANCE)
    raise TimeoutError


async def _port(process: Process) -> int:
    if process.stderr is None:
        raise RuntimeError("no way to hear it")
    async for line in process.stderr:
        if line.startswith(b"{"):
            said = json.loads(line)
            if said.get("event") == "started":
                return int(said["port"])
    raise RuntimeError("it did not start")


async def _drain(process: Process) -> None:
    while process.stderr and await process.stderr.readline():
        pass


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(STOPPED_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
