"""A session in the village that is over: somebody drafts a card of what was said in it, and its authors are asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from facilitation.capability import Capability, listen
from facilitation.events import Actor, Contributed, HarvestKept, MessagePosted, SessionHarvested
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Origin, OriginKind
from facilitation.knowledge.model import Keeping
from facilitation.messages import Answer, ReplaceCard
from facilitation.people import PlaceRef
from facilitation.ports.memory import UnitOfWork
from tests.carrier import Post
from tests.facilitation.clear_writing import EVERYTHING, JONAS, MARTA, NOOR, asked_for_consent, begin, offered
from tests.shown import buttons
from tests.village import CHANNEL, TUESDAY_TEN, Village, a_village

MINUTE = timedelta(minutes=1)
SESSION = "s1"
TITLE = "Letters that are read"
CALLED = "Looking back: the letter to tenants"
ALONE = "Begin with what they must do."
ALOUD = "Read it aloud to somebody."
SHORT = "Half of it was too much."

Said = tuple[Actor | Sequence[Actor], str]
"""Who said something, alone or together, and what."""


@dataclass
class Stage:
    """Stands in for sessions: announces a draft with the next thing its drafter says, and hears what is kept."""

    draft: SessionHarvested | None = None
    kept: list[HarvestKept] = field(default_factory=list)

    def capability(self) -> Capability[UnitOfWork]:
        return Capability(
            name="sessions", listeners=(listen(MessagePosted, self._on_said), listen(HarvestKept, self._on_kept))
        )

    def _on_said(self, _: MessagePosted, work: UnitOfWork) -> None:
        if self.draft:
            work.announce(self.draft)
            self.draft = None

    def _on_kept(self, kept: HarvestKept, _: UnitOfWork) -> None:
        self.kept.append(kept)


@dataclass
class Retrospect:
    """Noor, Jonas and Marta took part; it is ten o'clock on a Tuesday in Brussels."""

    village: Village
    stage: Stage

    def drafts(self, by: Actor, *said: Said, **more: Any) -> None:
        """A card of these words, kept for the community unless it is said otherwise."""
        draft = SessionHarvested(
            community_id=self.village.community().id,
            session_id=SESSION,
            by=by.ref,
            kind="lesson",
            title=TITLE,
            contributed=tuple(map(contributed, said)),
            source=PlaceRef(CHANNEL.workspace, CHANNEL.channel, "m1"),
            audience="community",
            taking_part=(NOOR.ref, JONAS.ref, MARTA.ref),
            session_title=CALLED,
            held_at=TUESDAY_TEN,
        )
        self.stage.draft = replace(draft, **more)
        self.village.pass_time(MINUTE)  # so that of several drafts one is the newest
        self.village.say(by, "That would help others.")

    def asked(self, person: Actor) -> Post:
        return asked_for_consent(self.village, person)

    def says(self, person: Actor, label: str) -> Answer | None:
        """Yes, No or Take, on their newest card that offers it."""
        return self.press(person, self.offering(person, label)[-1], label)

    def press(self, person: Actor, card: Post, label: str) -> Answer | None:
        """The answer takes the card's place."""
        answer = self.village.press(person, card, label)
        if isinstance(answer, ReplaceCard):
            card.message = answer.message
        return answer

    def offering(self, person: Actor, label: str) -> list[Post]:
        """Their direct messages with such a button."""
        private = self.village.private(person)
        return [post for post in private if any(each.startswith(label) for each in buttons(post))]

    def told(self, drafter: Actor) -> Post:
        """The card on which the drafter sees how it stands."""
        return offered(self.village, drafter)

    def shows(self, reader: Actor, words: str = "letters") -> Answer | None:
        return self.village.press(reader, self.village.command(reader, f"find {words}"), "Show")

    def keeping(self) -> Keeping:
        """The newest one, as it is remembered."""
        session = Origin(OriginKind.SESSION, SESSION)
        return self.village.within(lambda unit: unit.knowledge.keepings_of(session)[-1])

    def item(self) -> KnowledgeItem | None:
        identity = self.keeping().id
        return self.village.within(lambda unit: unit.knowledge.item(identity))

    def kept(self) -> list[str]:
        """The words of the item, if there is one."""
        item = self.item()
        return [passage.text for passage in item.passages] if item else []

    def found(self, words: str) -> list[str]:
        """What the search tells, for whoever searches in the community."""
        return [hit.shown for hit in self.village.find(words)]


def contributed(said: Said) -> Contributed:
    who, text = said
    people = [who] if isinstance(who, Actor) else list(who)
    return Contributed(
        authors=tuple(person.ref for person in people), name=", ".join(person.name for person in people), text=text
    )


@contextmanager
def a_retrospect() -> Iterator[Retrospect]:
    stage = Stage()
    with a_village((*EVERYTHING, stage.capability())) as village:
        yield Retrospect(begin(village), stage)
