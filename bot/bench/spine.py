"""`./kring bench spine`: events a second from HTTP request to acknowledgement, beside a bare Slack app that stores
nothing; how long acknowledging takes while 50 events a second arrive; and how soon Kring is ready.

Kring runs as it would for a workspace: SQLite that syncs every commit, every event written down before it is
acknowledged. Rounds alternate, so that whatever else the machine does weighs on both; ratios are medians.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median, quantiles

from starlette.applications import Starlette

from bot.bench.load import CONNECTIONS, Order, Result
from bot.bench.processes import Sender, seconds_until_ready, sender, server
from bot.bench.quiet_slack import QuietSlack
from bot.bench.staging import QUESTION, stage
from bot.bench.told import MILLISECONDS, verdict
from bot.bench.workspace import BOT_TOKEN, SECRET_KEY, SIGNING_SECRET
from bot.serving import Server, bind
from bot.settings import environment

ROUNDS = 5
EVENTS = 4000  # in one round, for each of the three
REPLIES_ARE_SLOWER = 2  # so half as many of them make rounds of like length
POSTED_WITHIN = 30.0  # seconds for the question's card
RATE, AT_THE_RATE = 50.0, 500  # events a second, and how many of them
STARTS = 3
IDLE_TARGET, REPLY_TARGET = 0.35, 0.15  # of what the bare app does
P99_TARGET, START_TARGET = 100.0, 3.0  # milliseconds, seconds


@dataclass(frozen=True, slots=True)
class Stand:
    """Both servers and the sender, up and warm. `thread` is the question's."""

    bare: int
    kring: int
    thread: str
    sender: Sender


async def measure() -> Sequence[str]:
    """Lines to print."""
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        settings = settings_over(f"sqlite:///{folder}/kring.sqlite3")
        await stage(settings["DATABASE_URL"], SECRET_KEY)
        async with _stand(settings) as stand:
            rates = [await _round(stand) for _ in range(ROUNDS + 1)][1:]
            calm = [await _at_the_rate(stand, port) for port in (stand.bare, stand.kring)]
        starts = [await seconds_until_ready(environment(settings)) for _ in range(STARTS)]
    return [*_told_rates(rates), *_told_calm(*calm), *_told_starts(starts)]


def settings_over(database: str) -> Mapping[str, str]:
    return {
        "DATABASE_URL": database,
        "KRING_PORT": "0",
        "KRING_PLAYGROUND": "off",
        "KRING_SECRET_KEY": SECRET_KEY,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
    }


@asynccontextmanager
async def _stand(settings: Mapping[str, str]) -> AsyncIterator[Stand]:
    slack = QuietSlack()
    async with (
        serving(slack.app) as port,
        server("bot.bench.bare", "0", settings=environment({})) as bare,
        server("bot", "run", settings=talking_to(port, settings)) as kring,
        sender(environment({})) as sending,
    ):
        async with asyncio.timeout(POSTED_WITHIN):
            thread = await slack.id_of(QUESTION)
        yield Stand(bare, kring, thread, sending)


def talking_to(port: int, settings: Mapping[str, str]) -> Mapping[str, str]:
    return environment({**settings, "SLACK_API_URL": f"http://127.0.0.1:{port}/api/"})


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[int]:
    """Within this process: it has little to do."""
    listening = bind("127.0.0.1", 0)
    server_here = Server(app, lambda: None)
    task = asyncio.create_task(server_here.serve(sockets=[listening]))
    yield listening.getsockname()[1]
    server_here.leave()
    await task


async def _round(stand: Stand) -> Sequence[float]:
    """Events a second: the bare app, Kring with what concerns nobody, Kring with replies to a question."""
    orders = (
        Order(stand.bare, EVENTS),
        Order(stand.kring, EVENTS),
        Order(stand.kring, EVENTS // REPLIES_ARE_SLOWER, stand.thread),
    )
    return [_checked(await stand.sender.send(order)).rate for order in orders]


async def _at_the_rate(stand: Stand, port: int) -> Result:
    return _checked(await stand.sender.send(Order(port, AT_THE_RATE, stand.thread, RATE)))


def _checked(result: Result) -> Result:
    """Raises: RuntimeError when something was not acknowledged, for then it is no measurement."""
    if result.refused:
        raise RuntimeError(f"{result.refused} events were not acknowledged")
    return result


def _told_rates(rounds: Sequence[Sequence[float]]) -> Iterator[str]:
    bare, idle, reply = (median(column) for column in zip(*rounds, strict=True))
    yield f"{ROUNDS} rounds, {CONNECTIONS} connections; events a second, median (and of bare Bolt's in the same round)"
    yield f"  bare Bolt, stores nothing     {bare:7,.0f}"
    for what, rate, column, target in (
        ("a message that concerns nobody", idle, 1, IDLE_TARGET),
        ("a reply to a question", reply, 2, REPLY_TARGET),
    ):
        ratio = median(each[column] / each[0] for each in rounds)
        yield f"  {what:<30}{rate:7,.0f}   {ratio:.2f}×  {verdict(ratio >= target, f'at least {target:.2f}×')}"


def _told_calm(bare: Result, kring: Result) -> Iterator[str]:
    yield f"replies at {RATE:.0f} a second, for {AT_THE_RATE / RATE:.0f} seconds; until acknowledged"
    for what, result in (("bare Bolt", bare), ("Kring", kring)):
        marks = quantiles(result.took, n=100)
        half, nearly_all = marks[49] * MILLISECONDS, marks[98] * MILLISECONDS
        reached = verdict(nearly_all < P99_TARGET, f"p99 below {P99_TARGET:.0f} ms") if result is kring else ""
        yield f"  {what:<30}p50 {half:6.1f} ms   p99 {nearly_all:6.1f} ms  {reached}"


def _told_starts(starts: Sequence[float]) -> Iterator[str]:
    took = median(starts)
    reached = verdict(took < START_TARGET, f"below {START_TARGET:.0f} s")
    yield f"warm start until /readyz            {took:.2f} s  {reached}"
