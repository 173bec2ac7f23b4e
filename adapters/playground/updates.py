"""What changed, as fragments that put themselves in their place in an open window."""

from collections.abc import Sequence
from functools import singledispatchmethod

from adapters.playground.acts import may_see
from adapters.playground.channels import Channel
from adapters.playground.drawing import Drawing, View
from adapters.playground.posts import Post
from adapters.playground.reading import Reading
from adapters.playground.workspace import Added, Change, Changed, ClockMoved, Rearranged, Removed, Workspace


class Updates:
    """For one window, that is for one person and the place it shows."""

    def __init__(self, workspace: Workspace, reading: Reading, drawing: Drawing, view: View) -> None:
        self._workspace = workspace
        self._reading = reading
        self._drawing = drawing
        self._view = view

    def draw(self, changes: Sequence[Change] | None) -> str:
        """Nothing of what this person may not see. None: everything, for a window that has missed too much."""
        self._refresh_channel()
        if changes is None:
            return self._drawing.draw("live/everything.html", self._view)
        return "\n".join(self._fragment(change) for change in changes)

    def time(self) -> str:
        return self._drawing.draw("live/clock.html", self._view)

    @singledispatchmethod
    def _fragment(self, change: Change) -> str:
        raise NotImplementedError(type(change))

    @_fragment.register
    def _added(self, change: Added) -> str:
        post = change.post
        if not self._sees(post):
            return ""
        if post.channel != self._view.place:
            return self._row(post.channel)
        if self._view.channel:
            self._reading.mark(self._view.channel, self._view.me.user)
        return self._drawing.draw(
            "live/added.html", self._view, shown=self._drawing.shown(post, self._view)
        ) + self._root(post)

    @_fragment.register
    def _changed(self, change: Changed) -> str:
        post = change.post
        if not self._sees(post) or post.channel != self._view.place:
            return ""
        return self._drawing.draw("live/changed.html", self._view, shown=self._drawing.shown(post, self._view))

    @_fragment.register
    def _removed(self, change: Removed) -> str:
        post = change.post
        if not self._sees(post):
            return ""
        if post.channel != self._view.place:
            return self._row(post.channel)
        return self._drawing.draw("live/removed.html", self._view, post=post) + self._root(post)

    @_fragment.register
    def _rearranged(self, change: Rearranged) -> str:
        channel = change.channel
        if channel.is_private and self._view.me.user not in channel.members:
            return ""
        is_open, is_mine = channel.id == self._view.place, change.user == self._view.me.user
        return self._drawing.draw("live/rearranged.html", self._view, is_open=is_open, is_mine=is_mine)

    @_fragment.register
    def _clock_moved(self, change: ClockMoved) -> str:
        return self.time()

    def _sees(self, post: Post) -> bool:
        return may_see(self._workspace, post, self._view.me.user)

    def _root(self, reply: Post) -> str:
        """The post a reply stands under, which tells how many there are."""
        root = self._workspace.post(reply.thread) if reply.thread else None
        if root is None:
            return ""
        return self._drawing.draw("live/changed.html", self._view, shown=self._drawing.shown(root, self._view))

    def _row(self, identity: str) -> str:
        channel = self._workspace.channel(identity)
        if channel is None or self._view.me.user not in channel.members:
            return ""
        return self._drawing.draw("live/row.html", self._view, channel=channel)

    def _refresh_channel(self) -> None:
        channel = self._workspace.channel(self._view.place)
        if isinstance(channel, Channel):
            self._view = View(me=self._view.me, channel=channel, thread=self._view.thread)
