"""What is sent beside an answer."""

import asyncio
from datetime import timedelta

import structlog

from adapters.beside import Beside
from facilitation.ports.platform import Unsupported

AT_ONCE = timedelta(seconds=0.01)


async def test_what_is_under_way_ends_before_all_ends() -> None:
    beside, arrived = Beside(), list[str]()

    async def call() -> None:
        await asyncio.sleep(0)
        arrived.append("it")

    beside.begin("d1", call())
    assert arrived == []
    await beside.finish(timedelta(seconds=5))
    assert arrived == ["it"]


async def test_what_takes_too_long_is_given_up() -> None:
    beside, given_up = Beside(), asyncio.Event()

    async def call() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    beside.begin("d1", call())
    await asyncio.sleep(0)
    await beside.finish(AT_ONCE)
    async with asyncio.timeout(5):
        await given_up.wait()


async def test_a_failure_is_noted_without_what_was_said() -> None:
    beside = Beside()

    async def unsupported() -> None:
        raise Unsupported("no form here")

    async def broken() -> None:
        raise ValueError("what a member wrote")

    with structlog.testing.capture_logs() as noted:
        beside.begin("d1", unsupported())
        beside.begin("d2", broken())
        await beside.finish(timedelta(seconds=5))
    told = {each["delivery"]: str(each) for each in noted}
    assert "no form here" in told["d1"]
    assert "ValueError" in told["d2"]
    assert "what a member wrote" not in told["d2"]
