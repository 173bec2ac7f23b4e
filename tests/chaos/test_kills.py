"""Killed at each step between delivery, commit, send and mark: nothing is lost, nothing is doubled."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from random import Random

import aiohttp
import pytest

from bot.clock import SystemClock
from storage.store import open_store
from tests.bot.process import KEY, KringProcess, running
from tests.chaos.fault_slack import BOT_USER, TEAM, FaultSlack, Moment
from tests.stores import FreshDatabase

SECRET = "signing-secret-of-chaos"
AT_ONCE = 3  # messages in each life of the process
DEATH_WITHIN = 10.0  # seconds
ALL_ARRIVED_WITHIN = 120.0  # seconds: a lease, a quarantine, and a loaded machine
BEFORE_THE_ANSWER = "while it is being handled"
AFTER_THE_ANSWER = "when it has been acknowledged"

STEPS = (BEFORE_THE_ANSWER, AFTER_THE_ANSWER, *Moment)


@dataclass
class Trial:
    """One database, one Slack, and one Kring after another."""

    database: str
    slack: FaultSlack
    random: Random
    told: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def settings(self) -> dict[str, str]:
        return {
            **self.slack.settings,
            "DATABASE_URL": self.database,
            "KRING_PLAYGROUND": "off",
            "KRING_SECRET_KEY": KEY,
            "SLACK_SIGNING_SECRET": SECRET,
        }

    async def live_and_die(self, step: str) -> None:
        """Start, be spoken to, and be killed at that step, or when nothing more happens."""
        self.unanswered.extend(f"U{next(self._numbers):05}" for _ in range(AT_ONCE))
        self.told = [*dict.fromkeys([*self.told, *self.unanswered])]
        async with running(self.settings) as kring:
            self.slack.moment = Moment(step) if step in list(Moment) else None
            self.slack.strike = kring.die
            speaking = asyncio.create_task(self.speak(kring))
            if step == BEFORE_THE_ANSWER:
                await asyncio.sleep(self.random.uniform(0.0, 0.05))
                await kring.die()
            elif step == AFTER_THE_ANSWER:
                await speaking
                await kring.die()
            await speaking
            await _ended(kring)

    async def speak(self, kring: KringProcess) -> None:
        """Deliver what was not acknowledged yet, again and again as Slack does; those who are keep quiet."""
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(*(self._deliver(user, kring, session) for user in tuple(self.unanswered)))

    async def settle(self) -> None:
        """A last life, in which everything may end well."""
        async with running(self.settings) as kring, asyncio.timeout(ALL_ARRIVED_WITHIN):
            await self.speak(kring)
            while self._is_waiting():
                await asyncio.sleep(0.5)
            assert await kring.stop() == 0

    def _is_waiting(self) -> bool:
        store = open_store(self.database, SystemClock(), KEY)
        unit = store.units()
        waiting = unit.dispatch.next_due() is not None
        unit.close()
        store.close()
        return waiting

    async def _deliver(self, user: str, kring: KringProcess, session: aiohttp.ClientSession) -> None:
        body, headers = _signed(_direct_message(user))
        try:
            async with session.post(f"{kring.url}/slack/events", data=body, headers=headers) as answer:
                acknowledged = answer.status == 200
        except aiohttp.ClientError:
            return
        if acknowledged:
            self.unanswered.remove(user)


async def _ended(kring: KringProcess) -> None:
    """Killed, or at rest: a step that is not reached in this life (nothing to post) is no reason to wait."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(kring.die)
        try:
            async with asyncio.timeout(DEATH_WITHIN / 5):
                await kring.process.wait()
        except TimeoutError:
            return


def _direct_message(user: str) -> dict[str, object]:
    event = {"type": "message", "channel": f"D{user}", "user": user, "text": "thanks", "channel_type": "im"}
    return {
        "team_id": TEAM,
        "event": {**event, "ts": "1795440124.000004", "event_ts": "1795440124.000004"},
        "type": "event_callback",
        "event_id": f"Ev{user}",
        "event_time": 1795440124,
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
    }


def _signed(payload: dict[str, object]) -> tuple[bytes, dict[str, str]]:
    body, stamp = json.dumps(payload).encode(), int(time.time())
    signature = hmac.new(SECRET.encode(), b"v0:%d:%s" % (stamp, body), hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": str(stamp),
        "X-Slack-Signature": f"v0={signature}",
    }


async def killed(database: str, steps: Sequence[str], seed: int) -> Trial:
    async with FaultSlack().running() as slack:
        trial = Trial(database, slack, Random(seed))
        for step in steps:
            await trial.live_and_die(step)
        await trial.settle()
    return trial


def assert_each_heard_once(trial: Trial) -> None:
    assert trial.unanswered == []
    heard = {user: len(trial.slack.arrived(f"D{user}")) for user in trial.told}
    assert heard == dict.fromkeys(trial.told, 1)


async def test_killed_at_each_step_nothing_is_lost_and_nothing_is_doubled(fresh_database: FreshDatabase) -> None:
    databases = [fresh_database(kind) for kind in ("sqlite", "postgresql")]
    trials = await asyncio.gather(*(killed(database, STEPS, seed) for seed, database in enumerate(databases)))
    for trial in trials:
        assert len(trial.told) == AT_ONCE * len(STEPS)
        assert set(trial.slack.struck) == set(Moment)
        assert_each_heard_once(trial)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_killed_again_and_again(fresh_database: FreshDatabase, kind: str, seed: int) -> None:
    trial = await killed(fresh_database(kind), list(islice(cycle(STEPS), 25)), seed)
    assert_each_heard_once(trial)
