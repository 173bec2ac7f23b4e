"""A platform adapter's own small memory, reached from the event loop: JSON by key."""

from collections.abc import Sequence
from typing import Protocol


class Notes(Protocol):
    """This adapter's part of `ports.upkeep.Notebook`."""

    async def read(self, prefix: str = "") -> Sequence[tuple[str, object]]:
        """Everything under keys that begin so, in the order of the keys."""
        ...

    async def write(self, key: str, value: object) -> None: ...

    async def erase(self, prefix: str) -> None: ...
