"""What a refusal says of where Kring would speak: it may have been taken out of there while it didn't run.

Then nothing else will ever tell. So who refused is asked once more, about the place and its team.
"""

import structlog

from adapters.teams import calls
from adapters.teams.connector import Connector, Reach
from adapters.teams.failures import LONGEST_WAIT, SOON, is_gone, is_out
from adapters.teams.footholds import CHAT, TEAM, Footholds, Spot
from adapters.teams.tenants import Tenants
from facilitation.events import Uninstalled
from facilitation.people import PlaceRef, WorkspaceId, new_id
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle, PlaceGone, PlatformError, TryLater, Unsupported

log = structlog.get_logger(__name__)


class Vanishing:
    def __init__(
        self, connector: Connector, footholds: Footholds, tenants: Tenants, handle: Handle, clock: Clock
    ) -> None:
        self._connector, self._footholds, self._tenants = connector, footholds, tenants
        self._handle, self._clock = handle, clock

    async def of(self, refusal: PlaceGone, to: Reach, place: PlaceRef, *, direct: bool) -> PlatformError:
        """What the refusal of a message there means. A thread can be gone, and its channel be there."""
        if direct:
            if is_out(refusal):
                await self.left(place.workspace, Spot(CHAT, place.channel))
            return refusal
        try:
            await self._connector.do(calls.someone(to, place.channel))
        except PlaceGone as error:
            if not is_gone(error):
                return TryLater(LONGEST_WAIT, f"{refusal}, and not only there: {error}")
            await self._gone(to, place)
            return refusal
        except PlatformError as error:
            return TryLater(SOON, f"{refusal}, and whether Kring is there can't be told: {error}")
        return Unsupported(f"{refusal}, where Kring is") if place.thread else refusal

    async def left(self, workspace: WorkspaceId, spot: Spot) -> None:
        """Kring is there no longer; where that was its last place in the tenant, it is taken out of that."""
        log.info("teams.place_vanished", workspace=workspace, kind=spot.kind)
        if await self._footholds.lose(workspace, spot):
            await self._tenants.forget(workspace)
            await self._footholds.note_left(workspace)
            gone = f"vanished:{new_id()}"
            await self._handle(Uninstalled(workspace=workspace, delivery_id=gone, at=self._clock.now()))

    async def unless_there(self, workspace: WorkspaceId, team: str, error: PlatformError) -> None:
        """What was asked of a team is refused. What says nothing of whether Kring is in is asked again some day."""
        if isinstance(error, PlaceGone) and is_gone(error):
            await self.left(workspace, Spot(TEAM, team))

    async def _gone(self, to: Reach, place: PlaceRef) -> None:
        """A channel may have been deleted, or Kring be out of its whole team."""
        teams = self._footholds.teams(place.workspace)
        team = next((each for each, known in teams if place.channel in (each, *known.channels)), None)
        if team is None:
            await self.left(place.workspace, Spot(CHAT, place.channel))
            return
        try:
            await self._connector.do(calls.team(to, team))
        except PlatformError as error:
            await self.unless_there(place.workspace, team, error)
