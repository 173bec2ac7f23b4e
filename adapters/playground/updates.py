"""What changed, as fragments that put themselves in their place in an open window."""

from collections.abc import Sequence
from functools import singledispatchmethod

from adapters.playground.acts import may_see
from adapters.playground.answering import HOME
from adapters.playground.channels import Channel
from adapters.playground.drawing import Drawing, View
from adapters.playground.founding import begins_one
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
            return self._drawing.draw("live/everything.html", self._view) + self._stirred()
        return "\n".join(map(self._fragment, changes)) + (self._stirred() if changes else "")

    def time(self) -> str:
        return self._drawing.draw("live/clock.html", self._view)

    def _stirred(self) -> str:
        """Lets an open home view look whether it has changed: some of what changes it is nobody's message."""
        return self._drawing.draw("live/stirred.html", self._view)

    @singledispatchmethod
    def _fragment(self, change: Change) -> str:
        raise NotImplementedError(type(change))

    @_fragment.register
    def _added(self, change: Added) -> str:
        post = change.post
        return self._placed(post) + self._begun(post) if self._sees(post) else ""

    def _placed(self, post: Post) -> str:
        if not self._shows(post):
            return self._row(post.channel)
        if self._view.channel:
            self._reading.mark(self._view.channel, self._view.me.user)
        return self._drawing.draw(
            "live/added.html", self._view, shown=self._drawing.shown(post, self._view)
        ) + self._root(post)

    @_fragment.register
    def _changed(self, change: Changed) -> str:
        post = change.post
        if not self._sees(post) or not self._shows(post):
            return ""
        return self._drawing.draw("live/changed.html", self._view, shown=self._drawing.shown(post, self._view))

    @_fragment.register
    def _removed(self, change: Removed) -> str:
        post = change.post
        if not self._sees(post):
            return ""
        if not self._shows(post):
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

    def _shows(self, post: Post) -> bool:
        """What Kring answers on the home view may be shown beside any channel."""
        return post.channel in (self._view.place, HOME.channel)

    def _sees(self, post: Post) -> bool:
        return may_see(self._workspace, post, self._view.me.user)

    def _root(self, reply: Post) -> str:
        """The post a reply stands under, which tells how many there are."""
        root = self._workspace.post(reply.thread) if reply.thread else None
        if root is None:
            return ""
        return self._drawing.draw("live/changed.html", self._view, shown=self._drawing.shown(root, self._view))

    def _begun(self, post: Post) -> str:
        """What else is told differently once a community has begun with this post."""
        return self._drawing.draw("live/begun.html", self._view, post=post) if begins_one(post) else ""

    def _row(self, identity: str) -> str:
        channel = self._workspace.channel(identity)
        if channel is None or self._view.me.user not in channel.members:
            return ""
        return self._drawing.draw("live/row.html", self._view, channel=channel)

    def _refresh_channel(self) -> None:
        channel = self._workspace.channel(self._view.place)
        if isinstance(channel, Channel):
            self._view = View(me=self._view.me, channel=channel, thread=self._view.thread)
