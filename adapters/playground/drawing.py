"""HTML by templates: pages for one person, and the fragments that keep them up to date."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from adapters.markup import LINK_SCHEMES
from adapters.playground import founding, prose
from adapters.playground.channels import Channel
from adapters.playground.people import KRING, Person
from adapters.playground.posts import Post
from adapters.playground.reading import Reading
from adapters.playground.workspace import Workspace
from adapters.templates import mark_of, templates
from facilitation.messages import Bar, Chart, Message
from facilitation.repertoire import Offer
from facilitation.texts import Texts

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
SHOWN = 100  # newest posts of a channel; a link shows the earlier ones
SAME_BREATH = timedelta(minutes=5)  # posts of one person closer than this share one head
PICTURE = re.compile(r"(data:image/\w+;base64,[\w+/=]{24})[\w+/=]+")
LONG = 2_000  # characters of a post from which on it scrolls in a box of its own


@dataclass(frozen=True, slots=True)
class Preview:
    """What another platform would be sent, and the pictures it holds by then: addresses by their ids."""

    payload: object
    pictures: Mapping[str, str] = field(default_factory=dict)


Previews = Mapping[str, Callable[[Message], Preview]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the wiring gives the pages to show."""

    previews: Previews
    verbs: Callable[[str], Sequence[Offer]]
    shortcuts: Callable[[str], Sequence[Offer]]
    clock_moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one window shows: a channel, or with None the home view. Beside a channel a thread, or the home view."""

    me: Person
    channel: Channel | None = None
    thread: Post | None = None
    beside: bool = False
    all_posts: bool = False

    @property
    def place(self) -> str:
        return self.channel.id if self.channel else "home"

    @property
    def url(self) -> str:
        return f"/playground/{self.me.user}/{self.place}" + (f"?thread={self.thread.id}" if self.thread else "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A post in its list: whether it goes on what the same person just said, and whether a day begins with it."""

    post: Post
    follows: bool
    new_day: bool


class Drawing:
    """Templates, with what all of them need."""

    def __init__(self, workspace: Workspace, reading: Reading, offer: Offered) -> None:
        self._workspace = workspace
        self._reading = reading
        self._offer = offer
        self._templates = templates(FOLDER / "templates")
        self._templates.filters.update(
            prose=prose.html, inline=prose.inline, pretty=pretty, readable=readable, mark=mark, shares=shares
        )
        self._templates.tests["on_the_web"] = lambda url: url.startswith(LINK_SCHEMES)
        self._templates.globals.update(static=static_url, KRING=KRING, LONG=LONG, A_DAY=timedelta(days=1))

    def draw(self, template: str, view: View, **more: object) -> str:
        """Raises: jinja2.TemplateError for a mistake in a template."""
        return self._templates.get_template(template).render(**self._known(view), **more)

    def previews(self, message: Message, face: str) -> Mapping[str, Preview]:
        """Of the platform of that name, or for their JSON of all. Drawing pictures takes a while."""
        return {name: make(message) for name, make in self._offer.previews.items() if face in (name, "json")}

    def text(self, me: Person, key: str, **blanks: str) -> str:
        return Texts(me.language, me.zone).plain(key, **blanks)

    def _known(self, view: View) -> dict[str, object]:
        texts = Texts(view.me.language, view.me.zone)
        now = self._workspace.clock.now()
        by_user = self._workspace.example.by_user
        return {
            "t": texts,
            "view": view,
            "me": view.me,
            "now": now,
            "here": now.astimezone(ZoneInfo(view.me.zone)),
            "workspace": self._workspace,
            "people": self._workspace.example.people,
            "by_user": by_user,
            "first_names": lambda users: texts.all_of(by_user[user].first_name for user in users),
            "is_begun": lambda channel: founding.is_begun(self._workspace, channel),
            "newest_begun": lambda: founding.newest_begun(self._workspace, view.me.user),
            "unread": lambda channel: self._reading.unread(channel, view.me.user),
            "posts": lambda: self._shown(view),
            "replies_to": lambda post: self._replies(post, view),
            "shown_as": lambda post: self.shown(post, view),
            "offer": self._offer,
        }

    def _shown(self, view: View) -> list[Shown]:
        posts = self._workspace.posts(view.place, view.me.user)
        shown = list(map(_shown, [None, *posts], posts, [view.me.zone] * len(posts)))
        return shown if view.all_posts else shown[-SHOWN:]

    def _replies(self, root: Post, view: View) -> list[Shown]:
        posts = self._workspace.posts(root.channel, view.me.user, root.id)
        return list(map(_shown, [None, *posts], posts, [view.me.zone] * len(posts)))

    def shown(self, post: Post, view: View) -> Shown:
        """The post as it stands after the one before it."""
        posts = self._workspace.posts(post.channel, view.me.user, post.thread)
        index = next((index for index, each in enumerate(posts) if each.id == post.id), 0)
        return _shown(posts[index - 1] if index else None, post, view.me.zone)


def _shown(before: Post | None, post: Post, zone: str) -> Shown:
    here = ZoneInfo(zone)
    new_day = before is None or before.at.astimezone(here).date() != post.at.astimezone(here).date()
    follows = (
        before is not None
        and not new_day
        and not post.by_kring
        and (before.author, before.only_for) == (post.author, post.only_for)
        and post.at - before.at < SAME_BREATH
    )
    return Shown(post, follows, new_day)


def pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def readable(value: object) -> str:
    """The same, with no more of a picture than where it begins."""
    return PICTURE.sub(r"\1…", pretty(value))


def mark(value: object) -> str:
    """The same for what is drawn the same; fit for an id."""
    return sha256(repr(value).encode()).hexdigest()[:12]


def static_url(name: str) -> Markup:
    """With a mark of its contents, so that browsers may keep it for ever."""
    return Markup("/playground/static/{}?{}").format(name, mark_of(STATIC / name))


def shares(chart: Chart) -> Sequence[tuple[Bar, int]]:
    """How long each bar is, in percent of the longest; a trace where it is nothing."""
    most = max((bar.size for bar in chart.bars), default=0) or 1
    return [(bar, max(round(100 * bar.size / most), 1)) for bar in chart.bars]
