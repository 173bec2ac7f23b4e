"""Sends prepared requests over connections that stay open, in a process of its own, and tells how long each took.

Reads one order from standard input, a JSON line, and writes one result, a JSON line; until the input ends.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.bench.workspace import FORM, Chatter, requests, signed
from bot.clock import SystemClock

CONNECTIONS = 48
OK = b" 200 "


@dataclass(frozen=True, slots=True)
class Order:
    """`thread` None: messages that concern nobody; else replies in it. `rate` 0: as fast as it goes."""

    port: int
    number: int
    thread: str | None = None
    rate: float = 0.0
    clicks: bool = False
    """Commands that are answered with their acknowledgement, instead of messages."""


@dataclass(frozen=True, slots=True)
class Result:
    """`took` in seconds, each request's; `lasted` all of it. `refused`: answers other than 200."""

    lasted: float
    took: list[float]
    refused: int

    @property
    def rate(self) -> float:
        return len(self.took) / self.lasted


class Load:
    def __init__(self, order: Order, prepared: Sequence[bytes]) -> None:
        self._order = order
        self._waiting = iter(enumerate(prepared))
        self._took: list[float] = []
        self._refused = 0

    async def run(self) -> Result:
        connections = [await asyncio.open_connection("127.0.0.1", self._order.port) for _ in range(CONNECTIONS)]
        begun = time.perf_counter()
        await asyncio.gather(*(self._send(begun, *connection) for connection in connections))
        lasted = time.perf_counter() - begun
        for _, writer in connections:
            writer.close()
        return Result(lasted, self._took, self._refused)

    async def _send(self, begun: float, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number, request in self._waiting:
            due = await self._turn(begun, number)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            self._took.append(time.perf_counter() - due)
            self._refused += OK not in head.partition(b"\r\n")[0] + b" "

    async def _turn(self, begun: float, number: int) -> float:
        """When the request is due: now, or where a rate is kept at its moment, however late we are."""
        if not self._order.rate:
            return time.perf_counter()
        due = begun + number / self._order.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        return due


def main() -> None:
    chatter = Chatter()
    for line in sys.stdin:
        order = Order(**json.loads(line))
        result = asyncio.run(Load(order, _prepared(order, chatter)).run())
        sys.stdout.write(json.dumps(asdict(result)) + "\n")
        sys.stdout.flush()


def _length(head: bytes) -> int:
    """Of the answer's body, in bytes."""
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if rest else 0


def _prepared(order: Order, chatter: Chatter) -> Sequence[bytes]:
    """Made and signed beforehand, so that only sending is measured."""
    if order.clicks:
        return list(signed((chatter.command() for _ in range(order.number)), FORM, _now()))
    payloads = (chatter.reply(order.thread) if order.thread else chatter.idle() for _ in range(order.number))
    return list(requests(payloads, _now()))


def _now() -> int:
    return int(SystemClock().now().timestamp())


if __name__ == "__main__":
    main()
