"""`ports.installations.Installations`, reached from the event loop through the engine's writers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from bot.upkeep import Upkeep
from facilitation.people import WorkspaceId
from facilitation.ports.installations import Installation, Installations

T = TypeVar("T")

LANE = "installations"


class KeptInstallations:
    """Each in a transaction of its own."""

    def __init__(self, engine: Upkeep) -> None:
        self._engine = engine

    async def begin(self, digest: str, until: datetime) -> None:
        await self._do(lambda kept: kept.begin(digest, until))

    async def redeem(self, digest: str) -> bool:
        return await self._do(lambda kept: kept.redeem(digest))

    async def keep(self, installation: Installation) -> bool:
        return await self._do(lambda kept: kept.keep(installation))

    async def find(self, workspace: WorkspaceId, organisation: WorkspaceId | None = None) -> Installation | None:
        return await self._do(lambda kept: kept.find(workspace, organisation))

    async def lease(self, installation: Installation, span: timedelta) -> bool:
        return await self._do(lambda kept: kept.lease(installation, span))

    async def renew(self, before: Installation, renewed: Installation) -> bool:
        return await self._do(lambda kept: kept.renew(before, renewed))

    async def _do(self, job: Callable[[Installations], T]) -> T:
        return await self._engine.run(LANE, lambda unit: job(unit.installations))
