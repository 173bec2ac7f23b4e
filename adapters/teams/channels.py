"""The channels Kring can post in: those of the teams it was added to, as far as it heard from them."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from adapters.border import Node, clean, part, parts, text
from adapters.notes import Notes
from adapters.teams import calls
from adapters.teams.connector import Connector
from adapters.teams.tenants import Tenants
from facilitation.messages import Form, PlaceInput
from facilitation.people import Address, PlaceRef, WorkspaceId
from facilitation.ports.platform import PlaceGone, PlatformError

FRESH = timedelta(minutes=2)
OFFERED = 40  # channels in a form: more would not fit a dialog's 28 KB with the rest


@dataclass(frozen=True, slots=True)
class Known:
    """A channel by the name people would look for: "team, channel"."""

    place: PlaceRef
    name: str
    address: Address


class Channels:
    def __init__(self, connector: Connector, notes: Notes, tenants: Tenants) -> None:
        self._connector, self._notes, self._tenants = connector, notes, tenants
        self._teams: dict[str, Address] = {}
        self._seen: dict[WorkspaceId, tuple[float, list[Known]]] = {}

    async def start(self) -> None:
        """Remember the teams of earlier."""
        for key, address in await self._notes.read("team/"):
            if isinstance(address, dict):
                self._teams[key] = address

    async def learn(self, workspace: WorkspaceId, channel_data: Node, address: Address) -> None:
        """An activity came from a team: Kring is in it."""
        team_id = text(part(channel_data, "team"), "id")
        key = _key(workspace, team_id)
        reached = {name: address[name] for name in ("service_url", "tenant", "bot") if name in address}
        if not team_id or self._teams.get(key) == reached:
            return
        self._teams[key] = reached
        self._seen.pop(workspace, None)
        await self._notes.write(key, reached)

    async def forget(self, workspace: WorkspaceId, channel_data: Node) -> None:
        """Kring was removed from this team."""
        key = _key(workspace, text(part(channel_data, "team"), "id"))
        if self._teams.pop(key, None) is not None:
            self._seen.pop(workspace, None)
            await self._notes.erase(key)

    async def known(self, workspace: WorkspaceId) -> Sequence[Known]:
        """What cannot be asked just now is left out."""
        asked, found = self._seen.get(workspace, (0.0, []))
        if asked and time.monotonic() - asked < FRESH.total_seconds():
            return found
        found = []
        for key, address in list(self._teams.items()):
            if key.startswith(_key(workspace, "")):
                found += await self._channels_of(workspace, key.rpartition("/")[2], address)
        self._seen[workspace] = (time.monotonic(), found)
        return found

    async def find(self, place: PlaceRef) -> Known | None:
        return next((each for each in await self.known(place.workspace) if each.place == place.whole), None)

    async def offered(self, form: Form, workspace: WorkspaceId) -> Form:
        """The form with all channels that can be picked, those it names itself first."""
        if not any(isinstance(each, PlaceInput) for each in form.inputs):
            return form
        known = [(each.place, each.name) for each in await self.known(workspace)]
        return replace(
            form,
            inputs=tuple(_with_more(each, known) if isinstance(each, PlaceInput) else each for each in form.inputs),
        )

    async def _channels_of(self, workspace: WorkspaceId, team_id: str, address: Address) -> list[Known]:
        to = self._tenants.reach(workspace, address)
        try:
            team = await self._connector.do(calls.team(to, team_id))
            answer = await self._connector.do(calls.team_channels(to, team_id))
        except PlaceGone:
            await self.forget(workspace, {"team": {"id": team_id}})
            return []
        except PlatformError:
            return []
        return [_known(workspace, each, text(team, "name"), address) for each in parts(answer, "conversations")]


def _known(workspace: WorkspaceId, channel: Node, team: str, address: Address) -> Known:
    """The general channel has no name of its own in the answer."""
    identity = text(channel, "id")
    name = ", ".join(filter(None, (clean(team), clean(text(channel, "name")))))
    return Known(PlaceRef(workspace, identity), name, {**address, "conversation": identity})


def _with_more(asked: PlaceInput, known: Sequence[tuple[PlaceRef, str]]) -> PlaceInput:
    names: Mapping[PlaceRef, str] = dict(known)
    named = [(place, names.get(place) or label) for place, label in asked.known]
    if asked.initial and asked.initial not in dict(named):
        named.insert(0, (asked.initial, names.get(asked.initial, "")))
    more = [(place, name) for place, name in known if place not in dict(named)]
    return replace(asked, known=tuple([*named, *more][:OFFERED]))


def _key(workspace: WorkspaceId, team_id: str) -> str:
    return f"team/{workspace}/{team_id}"
