"""What the adapter needs of `ports.installations`, reached from the event loop."""

from datetime import datetime, timedelta
from typing import Protocol

from facilitation.people import WorkspaceId
from facilitation.ports.installations import Installation


class KeptInstallations(Protocol):
    """As in `ports.installations.Installations`."""

    async def begin(self, digest: str, until: datetime) -> None: ...

    async def redeem(self, digest: str) -> bool: ...

    async def keep(self, installation: Installation) -> bool: ...

    async def find(self, workspace: WorkspaceId, organisation: WorkspaceId | None = None) -> Installation | None: ...

    async def lease(self, installation: Installation, span: timedelta) -> bool: ...

    async def renew(self, before: Installation, renewed: Installation) -> bool: ...
