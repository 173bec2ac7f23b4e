"""What is sent beside an answer, which doesn't wait for it. It is not durable: what was decided stands without it."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import structlog

from facilitation.ports.platform import PlatformError

log = structlog.get_logger(__name__)


class Beside:
    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def begin(self, delivery: str, call: Coroutine[Any, Any, object]) -> None:
        """A failure is noted and not repeated."""
        task = asyncio.create_task(_noting_failure(delivery, call))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self, within: timedelta) -> None:
        """Let what is under way end; what takes longer is given up."""
        if self._under_way:
            _, late = await asyncio.wait(set(self._under_way), timeout=within.total_seconds())
            for task in late:
                task.cancel()


async def _noting_failure(delivery: str, call: Coroutine[Any, Any, object]) -> None:
    try:
        await call
    except PlatformError as error:
        log.warning("answer_not_conveyed", delivery=delivery, reason=f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 what it says may quote a member
        log.error("answer_failed", delivery=delivery, error=type(error).__name__)
