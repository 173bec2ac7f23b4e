"""Waiting for what something else does: by looking, never for a fixed time."""

import asyncio
from collections.abc import Callable

GLANCE = 0.01  # seconds between two looks


async def until(holds: Callable[[], object], within: float = 10.0) -> None:
    """Raises: TimeoutError, when it doesn't within so many seconds."""
    async with asyncio.timeout(within):
        while not holds():
            await asyncio.sleep(GLANCE)
