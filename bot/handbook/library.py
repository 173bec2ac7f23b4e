"""Reading for the handbook: on threads of its own, beside the writers, a few at a time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from storage.reading import SqlReading
from storage.store import Store

T = TypeVar("T")

AT_ONCE = 4  # readers; each takes some milliseconds, and a connection meanwhile


class Library:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._places = asyncio.Semaphore(AT_ONCE)

    async def read(self, job: Callable[[SqlReading], T]) -> T:
        """Raises: whatever `job` raises."""
        async with self._places:
            return await asyncio.to_thread(self._do, job)

    def _do(self, job: Callable[[SqlReading], T]) -> T:
        with self._store.reading() as unit:
            return job(unit)
