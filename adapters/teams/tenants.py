"""How each tenant was last reached: what stands in when a place or person came without an address."""

from collections.abc import Mapping

from adapters.notes import Notes
from adapters.teams.calls import Reach
from adapters.teams.hosts import PUBLIC_CLOUD
from facilitation.people import Address, WorkspaceId


class Tenants:
    def __init__(self, notes: Notes, app_id: str) -> None:
        self._notes, self._app_id = notes, app_id
        self._services: dict[WorkspaceId, str] = {}

    async def start(self) -> None:
        for key, service_url in await self._notes.read("tenant/"):
            self._services[WorkspaceId(key.removeprefix("tenant/"))] = str(service_url)

    async def learn(self, workspace: WorkspaceId, service_url: str) -> None:
        """An activity came from there."""
        if service_url and self._services.get(workspace) != service_url:
            self._services[workspace] = service_url
            await self._notes.write(f"tenant/{workspace}", service_url)

    def reach(self, workspace: WorkspaceId, address: Address | None) -> Reach:
        """By the address; else as the tenant was last reached; else the public cloud's one service for all regions."""
        known: Mapping[str, object] = address or {}
        return Reach(
            service_url=str(known.get("service_url") or self._services.get(workspace) or PUBLIC_CLOUD),
            tenant=workspace.partition(":")[2],
            bot=str(known.get("bot") or f"28:{self._app_id}"),
        )
