"""`./kring bench pace`: thousands of invitations for one workspace, against a Slack that enforces its limits. How many
it refuses, how long that takes beside the least that its limits allow, and how soon a click is answered meanwhile,
while Slack delivers the 30,000 events an hour that are its ceiling.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from bot.bench.load import Order, Result
from bot.bench.processes import Sender, sender, server
from bot.bench.quiet_slack import QuietSlack
from bot.bench.spine import serving, settings_over, talking_to
from bot.bench.staging import invite, stage
from bot.bench.strictness import CALLS_A_MINUTE, MINUTE, Strictness
from bot.bench.told import MILLISECONDS, verdict
from bot.bench.workspace import SECRET_KEY
from bot.settings import environment

PEOPLE = 5_000
EVENTS_AN_HOUR = 30_000
EVENTS = EVENTS_AN_HOUR / 3600  # a second
CLICKS = 2.0  # a second
A_WHILE = 20.0  # seconds of events and clicks, prepared and signed together
CLICK_TARGET = 1.0  # seconds, 99 in a hundred
REFUSED_TARGET = 0.01  # of all posts
LASTED_TARGET = 1.2  # times the least


@dataclass(slots=True)
class Found:
    """`clicks` and `events`: seconds until each was answered; `lasted` until the last invitation had arrived."""

    lasted: float = 0.0
    posts: int = 0
    refused: int = 0
    clicks: list[float] = field(default_factory=list)
    events: list[float] = field(default_factory=list)
    unanswered: int = 0


async def measure(postgresql: str | None = None, people: int = PEOPLE) -> Sequence[str]:
    """Lines to print. `postgresql`: the address of an empty database."""
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        found = {"SQLite": await _paced(f"sqlite:///{folder}/kring.sqlite3", people)}
    if postgresql:
        found["PostgreSQL"] = await _paced(postgresql, people)
    return [line for store, each in found.items() for line in _told(store, each, people)]


async def _paced(database: str, people: int) -> Found:
    await stage(database, SECRET_KEY)
    await invite(database, SECRET_KEY, people)
    strictness = Strictness(time.monotonic)
    slack = QuietSlack(strictness)
    async with (
        serving(slack.app) as port,
        sender(environment({})) as chatting,
        sender(environment({})) as clicking,
    ):
        begun = time.monotonic()
        async with server("bot", "run", settings=talking_to(port, settings_over(database))) as kring:
            found = await _meanwhile(slack, kring, chatting, clicking, people)
        found.lasted = slack.arrived[-1] - begun
        found.posts, found.refused = len(slack.arrived), strictness.refused.total()
        return found


async def _meanwhile(slack: QuietSlack, kring: int, chatting: Sender, clicking: Sender, people: int) -> Found:
    """Events and clicks until everybody is invited."""
    found = Found()
    while len(slack.arrived) < people:
        events, clicks = await asyncio.gather(
            chatting.send(Order(kring, round(EVENTS * A_WHILE), rate=EVENTS)),
            clicking.send(Order(kring, round(CLICKS * A_WHILE), rate=CLICKS, clicks=True)),
        )
        _add(found, events, clicks)
    return found


def _add(found: Found, events: Result, clicks: Result) -> None:
    found.events += events.took
    found.clicks += clicks.took
    found.unanswered += events.refused + clicks.refused


def _told(store: str, found: Found, people: int) -> Iterator[str]:
    least = people / CALLS_A_MINUTE["chat.postMessage"] * MINUTE
    times, refused = found.lasted / least, found.refused / found.posts
    yield f"{people} invitations in one workspace on {store}, {EVENTS_AN_HOUR:,} events an hour beside them"
    yield (
        f"  until the last has arrived    {found.lasted:7.0f} s   {times:.2f}× the least that Slack allows  "
        + verdict(times <= LASTED_TARGET, f"at most {LASTED_TARGET:.1f}×")
    )
    yield f"  refused as too many           {found.refused:7d}     of {found.posts} posts  " + verdict(
        refused <= REFUSED_TARGET, f"at most {REFUSED_TARGET:.0%}"
    )
    for what, took in (("a click, until answered", found.clicks), ("an event, until acknowledged", found.events)):
        marks = quantiles(took, n=100)
        yield (
            f"  {what:<30}p50 {marks[49] * MILLISECONDS:6.1f} ms   p99 {marks[98] * MILLISECONDS:6.1f} ms  "
            + verdict(marks[98] < CLICK_TARGET, f"p99 below {CLICK_TARGET:.0f} s")
        )
    yield f"  not answered                  {found.unanswered:7d}     " + verdict(not found.unanswered, "none")
