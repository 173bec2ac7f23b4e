"""Where Kring was added in each tenant: teams, with the channels that it knows of them, and chats with one or several.

What it takes to speak there is known by it; once the last one is gone, Kring is gone from that tenant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from adapters.border import Node, part, text
from adapters.notes import Notes
from adapters.teams.incoming.reading import THREAD
from facilitation.people import Address, WorkspaceId

TEAM, CHAT, LEFT = "team", "chat", "left"


@dataclass(frozen=True, slots=True)
class Foothold:
    """`channels`: those of a team that Kring heard of."""

    address: Address
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A foothold by its kind and the id of its team or conversation."""

    kind: str
    id: str

    @classmethod
    def of(cls, activity: Node) -> "Spot | None":
        team = text(part(part(activity, "channelData"), "team"), "id")
        conversation = text(part(activity, "conversation"), "id").partition(THREAD)[0]
        if team or conversation:
            return cls(TEAM, team) if team else cls(CHAT, conversation)
        return None


class Footholds:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._known: dict[WorkspaceId, dict[Spot, Foothold]] = {}

    async def start(self) -> None:
        """Remember those of earlier."""
        for kind in (TEAM, CHAT):
            for key, value in await self._notes.read(f"{kind}/"):
                _, workspace, identity = key.split("/", 2)
                self._of(WorkspaceId(workspace))[Spot(kind, identity)] = _read(value)

    async def gain(self, workspace: WorkspaceId, spot: Spot, address: Address, *channels: str) -> bool:
        """Kring is there, and knows of these channels. Whether that is new."""
        known = self._of(workspace).get(spot)
        reached = {name: address[name] for name in ("service_url", "tenant", "bot") if name in address}
        if known and known.address == reached and set(channels) <= set(known.channels):
            return False
        noted = await self._notes.read(_key(workspace, spot))  # another process may have heard of more
        before = _read(noted[0][1]).channels if noted else ()
        now = Foothold(reached, tuple(dict.fromkeys((*before, *channels))))
        self._of(workspace)[spot] = now
        await self._notes.write(_key(workspace, spot), {**now.address, "channels": list(now.channels)})
        return True

    async def lose(self, workspace: WorkspaceId, spot: Spot) -> bool:
        """Kring is there no longer. Whether it was the last one in this tenant."""
        self._of(workspace).pop(spot, None)
        noted = [key for kind in (TEAM, CHAT) for key, _ in await self._notes.read(f"{kind}/{workspace}/")]
        await self._notes.erase(_key(workspace, spot))
        return noted == [_key(workspace, spot)]

    async def note_left(self, workspace: WorkspaceId) -> None:
        """By what Kring could tell it is nowhere in it any more."""
        await self._notes.write(f"{LEFT}/{workspace}", True)

    async def is_back(self, workspace: WorkspaceId) -> bool:
        """Whether that was noted, and Kring is there all the same."""
        was_left = bool(await self._notes.read(f"{LEFT}/{workspace}"))
        if was_left:
            await self._notes.erase(f"{LEFT}/{workspace}")
        return was_left

    def teams(self, workspace: WorkspaceId) -> Iterable[tuple[str, Foothold]]:
        return [(spot.id, each) for spot, each in self._of(workspace).items() if spot.kind == TEAM]

    def channels(self, workspace: WorkspaceId, spot: Spot | None) -> Sequence[str]:
        known = self._of(workspace).get(spot) if spot else None
        return known.channels if known else ()

    def _of(self, workspace: WorkspaceId) -> dict[Spot, Foothold]:
        return self._known.setdefault(workspace, {})


def _read(value: object) -> Foothold:
    told: Mapping[str, object] = value if isinstance(value, dict) else {}
    channels = told.get("channels")
    address = {name: each for name, each in told.items() if name != "channels"}
    return Foothold(address, tuple(map(str, channels)) if isinstance(channels, list) else ())


def _key(workspace: WorkspaceId, spot: Spot) -> str:
    return f"{spot.kind}/{workspace}/{spot.id}"
