"""What a platform's adapter notes down for itself: JSON by key."""

from collections.abc import Sequence
from typing import Protocol

from bot.upkeep import Upkeep


class Notes(Protocol):
    async def read(self, prefix: str = "") -> Sequence[tuple[str, object]]:
        """Everything under keys that begin so, in the order of the keys."""
        ...

    async def write(self, key: str, value: object) -> None: ...

    async def erase(self, prefix: str) -> None: ...


class KeptNotes:
    """In the database, reached from the event loop through the engine's writers."""

    def __init__(self, engine: Upkeep, platform: str) -> None:
        self._engine = engine
        self._platform = platform
        self._lane = f"notes:{platform}"

    async def read(self, prefix: str = "") -> Sequence[tuple[str, object]]:
        return await self._engine.run(self._lane, lambda unit: unit.notebook.read(self._platform, prefix))

    async def write(self, key: str, value: object) -> None:
        await self._engine.run(self._lane, lambda unit: unit.notebook.write(self._platform, key, value))

    async def erase(self, prefix: str) -> None:
        await self._engine.run(self._lane, lambda unit: unit.notebook.erase(self._platform, prefix))


class ScratchNotes:
    """Forgotten when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[str, object] = {}

    async def read(self, prefix: str = "") -> Sequence[tuple[str, object]]:
        return sorted((key, value) for key, value in self._kept.items() if key.startswith(prefix))

    async def write(self, key: str, value: object) -> None:
        self._kept[key] = value

    async def erase(self, prefix: str) -> None:
        self._kept = {key: value for key, value in self._kept.items() if not key.startswith(prefix)}
