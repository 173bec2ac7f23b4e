"""The channels Kring can post in: those of the teams it was added to, as far as it heard from them."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from adapters.border import Node, clean, parts, text
from adapters.teams import calls
from adapters.teams.connector import Connector
from adapters.teams.footholds import TEAM, Footholds, Spot
from adapters.teams.rosters import Rosters
from adapters.teams.tenants import Tenants
from adapters.teams.vanishing import Vanishing
from facilitation.messages import Form, PlaceInput
from facilitation.people import AccountRef, Address, PlaceRef, WorkspaceId
from facilitation.ports.platform import PlatformError

FRESH = timedelta(minutes=2)
ASKING = timedelta(seconds=2)  # of the five in which a press must be answered with its form
OFFERED = 40  # channels in a form: more would not fit a dialog's 28 KB with the rest


@dataclass(frozen=True, slots=True)
class Known:
    """A channel by the name people would look for: "team, channel". `roster`: the conversation that has its members."""

    place: PlaceRef
    name: str
    address: Address
    roster: str


class Channels:
    def __init__(
        self, connector: Connector, footholds: Footholds, tenants: Tenants, rosters: Rosters, vanishing: Vanishing
    ) -> None:
        self._connector, self._footholds, self._tenants, self._rosters = connector, footholds, tenants, rosters
        self._vanishing = vanishing
        self._seen: dict[WorkspaceId, tuple[float, list[Known]]] = {}

    def stir(self, workspace: WorkspaceId) -> None:
        """Channels have come, gone, or are called otherwise: they are asked for again."""
        self._seen.pop(workspace, None)

    async def known(self, workspace: WorkspaceId) -> Sequence[Known]:
        """What cannot be asked just now is left out."""
        asked, found = self._seen.get(workspace, (0.0, []))
        if asked and time.monotonic() - asked < FRESH.total_seconds():
            return found
        found = []
        for team_id, foothold in self._footholds.teams(workspace):
            found += await self._channels_of(workspace, team_id, foothold.address)
        self._seen[workspace] = (time.monotonic(), found)
        return found

    async def find(self, place: PlaceRef) -> Known | None:
        return next((each for each in await self.known(place.workspace) if each.place == place.whole), None)

    async def offered(self, form: Form, person: AccountRef) -> Form:
        """The form with all channels that they can pick, those it names itself first."""
        if not any(isinstance(each, PlaceInput) for each in form.inputs):
            return form
        inputs = [await self._with_more(each, person) if isinstance(each, PlaceInput) else each for each in form.inputs]
        return replace(form, inputs=tuple(inputs))

    async def _with_more(self, asked: PlaceInput, person: AccountRef) -> PlaceInput:
        """What holds now is named whoever asks; else a person gets to know the channels that they are in."""
        listed = {each.place: each for each in await self.known(person.workspace)}
        named = [_unlisted(place, label) for place, label in asked.known if place not in listed]
        first = [listed[place] for place, _ in asked.known if place in listed]
        rest = [each for each in listed.values() if each not in first and each.place not in asked.taken]
        found = {each.place: each.name for each in await self._open_to(person, [*first, *named[:OFFERED], *rest])}
        if asked.initial:
            now = listed[asked.initial].name if asked.initial in listed else dict(asked.known).get(asked.initial, "")
            found = {asked.initial: now, **found}
        return replace(asked, known=tuple(found.items())[:OFFERED])

    async def _open_to(self, person: AccountRef, channels: Sequence[Known]) -> Sequence[Known]:
        """Those that they are in; each roster is asked once, all at the same time."""
        rosters = {each.roster: each.address for each in channels}
        told = await asyncio.gather(*(self._has(person, roster, address) for roster, address in rosters.items()))
        theirs = {roster for roster, is_in in zip(rosters, told, strict=True) if is_in}
        return [each for each in channels if each.roster in theirs]

    async def _has(self, person: AccountRef, roster: str, address: Address) -> bool:
        try:
            async with asyncio.timeout(ASKING.total_seconds()):
                return await self._rosters.has(person, roster, address)
        except (PlatformError, TimeoutError):
            return False

    async def _channels_of(self, workspace: WorkspaceId, team_id: str, address: Address) -> list[Known]:
        to = self._tenants.reach(workspace, address)
        try:
            team = await self._connector.do(calls.team(to, team_id))
            answer = await self._connector.do(calls.team_channels(to, team_id))
        except PlatformError as error:
            await self._vanishing.unless_there(workspace, team_id, error)
            return []
        named = clean(text(team, "name")), team_id
        found = [_known(workspace, each, named, address) for each in parts(answer, "conversations")]
        channels = (each.place.channel for each in found)
        await self._footholds.gain(workspace, Spot(TEAM, team_id), address, *channels)
        return found


def _known(workspace: WorkspaceId, channel: Node, team: tuple[str, str], address: Address) -> Known:
    """The general channel has no name of its own in the answer."""
    identity = text(channel, "id")
    team_name, team_id = team
    name = ", ".join(filter(None, (team_name, clean(text(channel, "name")))))
    return Known(PlaceRef(workspace, identity), name, {**address, "conversation": identity}, team_id)


def _unlisted(place: PlaceRef, name: str) -> Known:
    """A channel that no team's list has, as a private one: it has members of its own."""
    return Known(place, name, {}, place.channel)
