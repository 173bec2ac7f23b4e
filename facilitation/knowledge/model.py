"""What is kept, and what its authors agreed to.

Words enter a `KnowledgeItem` only from a `Keeping` to which everyone quoted in it said yes, as they were shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, PlaceRef, WorkspaceId, new_id
from facilitation.ports.memory import UnitOfWork

TITLE_AT_MOST = 150  # characters; also what a Slack header holds
WORDS_AT_MOST = 3000  # characters of what is edited in a form
PAGE = 5000  # characters of members' words in one message
CONSENT_WITHIN = timedelta(days=7)
OFFERED_FOR = timedelta(days=30)
ANSWER = "knowledge.answer"  # its kind in the search


class Part(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"


class Stage(StrEnum):
    OFFERED = "offered"  # to the asker, who has not said anything yet
    ASKED = "asked"  # the others who are quoted are asked
    KEPT = "kept"
    ENDED = "ended"  # not kept, or no longer: no words are left here


class Say(StrEnum):
    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    UNSAID = "unsaid"  # it was over before they said anything


class Assurance(StrEnum):
    RAW = "raw"
    TRIED = "tried"
    REVIEWED = "reviewed"
    STANDING = "standing"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Passage:
    """One person's words, exactly as they would be kept."""

    part: Part
    workspace: WorkspaceId
    user: str
    name: str
    text: str

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class Keeping:
    """An accepted answer on its way to be kept. `workspace` and `user` are the asker's."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    question_id: str
    workspace: WorkspaceId
    user: str
    title: str
    passages: tuple[Passage, ...]
    channel: str
    thread: str | None
    stage: Stage = Stage.OFFERED
    offered_at: datetime

    @property
    def asker(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def source(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel, self.thread)

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        """Everyone quoted, the asker first."""
        return tuple(dict.fromkeys((self.asker, *(passage.author for passage in self.passages))))

    def seen_by(self, reader: AccountRef) -> tuple[Passage, ...]:
        """What may be shown before all have agreed: one's own words, and the asker's who offers them."""
        return tuple(passage for passage in self.passages if passage.author in (reader, self.asker))


@dataclass(kw_only=True, eq=False)
class Consent:
    """What one quoted person says to one keeping. It outlives the words, so that nobody is asked twice."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    keeping_id: str
    question_id: str
    workspace: WorkspaceId
    user: str
    say: Say = Say.WAITING
    said_at: datetime

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class KnowledgeItem:
    """Kept by consent of all its authors. Its `id` is that of the keeping it comes from."""

    community_id: CommunityId
    id: str
    kind: str = ANSWER
    title: str
    passages: tuple[Passage, ...]
    language: str
    assurance: Assurance = Assurance.RAW
    workspace: WorkspaceId
    channel: str
    thread: str | None
    kept_at: datetime
    used: int = 0
    used_at: datetime | None = None

    @property
    def source(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel, self.thread)

    def words(self, part: Part) -> str:
        return "\n\n".join(passage.text for passage in self.passages if passage.part is part)

    def names(self, part: Part) -> list[str]:
        return list(dict.fromkeys(passage.name for passage in self.passages if passage.part is part))


class Knowledge(Protocol):
    """The entered community's."""

    def add_keeping(self, keeping: Keeping) -> None: ...

    def keeping(self, keeping_id: str) -> Keeping | None: ...

    def keepings_of(self, question_id: str) -> Sequence[Keeping]:
        """All there ever were, oldest first."""
        ...

    def add_consent(self, consent: Consent) -> None: ...

    def consents(self, keeping_id: str) -> Sequence[Consent]:
        """In the order they were asked for."""
        ...

    def consents_about(self, question_id: str, author: AccountRef) -> Sequence[Consent]:
        """What somebody said to every keeping of this question."""
        ...

    def waiting_for(self, author: AccountRef) -> Sequence[Consent]:
        """What somebody was asked and has not said, oldest first."""
        ...

    def add(self, item: KnowledgeItem) -> None: ...

    def item(self, item_id: str) -> KnowledgeItem | None: ...

    def remove(self, item: KnowledgeItem) -> None: ...


class KnowledgeWork(UnitOfWork, Protocol):
    @property
    def knowledge(self) -> Knowledge: ...


def offer_key(keeping_id: str) -> str:
    return f"knowledge/{keeping_id}/offer"


def line_key(keeping_id: str) -> str:
    """The line in the thread that says it is kept."""
    return f"knowledge/{keeping_id}/line"


def consent_key(consent_id: str) -> str:
    return f"knowledge/{consent_id}/consent"


def pages(passages: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """The words in portions that fit one message each; together they are all of them. At least one portion."""
    filled: list[list[Passage]] = [[]]
    room = PAGE
    for passage in passages:
        text = passage.text
        while text:
            if not room:
                filled.append([])
                room = PAGE
            filled[-1].append(replace(passage, text=text[:room]))
            text, room = text[room:], max(room - len(text), 0)
    return [tuple(page) for page in filled]
