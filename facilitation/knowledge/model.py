"""What is kept, and what its authors agreed to.

Words enter a `KnowledgeItem` only from a `Keeping` in which everyone who said them agreed, as they were shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.knowledge.passages import Part, Passage, authors_of
from facilitation.people import AccountRef, CommunityId, PlaceRef, WorkspaceId, new_id
from facilitation.playbooks.kinds import Audience
from facilitation.ports.memory import UnitOfWork

CONSENT_WITHIN = timedelta(days=7)
OFFERED_FOR = timedelta(days=30)


class Kind(StrEnum):
    """What an item is: the key of its word, and its kind in the search. The names are those of a playbook's capture."""

    STORY = "knowledge.story"
    ANSWER = "knowledge.answer"
    PRACTICE = "knowledge.practice"
    TOOL = "knowledge.tool"
    STANDARD = "knowledge.standard"
    DECISION = "knowledge.decision"
    LESSON = "knowledge.lesson"


class OriginKind(StrEnum):
    """What the words were said in."""

    QUESTION = "question"
    SESSION = "session"

    @property
    def is_whole(self) -> bool:
        """Kept as it is or not at all, as a question with its answer; else as far as those agree who said it."""
        return self is OriginKind.QUESTION


@dataclass(frozen=True, slots=True)
class Origin:
    """One question or session, by its own id."""

    kind: OriginKind
    id: str


class Stage(StrEnum):
    OFFERED = "offered"  # to the asker, who has not said anything yet
    ASKED = "asked"  # those who are quoted are asked
    KEPT = "kept"
    ENDED = "ended"  # not kept, or no longer: no words are left here


class Say(StrEnum):
    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    UNSAID = "unsaid"  # it was over before they said anything


UNWILLING = frozenset({Say.REFUSED, Say.TAKEN_BACK})


class Assurance(StrEnum):
    RAW = "raw"
    TRIED = "tried"
    REVIEWED = "reviewed"
    STANDING = "standing"
    RETIRED = "retired"


@dataclass(kw_only=True, eq=False)
class Keeping:
    """Words on their way to be kept. `workspace` and `user` are whose wish it is: the asker's, or the drafter's.

    `origin_title` and `origin_at` tell readers of a session; `taking_part` are those who were in it.
    `asked_until`: when whoever was silent is not asked any more.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    origin_kind: OriginKind
    origin_id: str
    origin_title: str | None = None
    origin_at: datetime | None = None
    kind: str = Kind.ANSWER
    audience: Audience = Audience.COMMUNITY
    taking_part: tuple[AccountRef, ...] | None = None
    workspace: WorkspaceId
    user: str
    title: str
    passages: tuple[Passage, ...]
    channel: str
    thread: str | None
    stage: Stage = Stage.OFFERED
    offered_at: datetime
    asked_until: datetime | None = None

    @property
    def by(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def origin(self) -> Origin:
        return Origin(self.origin_kind, self.origin_id)

    @property
    def source(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel, self.thread)

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        """Everyone who is quoted; first the asker of a question, whose its title is too."""
        asker = (self.by,) if self.origin_kind.is_whole else ()
        return tuple(dict.fromkeys((*asker, *authors_of(self.passages))))

    def seen_by(self, reader: AccountRef) -> tuple[Passage, ...]:
        """What may be shown before the asking is over: one's own words, and those of the asker who offers them."""
        return tuple(
            passage
            for passage in self.passages
            if reader in passage.authors or (self.origin_kind.is_whole and self.by in passage.authors)
        )


@dataclass(kw_only=True, eq=False)
class Consent:
    """What one quoted person says to one keeping. It outlives the words, so that nobody is asked twice."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    keeping_id: str
    workspace: WorkspaceId
    user: str
    say: Say = Say.WAITING
    said_at: datetime

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class KnowledgeItem:
    """Kept by consent of all its authors. Its `id` is that of the keeping it comes from.

    What is kept for the session is found by `taking_part` alone. Nothing here makes an audience wider: that would be
    another thing to agree to.
    """

    community_id: CommunityId
    id: str
    origin_kind: OriginKind
    origin_id: str
    origin_title: str | None = None
    origin_at: datetime | None = None
    kind: str = Kind.ANSWER
    audience: Audience = Audience.COMMUNITY
    taking_part: tuple[AccountRef, ...] | None = None
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
    def origin(self) -> Origin:
        return Origin(self.origin_kind, self.origin_id)

    @property
    def source(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel, self.thread)

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        return authors_of(self.passages)

    @property
    def readers(self) -> tuple[AccountRef, ...] | None:
        """Who may find it; None for all members."""
        if self.audience is Audience.COMMUNITY:
            return None
        return tuple(dict.fromkeys((*(self.taking_part or ()), *self.authors)))

    @property
    def words(self) -> str:
        """What was said, without the question it was said to."""
        return "\n\n".join(passage.text for passage in self._said)

    @property
    def names(self) -> list[str]:
        """Of those who said it."""
        return list(dict.fromkeys(passage.name for passage in self._said))

    @property
    def _said(self) -> list[Passage]:
        return [passage for passage in self.passages if passage.part is not Part.QUESTION]


class Knowledge(Protocol):
    """The entered community's."""

    def add_keeping(self, keeping: Keeping) -> None: ...

    def keeping(self, keeping_id: str) -> Keeping | None: ...

    def keepings_of(self, origin: Origin) -> Sequence[Keeping]:
        """All there ever were, oldest first."""
        ...

    def add_consent(self, consent: Consent) -> None: ...

    def consents(self, keeping_id: str) -> Sequence[Consent]:
        """In an order that does not change, whatever is said."""
        ...

    def consents_about(self, origin: Origin, author: AccountRef) -> Sequence[Consent]:
        """What somebody said to every keeping of this question or session."""
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
