"""Invitations for many go out as fast as Slack takes them and no faster, and nobody elsewhere waits for them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import aiohttp
import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.web_api import Given, WebApi, Wire
from bot.bench.strictness import CALLS_A_MINUTE, Strictness
from facilitation.messages import Notice, Owed, ToPerson, ToPlace
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import TryLater
from storage.unit import SqlUnit
from tests.bot.house import HERE, Fault, House
from tests.emulators.slack_faults import Answered, FaultySlack, faulty_slack

SECOND = timedelta(seconds=1)
ELSEWHERE = WorkspaceId("fake:elsewhere")
MANY = 330
A_SECOND = CALLS_A_MINUTE["chat.postMessage"] / 60
A_LITTLE_MORE = 1.2


@pytest.fixture
async def slacks(home: House) -> AsyncIterator[dict[WorkspaceId, FaultySlack]]:
    """Two workspaces behind the real adapter, each with the limits that Slack enforces."""
    async with AsyncExitStack() as stack:
        served = {workspace: await stack.enter_async_context(faulty_slack()) for workspace in (HERE, ELSEWHERE)}
        apis: dict[WorkspaceId, WebApi] = {}
        for workspace, slack in served.items():
            slack.strictness = Strictness(lambda: home.clock.now().timestamp())
            wire = Wire(slack.api_url, aiohttp.ClientTimeout(total=10))
            await wire.open()
            stack.push_async_callback(wire.close)
            apis[workspace] = WebApi(wire, Given("xoxb-token"))
        home.platforms.platform = SlackPlatform(apis.__getitem__, lambda _: {})
        yield served


async def invite(home: House, number: int) -> None:
    """One event."""

    def job(unit: SqlUnit) -> None:
        unit.enter(None, None)
        for each in range(number):
            unit.outbox.post(ToPerson(AccountRef(HERE, f"U{each:04}"), Owed.ANSWER), Notice("How did you arrive?"))

    await home.engine.run("test", job)


def invited(slack: FaultySlack) -> int:
    return sum(call["channel"].startswith("U") for call in slack.called("chat.postMessage"))


async def test_they_go_out_at_slacks_pace_while_another_workspace_is_answered_at_once(
    home: House, slacks: dict[WorkspaceId, FaultySlack]
) -> None:
    await invite(home, MANY)
    postman, seconds = home.postman, 0
    while invited(slacks[HERE]) < MANY:
        assert seconds * A_SECOND <= (MANY + seconds) * A_LITTLE_MORE
        await home.post_to(ToPlace(PlaceRef(ELSEWHERE, f"C{seconds}")), "an answer")
        await home.post_to(ToPlace(PlaceRef(HERE, f"C{seconds % 20}")), "an answer here")
        await postman.drain()
        assert len(slacks[ELSEWHERE].called("chat.postMessage")) == seconds + 1
        assert slacks[HERE].history(f"C{seconds % 20}"), "an answer in the busy workspace goes before its invitations"
        home.clock.pass_by(SECOND)
        seconds += 1
        if seconds == 30:
            postman = home.restarted_postman()
    for slack in slacks.values():
        assert slack.strictness
        assert slack.strictness.refused.total() == 0


async def test_what_slack_told_is_kept_to_the_second_by_who_comes_after_a_restart(
    home: House, slacks: dict[WorkspaceId, FaultySlack]
) -> None:
    slacks[HERE].fail("chat.postMessage", Answered(429, "ratelimited", "30"))
    await invite(home, 1)
    await home.postman.drain()
    again = home.restarted_postman()
    await home.post("another", channel="C1")
    home.clock.pass_by(29 * SECOND)
    await again.drain()
    assert len(slacks[HERE].called("chat.postMessage")) == 1
    home.clock.pass_by(SECOND)
    await again.drain()
    assert len(slacks[HERE].called("chat.postMessage")) == 3


async def test_a_workspace_whose_platform_is_slow_takes_not_all_hands(home: House) -> None:
    home.platform.slow = 0.2
    for number in range(60):
        await home.post("slow", channel=f"c{number}")
    await home.postman.drain()
    assert home.platform.busiest == home.pace.at_once_each < home.pace.at_once


async def test_who_is_asked_about_holds_up_no_message(home: House) -> None:
    home.platform.faults["ann"] = [Fault(TryLater(60 * SECOND))]

    def look_up(unit: SqlUnit) -> None:
        unit.enter(None, None)
        unit.outbox.look_up(AccountRef(HERE, "ann"))

    await home.engine.run("test", look_up)
    await home.postman.drain()
    await home.post("hello")
    await home.postman.drain()
    assert home.platform.texts() == ["hello"]
