"""How a community lets a session recur, said briefly: set a rhythm, let time pass, look at what it shows."""

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
from facilitation.sessions import SESSIONS
from facilitation.sessions.rhythms import RHYTHMS
from facilitation.sessions.rhythms.model import Series
from tests.carrier import Post
from tests.shown import words
from tests.village import CHANNEL, Village, a_village, someone

CAPABILITIES: tuple[Capability[Any], ...] = (COMMUNITIES, SESSIONS, RHYTHMS, CONVERSATION)
NOOR, JONAS, MARTA, YUSUF = PEOPLE = tuple(someone(name) for name in ("Noor", "Jonas", "Marta", "Yusuf"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SATURDAY = "0", "1", "2", "3", "5"
IN = PlaceChosen(CHANNEL, "clear-writing")
SOUND: dict[str, FormValue] = {
    "subject": "our practice",
    "tempo": ("sync",),
    "every": ("1",),
    "days": (THURSDAY,),
    "at": "14:00",
    "zone": "Brussels",
    "place": IN,
}


@dataclass
class Recurring:
    """The village's clock stands at ten in the morning on Tuesday 3 March; a rhythm is on Thursdays at two."""

    village: Village

    def set(self, playbook: str = "Peer assist", /, **values: FormValue) -> Answer | None:
        form = self.village.press(NOOR, self.village.command(NOOR, "rhythm new"), playbook)
        return self.village.fill(NOOR, form, **{**SOUND, **values})

    def series(self) -> Series:
        (series,) = self.village.within(lambda unit: unit.rhythms.all_series())
        return series

    def shown(self, to: Actor) -> Answer | None:
        """The rhythm's own card, as they see it."""
        return self.village.press(to, self.village.command(to, "rhythm"), "See")

    def presses(self, person: Actor, label: str) -> Answer | None:
        return self.village.press(person, self.shown(person), label)

    def volunteers(self, *people: Actor) -> None:
        for person in people:
            self.village.press(person, self.presses(person, "Who hosts next"), "I'd host one")

    def opened(self) -> list[Post]:
        """The cards of its sessions in the channel."""
        return [post for post in self.village.channel() if (post.key or "").endswith("/card")]

    def told(self, person: Actor) -> str:
        return "\n".join(words(post) for post in self.village.private(person))


@contextmanager
def recurring(
    members: Sequence[Actor] = PEOPLE[1:], capabilities: Sequence[Capability[Any]] = CAPABILITIES
) -> Iterator[Recurring]:
    with a_village(capabilities) as village:
        village.found(NOOR)
        village.join(*members)
        yield Recurring(village)
