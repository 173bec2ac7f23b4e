"""Channels: made, joined and left, by people and by Kring."""

import re
from dataclasses import replace

from adapters.border import clean
from adapters.playground import incoming
from adapters.playground.asking import Asked, Trouble
from adapters.playground.channels import Channel, Kind
from adapters.playground.incoming import Act
from adapters.playground.workspace import Workspace
from facilitation.events import MemberJoined, MemberLeft
from facilitation.ports.platform import Handle

NAME = re.compile(r"[\w][\w-]{0,40}")


class Memberships:
    def __init__(self, workspace: Workspace, handle: Handle) -> None:
        self._workspace = workspace
        self._handle = handle

    async def make(self, act: Act, asked: Asked) -> Channel:
        """A new channel with its maker in it, and not yet Kring. Raises: Trouble."""
        name = "-".join(clean(asked.text("name")).lower().split()).lstrip("#")
        if not NAME.fullmatch(name) or name.startswith("dm-") or name == "home":
            raise Trouble("playground.trouble.channel_name", 422)
        if self._workspace.channel(name):
            raise Trouble("playground.trouble.channel_exists", 422, channel=name)
        channel = Channel(id=name, name=name, members=[act.person.user], kring=False)
        await self._workspace.keep_channel(channel, act.person.user)
        return channel

    async def change(self, act: Act, asked: Asked) -> Channel:
        """`change` is "join", "leave", "add_kring" or "remove_kring". Raises: Trouble."""
        channel = self._workspace.channel(asked.text("channel"))
        if channel is None or channel.kind is not Kind.CHANNEL:
            raise Trouble("playground.trouble.no_such_channel", 404)
        user, heard = act.person.user, channel.kring
        events: dict[str, tuple[Channel, MemberJoined | MemberLeft]] = {
            "join": (_with(channel, user), incoming.joined(act, channel)),
            "leave": (_without(channel, user), incoming.left(act, channel)),
            "add_kring": (replace(channel, kring=True), incoming.joined(act, channel, is_kring=True)),
            "remove_kring": (replace(channel, kring=False), incoming.left(act, channel, is_kring=True)),
        }
        if asked.text("change") not in events:
            raise Trouble("playground.trouble.unreadable")
        changed, event = events[asked.text("change")]
        if changed == channel:
            return channel
        await self._workspace.keep_channel(changed, user)
        if heard or changed.kring:
            await self._handle(event)
        return changed


def _with(channel: Channel, user: str) -> Channel:
    return channel if user in channel.members else replace(channel, members=[*channel.members, user])


def _without(channel: Channel, user: str) -> Channel:
    return replace(channel, members=[each for each in channel.members if each != user])
