"""Reading for the handbook: on threads of its own, beside the writers, a few at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from facilitation.ports.embedder import Meaning
from storage.reading import SqlReading
from storage.store import Store

T = TypeVar("T")

Understand = Callable[[str], Awaitable[Meaning | None]]
"""What words mean; None when that can't be had soon."""

AT_ONCE = 4  # readers; each takes some milliseconds, and a connection meanwhile


async def by_words_alone(_: str) -> Meaning | None:
    return None


class Library:
    def __init__(self, store: Store, understand: Understand = by_words_alone) -> None:
        self._store = store
        self.understand = understand
        self._places = asyncio.Semaphore(AT_ONCE)

    async def read(self, job: Callable[[SqlReading], T]) -> T:
        """Raises: whatever `job` raises."""
        async with self._places:
            return await asyncio.to_thread(self._do, job)

    def _do(self, job: Callable[[SqlReading], T]) -> T:
        with self._store.reading() as unit:
            return job(unit)
