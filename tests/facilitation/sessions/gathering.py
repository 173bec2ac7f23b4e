"""How a community holds a session, said briefly: start one, come in, begin, contribute."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from facilitation.capability import Capability
from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, FormValue
from facilitation.messages import Answer
from facilitation.people import AccountRef
from facilitation.sessions import SESSIONS
from tests.carrier import Post
from tests.shown import title, words
from tests.village import Village, a_village, someone

CAPABILITIES: tuple[Capability[Any], ...] = (COMMUNITIES, SESSIONS, CONVERSATION)
PEOPLE = tuple(someone(name) for name in ("Noor", "Jonas", "Marta", "Camille", "Yusuf", "Tomas", "Iris"))
NOOR, JONAS, MARTA, CAMILLE, YUSUF, TOMAS, IRIS = PEOPLE
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@dataclass
class Gathering:
    """The village's clock stands at ten in the morning on a Tuesday."""

    village: Village

    def starts(self, host: Actor, playbook: str, **values: FormValue) -> Answer | None:
        """With a subject and at once, unless said otherwise."""
        chosen: dict[str, FormValue] = {"subject": "moving the archive", "tempo": ("sync",), **values}
        return self.village.fill(host, self.village.command(host, f"start {playbook}"), **chosen)

    def card(self) -> Post:
        """The newest session's own card in the channel."""
        return [post for post in self.village.channel() if post.key and post.key.endswith("/card")][-1]

    def come(self, *people: Actor) -> None:
        for person in people:
            self.village.press(person, self.card(), "Take part")

    def begins(self, host: Actor) -> Answer | None:
        return self.village.press(host, self.card(), "Begin the session")

    def room(self) -> list[Post]:
        """All that Kring said in the session's thread."""
        return self.village.thread(self.card().id)

    def step(self) -> Post:
        """The card of the step that is open."""
        return [post for post in self.room() if post.key and "/step/" in post.key][-1]

    def gives(self, person: Actor, text: str = "", label: str = "Contribute", **values: FormValue) -> Answer | None:
        form = self.village.press(person, self.step(), label)
        return self.village.fill(person, form, **({"text_0_0": text} if text else {}), **values)

    def said(self) -> str:
        return "\n".join(words(post) for post in self.room())

    def now(self) -> str:
        """What the open step is called."""
        return title(self.step())

    def told(self, person: Actor) -> str:
        """Everything that was told to them privately."""
        return "\n".join(words(post) for post in self.village.private(person))

    def groups(self) -> list[Post]:
        """What Kring posted in private groups, outside threads."""
        return [
            post
            for post in self.village.carrier.posts.values()
            if not isinstance(post.to, AccountRef) and hasattr(post.to, "members")
        ]


@contextmanager
def gathering(members: Sequence[Actor]) -> Iterator[Gathering]:
    with a_village(CAPABILITIES) as village:
        village.found(NOOR)
        village.join(*members)
        yield Gathering(village)
