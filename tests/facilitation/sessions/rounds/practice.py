"""How a community does check-ins, said briefly: set one, let it open, answer, let it close."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from facilitation.capability import Capability
from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, FormValue, PlaceChosen
from facilitation.messages import Answer
from facilitation.ports.platform import Ability
from facilitation.sessions import SESSIONS
from facilitation.sessions.rhythms import RHYTHMS
from tests.carrier import Post
from tests.village import CHANNEL, EVERYTHING, Village, a_village, someone

CAPABILITIES: tuple[Capability[Any], ...] = (COMMUNITIES, SESSIONS, RHYTHMS, CONVERSATION)
PEOPLE = tuple(someone(name) for name in ("Noor", "Jonas", "Marta", "Camille", "Yusuf", "Tomas", "Iris"))
NOOR, JONAS, MARTA, CAMILLE, YUSUF, TOMAS, IRIS = PEOPLE
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TUESDAY, WEDNESDAY, SATURDAY = "1", "2", "5"
QUESTION = "What did you try?"
IN = PlaceChosen(CHANNEL, "clear-writing")
SOUND: dict[str, FormValue] = {
    "days": (TUESDAY,),
    "at": "11:00",
    "zone": "Brussels",
    "since": "",
    "question_1": QUESTION,
    "question_2": "",
    "question_3": "",
    "visibility_ask": ("open",),
    "open_for": ("24",),
    "place": IN,
}


@dataclass
class Practice:
    """The village's clock stands at ten in the morning on a Tuesday; a check-in set now is at eleven."""

    village: Village
    members: Sequence[Actor]

    def set(self, **values: FormValue) -> Answer | None:
        return self.village.fill(NOOR, self.village.command(NOOR, "check-in new"), **{**SOUND, **values})

    def opens(self, **values: FormValue) -> None:
        """Set one, and let an hour pass."""
        self.set(**values)
        self.village.pass_time(HOUR)

    def asked(self, person: Actor) -> Post:
        """The latest card that asks them."""
        return [post for post in self.village.private(person) if kind(post) in ("prompt", "reminder")][-1]

    def answers(self, person: Actor, text: str, label: str = "Answer", **more: FormValue) -> Answer | None:
        form = self.village.press(person, self.asked(person), label)
        return self.village.fill(person, form, answer_1=text, **more)

    def closes(self) -> None:
        self.village.pass_time(24 * HOUR)

    def roots(self) -> list[Post]:
        return [post for post in self.village.channel() if post.key and post.key.endswith("/card")]


def kind(post: Post) -> str:
    """Of a message of a session, by its key: "prompt" or "reminder", "card" or "said"."""
    parts = (post.key or "").split("/")
    return parts[2] if parts[0] == "session" else ""


@contextmanager
def practising(members: Sequence[Actor], abilities: frozenset[Ability] = EVERYTHING) -> Iterator[Practice]:
    with a_village(CAPABILITIES, abilities) as village:
        village.found(NOOR)
        village.join(*members)
        yield Practice(village, (NOOR, *members))
