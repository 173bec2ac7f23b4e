"""A process with a ticker over a database: prints what rings, and ends when nothing is left to ring."""

import asyncio
import sys

from facilitation.events import TimerDue
from facilitation.ports.memory import UnitOfWork
from tests.bot.house import house


async def ring(address: str) -> None:
    async with house(address) as home:

        def say(timer: TimerDue, work: UnitOfWork) -> None:
            print(timer.subject, flush=True)  # also when the transaction is undone: told by the test

        home.listener.on_timer = say
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        while await home.engine.run("test", lambda unit: unit.due_timers.next_due()):
            await home.ticker.run_due()
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(ring(sys.argv[1]))
