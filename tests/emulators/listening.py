"""A small server of our own, on a free port of this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def listening(application: web.Application, patience: float = 0.1) -> AsyncIterator[int]:
    """On which port. `patience`: seconds that what is under way has, to end."""
    runner = web.AppRunner(application, shutdown_timeout=patience, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
