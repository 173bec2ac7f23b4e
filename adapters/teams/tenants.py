"""How each tenant was last reached: what stands in when a place or person came without an address."""

from collections.abc import Mapping

from adapters.notes import Notes
from adapters.teams.connector import Reach
from adapters.teams.hosts import PUBLIC_CLOUD
from adapters.teams.registrations import Registrations
from facilitation.people import Address, WorkspaceId


class Tenants:
    def __init__(self, notes: Notes, registrations: Registrations) -> None:
        self._notes, self._registrations = notes, registrations
        self._services: dict[WorkspaceId, str] = {}

    async def start(self) -> None:
        for key, service_url in await self._notes.read("tenant/"):
            self._services[WorkspaceId(key.removeprefix("tenant/"))] = str(service_url)

    async def learn(self, workspace: WorkspaceId, service_url: str) -> None:
        """An activity came from there."""
        if service_url and self._services.get(workspace) != service_url:
            self._services[workspace] = service_url
            await self._notes.write(f"tenant/{workspace}", service_url)

    async def forget(self, workspace: WorkspaceId) -> None:
        """Kring is nowhere in it any more."""
        self._services.pop(workspace, None)
        await self._notes.erase(f"tenant/{workspace}")

    def reach(self, workspace: WorkspaceId, address: Address | None) -> Reach:
        """By the address; else as the tenant was last reached; else the public cloud's one service for all regions."""
        known: Mapping[str, object] = address or {}
        tenant = workspace.partition(":")[2]
        registered = self._registrations.of(tenant)
        return Reach(
            service_url=str(known.get("service_url") or self._services.get(workspace) or PUBLIC_CLOUD),
            tenant=tenant,
            bot=f"28:{registered.secret.app_id}" if registered else "",
        )
