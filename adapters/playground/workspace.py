"""The local workspace: what was said where, by whom, and what became of it. Kept, so that a restart keeps the chat."""

from asyncio import Lock
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from adapters.notes import Notes
from adapters.playground.channels import CHANNELS, Channel, Kind, direct_channels, opening_channels
from adapters.playground.people import Example
from adapters.playground.posts import Post, from_json, to_json
from facilitation.ports.clock import Clock

WHISPERS_KEPT = 200  # the oldest vanish, as they do on other platforms when a window is reloaded


@dataclass(frozen=True, slots=True)
class Added:
    post: Post


@dataclass(frozen=True, slots=True)
class Changed:
    post: Post


@dataclass(frozen=True, slots=True)
class Removed:
    post: Post


@dataclass(frozen=True, slots=True)
class Rearranged:
    """`user` joined or left a channel, added Kring or took it out, or made it. A group is made by Kring."""

    channel: Channel
    user: str


@dataclass(frozen=True, slots=True)
class ClockMoved:
    pass


Change = Added | Changed | Removed | Rearranged | ClockMoved


class Workspace:
    """Everything changes through here; each change is kept first and then told to those who `watch`."""

    def __init__(self, example: Example, notes: Notes, clock: Clock) -> None:
        self.example = example
        self.clock = clock
        self._notes = notes
        self._channels: dict[str, Channel] = {}
        self._posts: dict[str, Post] = {}
        self._by_channel: defaultdict[str, dict[str, Post]] = defaultdict(dict)
        self._whispers: list[str] = []
        self._last = 0
        self._one_at_a_time = Lock()
        self._watchers: list[Callable[[Change], None]] = []

    async def load(self) -> None:
        kept = dict(await self._notes.read())
        channels = CHANNELS.validate_python(kept.pop("channels", [])) or opening_channels(self.example)
        self._channels = {each.id: each for each in [*channels, *direct_channels(self.example)]}
        for post in filter(None, map(from_json, kept.values())):
            self._put(post)
        self._last = max((int(identity) for identity in self._posts), default=0)

    def watch(self, watcher: Callable[[Change], None]) -> None:
        self._watchers.append(watcher)

    def tell(self, change: Change) -> None:
        for watcher in self._watchers:
            watcher(change)

    @property
    def is_empty(self) -> bool:
        return not self._posts

    # --- looking

    @property
    def channels(self) -> Sequence[Channel]:
        return tuple(self._channels.values())

    def channel(self, identity: str) -> Channel | None:
        return self._channels.get(identity)

    def groups_of(self, user: str) -> Sequence[Channel]:
        """In the order in which they were made."""
        return [each for each in self._channels.values() if each.kind is Kind.GROUP and user in each.members]

    def post(self, identity: str) -> Post | None:
        return self._posts.get(identity)

    def everything_in(self, channel: str) -> Collection[Post]:
        """Roots, replies and whispers, in order."""
        return self._by_channel[channel].values()

    def posts(self, channel: str, reader: str, thread: str | None = None) -> list[Post]:
        """What `reader` sees there, in order: the roots, or with `thread` the replies under that one."""
        return [
            post
            for post in self._by_channel[channel].values()
            if post.thread == thread and post.only_for in (None, reader)
        ]

    def replies(self, post: Post) -> list[Post]:
        """What everyone sees under a post."""
        everything = self._by_channel[post.channel].values()
        return [each for each in everything if each.thread == post.id and not each.only_for]

    def may_read(self, channel: Channel | None, user: str) -> bool:
        return channel is not None and user in channel.members

    def sent_as(self, outgoing_id: str) -> Post | None:
        return next((post for post in reversed(self._posts.values()) if post.outgoing_id == outgoing_id), None)

    # --- changing

    async def add(self, post: Post) -> Post:
        """Give it the next id and this moment, keep it, tell it. A whisper is kept in this process only."""
        async with self._one_at_a_time:
            self._last += 1
            added = replace(post, id=f"{self._last:08d}", at=self.clock.now())
            if added.only_for is None:
                await self._notes.write(_key(added), to_json(added))
            self._put(added)
            self.tell(Added(added))
        if added.only_for is not None:
            self._forget_old_whispers(added)
        return added

    async def change(self, post: Post, how: Callable[[Post], Post]) -> Post:
        """Put what `how` makes of it in its place. Raises: LookupError when it was removed meanwhile."""
        async with self._one_at_a_time:
            changed = how(self._posts[post.id])
            if changed.only_for is None:
                await self._notes.write(_key(changed), to_json(changed))
            self._put(changed)
            self.tell(Changed(changed))
        return changed

    async def remove(self, post: Post) -> None:
        """With everything under it."""
        async with self._one_at_a_time:
            gone = [each for each in self._by_channel[post.channel].values() if post.id in (each.id, each.thread)]
            for each in gone:
                await self._notes.erase(_key(each))
                self._drop(each.id)
        for each in gone:
            self.tell(Removed(each))

    async def keep_channel(self, channel: Channel, user: str) -> None:
        """A new channel, or one whose members `user` changed."""
        self._channels[channel.id] = channel
        kept = [each for each in self._channels.values() if each.kind in (Kind.CHANNEL, Kind.GROUP)]
        await self._notes.write("channels", CHANNELS.dump_python(kept, mode="json"))
        self.tell(Rearranged(channel, user))

    def _forget_old_whispers(self, newest: Post) -> None:
        self._whispers.append(newest.id)
        while len(self._whispers) > WHISPERS_KEPT:
            self._drop(self._whispers.pop(0))

    def _put(self, post: Post) -> None:
        self._posts[post.id] = post
        self._by_channel[post.channel][post.id] = post

    def _drop(self, identity: str) -> None:
        post = self._posts.pop(identity, None)
        if post is not None:
            del self._by_channel[post.channel][identity]


def _key(post: Post) -> str:
    return f"post/{post.id}"
