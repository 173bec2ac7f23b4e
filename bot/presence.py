"""Whether Kring was there all the time: what it was away for counts for nobody's window."""

from datetime import datetime, timedelta

import structlog

from bot.logs import whereabouts
from bot.notes import KeptNotes
from bot.upkeep import Step, Upkeep
from facilitation.events import Event, KringWasAway
from facilitation.people import CommunityId, WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.upkeep import EngineUnit, Stopped

log = structlog.get_logger()

SEEN = "seen"
LANE = "presence"
BEAT = timedelta(seconds=20)
UNNOTICED = timedelta(minutes=1)  # a restart; nobody waits for the minute
NOBODY = WorkspaceId("kring:presence")  # deliveries of Kring's own


class Presence:
    """Of all processes over one database together: as long as one of them runs, Kring is there."""

    def __init__(self, upkeep: Upkeep, clock: Clock) -> None:
        self._upkeep = upkeep
        self._clock = clock
        self._notes = KeptNotes(upkeep, LANE)

    async def notice(self) -> None:
        """Tell whoever waits for a moment since when nobody was there. Before anything that is due is looked at."""
        for _, seen in await self._notes.read(SEEN):
            since = datetime.fromisoformat(str(seen))
            if self._clock.now() - since > UNNOTICED:
                for community in await self._upkeep.run(LANE, lambda unit: unit.due_timers.communities()):
                    await self._upkeep.settle(community, _told_once(community, since))
        await self._notes.write(SEEN, self._clock.now().isoformat())

    async def beat(self) -> None:
        try:
            await self._notes.write(SEEN, self._clock.now().isoformat())
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 the next beat tries again
            log.error("presence_not_noted", **whereabouts(error))


def _told_once(community: CommunityId, since: datetime) -> Step:
    """Processes that start together tell it once."""

    def step(unit: EngineUnit) -> list[Event]:
        first = unit.first_time(NOBODY, f"{community}/{since.isoformat()}")
        return [KringWasAway(community_id=community, since=since)] if first else []

    return step
