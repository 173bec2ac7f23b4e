"""Who has read how far; forgotten at a restart, when everything counts as read but what comes after."""

from adapters.playground.channels import Channel
from adapters.playground.workspace import Workspace


class Reading:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._until: dict[tuple[str, str], str] = {}
        self._start = ""

    def begin(self) -> None:
        """Take everything that is there as read."""
        self._start = max(map(self._last, self._workspace.channels), default="")

    def mark(self, channel: Channel, user: str) -> None:
        """`user` has seen all that is in the channel."""
        self._until[channel.id, user] = self._last(channel)

    def unread(self, channel: Channel, user: str) -> int:
        until = max(self._until.get((channel.id, user), ""), self._start)
        posts = self._workspace.everything_in(channel.id)
        return sum(post.id > until and post.author != user and post.only_for in (None, user) for post in posts)

    def _last(self, channel: Channel) -> str:
        return max((post.id for post in self._workspace.everything_in(channel.id)), default="")
