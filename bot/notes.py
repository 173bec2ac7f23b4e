"""An adapter's own notebook, reached from the asynchronous side through the engine's writers."""

from collections.abc import Sequence

from bot.upkeep import Upkeep


class Notes:
    """What one platform's adapter keeps: JSON by key."""

    def __init__(self, engine: Upkeep, platform: str) -> None:
        self._engine = engine
        self._platform = platform
        self._lane = f"notes:{platform}"

    async def read(self, prefix: str = "") -> Sequence[tuple[str, object]]:
        """Everything under keys that begin so, in the order of the keys."""
        return await self._engine.run(self._lane, lambda unit: unit.notebook.read(self._platform, prefix))

    async def write(self, key: str, value: object) -> None:
        await self._engine.run(self._lane, lambda unit: unit.notebook.write(self._platform, key, value))

    async def erase(self, prefix: str) -> None:
        await self._engine.run(self._lane, lambda unit: unit.notebook.erase(self._platform, prefix))
