"""Kring settles in a tenant's teams and chats as activities come from there, and leaves nothing behind when it goes."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta

from adapters.border import part, text
from adapters.teams.channels import Channels
from adapters.teams.footholds import Footholds, Spot
from adapters.teams.incoming.membership import arrives, leaves
from adapters.teams.incoming.reading import Activity
from adapters.teams.tenants import Tenants
from facilitation.events import Installed, Uninstalled
from facilitation.ports.platform import Handle

ASKING = timedelta(seconds=2)  # of the five in which a delivery must be answered
_UNSETTLED = frozenset({"channelCreated", "channelDeleted", "channelRenamed", "channelRestored", "teamRenamed"})


class Settling:
    def __init__(self, footholds: Footholds, channels: Channels, tenants: Tenants, handle: Handle) -> None:
        self._footholds, self._channels, self._tenants, self._handle = footholds, channels, tenants, handle

    async def learn(self, activity: Activity) -> Sequence[str]:
        """How its tenant and place are reached; returns the channels of its team, as far as Kring knows them."""
        spot = Spot.of(activity.node) if activity.tenant else None
        if spot is None or leaves(activity):
            return self._footholds.channels(activity.workspace, spot)
        await self._tenants.learn(activity.workspace, text(activity.node, "serviceUrl"))
        heard = text(part(activity.channel_data, "channel"), "id")
        if await self._footholds.gain(activity.workspace, spot, activity.address(), *filter(None, [heard])):
            self._channels.stir(activity.workspace)
            if await self._footholds.is_back(activity.workspace):
                await self._handle(Installed(**activity.basics("back"), by=None))
        await self._look_round(activity)
        return self._footholds.channels(activity.workspace, spot)

    async def leave(self, activity: Activity) -> Uninstalled | None:
        """Once it was handled: what is known of a place that Kring was taken out of goes, and with the last all."""
        spot = Spot.of(activity.node) if activity.tenant else None
        if spot is None or not leaves(activity):
            return None
        self._channels.stir(activity.workspace)
        if not await self._footholds.lose(activity.workspace, spot):
            return None
        await self._tenants.forget(activity.workspace)
        return Uninstalled(**activity.basics("uninstalled"))

    async def _look_round(self, activity: Activity) -> None:
        """Where channels may have come and gone."""
        arrived = arrives(activity)
        if arrived or text(activity.channel_data, "eventType") in _UNSETTLED:
            self._channels.stir(activity.workspace)
        if arrived:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ASKING.total_seconds()):
                    await self._channels.known(activity.workspace)
