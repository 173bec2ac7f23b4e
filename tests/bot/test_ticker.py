"""The ticker: every timer once, in time or late, and a failing one in nobody's way."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from datetime import timedelta

from bot.ticker import Ticker
from tests.bot.house import MONDAY, House, house
from tests.bot.process import environment
from tests.stores import FreshDatabase
from tests.waiting import until

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def test_a_timer_rings_once_when_its_moment_has_come(home: House) -> None:
    await home.set_timer("tea", MONDAY + MINUTE)
    assert await home.ticker.run_due() == 0
    home.clock.pass_by(MINUTE)
    assert await home.ticker.run_due() == 1
    assert await home.ticker.run_due() == 0
    assert [subject for _, subject in home.listener.timers] == ["tea"]


async def test_timers_missed_while_kring_was_down_ring_in_their_order(home: House) -> None:
    for hour in (3, 1, 2):
        await home.set_timer(f"at {hour}", MONDAY + hour * HOUR)
    home.clock.pass_by(timedelta(days=2))
    await home.ticker.run_due()
    assert [subject for _, subject in home.listener.timers] == ["at 1", "at 2", "at 3"]


async def test_more_timers_than_one_handful_all_ring(home: House) -> None:
    for number in range(250):
        await home.set_timer(f"{number}", MONDAY)
    while await home.ticker.run_due():
        pass
    assert len({subject for _, subject in home.listener.timers}) == len(home.listener.timers) == 250


async def test_a_failing_timer_is_in_nobodys_way_and_is_tried_again(home: House) -> None:
    home.listener.failing = {"broken"}
    await home.set_timer("broken", MONDAY)
    await home.set_timer("whole", MONDAY)
    await home.ticker.run_due()
    assert [subject for _, subject in home.listener.timers] == ["whole"]
    home.listener.failing = set()
    home.clock.pass_by(timedelta(seconds=2))
    await home.ticker.run_due()
    assert [subject for _, subject in home.listener.timers] == ["whole", "broken"]


async def test_a_failing_timer_is_tried_less_and_less_often(home: House) -> None:
    home.listener.failing = {"broken"}
    await home.set_timer("broken", MONDAY)
    tries = 0
    for _ in range(240):
        tries += await home.ticker.run_due()
        home.clock.pass_by(timedelta(seconds=1))
    assert 7 <= tries <= 9


async def test_a_process_that_died_with_a_timer_in_hand_leaves_it_to_the_next(home: House) -> None:
    await home.set_timer("tea", MONDAY)
    assert len(await home.engine.run("x", lambda unit: unit.due_timers.claim(1, MINUTE))) == 1
    other = Ticker(home.engine, home.engine.handle, home.clock)
    assert await other.run_due() == 0
    home.clock.pass_by(MINUTE)
    assert await other.run_due() == 1
    assert len(home.listener.timers) == 1


async def test_the_running_ticker_rings_by_itself(home: House) -> None:
    home.ticker.start()
    await home.set_timer("tea", MONDAY)
    await until(lambda: home.listener.timers and home.ticker.heartbeat.is_alive)
    assert [subject for _, subject in home.listener.timers] == ["tea"]


async def test_two_processes_over_one_database_ring_every_timer_once(fresh_database: FreshDatabase) -> None:
    address = fresh_database("postgresql")
    async with house(address) as home:
        for number in range(300):
            await home.set_timer(f"t{number}", MONDAY)
    ringers = [await _ringer(address), await _ringer(address)]
    for ringer in ringers:
        assert ringer.stdin is not None
        ringer.stdin.write(b"go\n")
    heard = [(await ringer.communicate())[0].decode().split() for ringer in ringers]
    assert all(heard), "one process did everything: the test shows nothing"
    assert sorted(heard[0] + heard[1]) == sorted(f"t{number}" for number in range(300))


async def _ringer(address: str) -> Process:
    """Started, and waiting for its sign."""
    command = (sys.executable, "-P", "-m", "tests.bot.ringer", address)
    ringer = await asyncio.create_subprocess_exec(*command, env=environment({}), stdin=PIPE, stdout=PIPE)
    assert ringer.stdout is not None
    assert await ringer.stdout.readline() == b"ready\n"
    return ringer
