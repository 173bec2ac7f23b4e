"""The web server: its socket, and how it stops when asked to."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

SIGNALS = (signal.SIGINT, signal.SIGTERM)
IN_HAND = 4  # seconds that requests under way get to finish; with the rest of stopping it makes less than ten
BACKLOG = 2048  # connections that may wait to be taken


class PortTaken(Exception):
    """Another program listens there, or nobody may."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that only this process listens on; with port 0 any free one. Raises: PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By its protocol asyncio knows where to send small pieces at once; each answer took 40 ms longer without.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(BACKLOG)
    except OSError as error:
        found.close()
        raise PortTaken from error
    return found


class Server(uvicorn.Server):
    """Stops once on the first signal, and at once on the second."""

    def __init__(self, app: ASGIApp, hang_up: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=75,  # longer than the proxies that usually stand before us
            timeout_graceful_shutdown=IN_HAND,
        )
        super().__init__(config)
        self._hang_up = hang_up

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Not uvicorn's way, which ends the process by the signal before the rest is closed: see `heeding_signals`."""
        yield

    @contextlib.contextmanager
    def heeding_signals(self) -> Iterator[None]:
        """Leave when asked to, also while Kring is still starting or already stopping."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.leave)
        try:
            yield
        finally:
            for number in SIGNALS:
                loop.remove_signal_handler(number)

    def leave(self) -> None:
        """Take no more connections, finish what is in hand; asked again, don't even finish."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self._hang_up()
