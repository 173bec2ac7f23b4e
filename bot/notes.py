"""`adapters.notes.Notes`, in the database and out of it."""

from collections.abc import Sequence

from bot.upkeep import Upkeep


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
        self.kept: dict[str, object] = {}

    async def read(self, prefix: str = "") -> Sequence[tuple[str, object]]:
        return sorted((key, value) for key, value in self.kept.items() if key.startswith(prefix))

    async def write(self, key: str, value: object) -> None:
        self.kept[key] = value

    async def erase(self, prefix: str) -> None:
        self.kept = {key: value for key, value in self.kept.items() if not key.startswith(prefix)}
