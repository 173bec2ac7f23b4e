"""Kring itself, running in the test's own loop over a real socket, with a clock that can be moved."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from socket import socket

from bot.serving import Server, bind
from bot.settings import read
from bot.wiring import Kring
from storage.migrations import migrate

SECRET = "a-key-for-tests-of-32-characters!"


@asynccontextmanager
async def running(database_url: str, environment: Mapping[str, str], listening: socket) -> AsyncIterator[Kring]:
    """Serve on `listening` until the block ends. `environment` as in `.env`, which is not read."""
    given = {name.lower(): value for name, value in environment.items()}
    settings, problems = read(database_url=database_url, kring_secret_key=SECRET, **given)
    assert not problems, problems
    await asyncio.to_thread(migrate, database_url)
    kring = Kring(settings)
    server = Server(kring.app, kring.hang_up)
    await kring.start(settle_in=False)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield kring
    finally:
        server.leave()
        await serving
        await kring.stop()


def loopback() -> socket:
    """A listening socket on a free port."""
    return bind("127.0.0.1", 0)
