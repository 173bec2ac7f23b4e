"""What stands in the workspace: posts of people and of Kring, and the JSON they are kept as."""

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from adapters.playground.people import KRING, WORKSPACE
from facilitation.messages import Card, Notice
from facilitation.people import PlaceRef


@dataclass(slots=True, kw_only=True)
class Post:
    """A message. People's have `text`, Kring's have `message`.

    `thread` is the id of the root post it answers. `only_for` is the one user who sees it (a whisper).
    `outgoing_id` is the id that delivery gave it. `reactions` are users by emoji, in the order they came.
    `links`: what the links in it lead to.
    """

    id: str
    channel: str
    thread: str | None = None
    author: str
    at: datetime
    text: str = ""
    message: Card | Notice | None = None
    only_for: str | None = None
    outgoing_id: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: bool = False
    links: tuple[Card, ...] = ()

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(WORKSPACE, self.channel, self.thread)

    @property
    def by_kring(self) -> bool:
        return self.author == KRING


POSTS = TypeAdapter(Post)


def to_json(post: Post) -> object:
    return POSTS.dump_python(post, mode="json")


def from_json(kept: object) -> Post | None:
    """None for what another version of Kring kept differently: an example's chat is not worth refusing to start."""
    try:
        return POSTS.validate_python(kept)
    except ValidationError:
        return None
