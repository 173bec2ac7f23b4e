"""One run of the server, from taking the database and the port to giving both back."""

import asyncio
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket

import structlog

from bot.secret_key import secret_key
from bot.serving import Server, bind
from bot.settings import Settings
from bot.wiring import Kring
from storage.migrations import migrate
from storage.store import lock_for

log = structlog.get_logger()


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keep other processes off an SQLite file meanwhile. Raises: AlreadyRunning."""
    lock = lock_for(settings.database_url.get_secret_value())
    if lock is None:
        yield
        return
    lock.take(os.getpid())
    try:
        yield
    finally:
        lock.free()


def listen(settings: Settings) -> socket:
    """Raises: PortTaken."""
    return bind(settings.kring_host, settings.kring_port)


def run(settings: Settings, listening: socket) -> None:
    """Until a signal comes. The database is brought up to date first."""
    migrate(settings.database_url.get_secret_value(), secret_key(settings))
    kring = Kring(settings)
    server = Server(kring.app, kring.hang_up)
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(_serve(kring, server, listening))


async def _serve(kring: Kring, server: Server, listening: socket) -> None:
    with server.heeding_signals():
        try:
            await kring.start()
            # What is there now stays: going through it again held everything up for 0.1 s now and then.
            gc.freeze()
            log.info("started", port=listening.getsockname()[1], what=[known.name for known in kring.connections])
            await server.serve(sockets=[listening])
        finally:
            await kring.stop()
            log.info("stopped")
