"""What knowledge is made of: kinds with their own short forms, how sure it is, how far it reaches, where it is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from facilitation.people import AccountRef, SideId


class Kind(StrEnum):
    """What an item is: the key of its word, and its kind in the search. The names are those of a playbook's capture."""

    STORY = "knowledge.story"
    ANSWER = "knowledge.answer"
    PRACTICE = "knowledge.practice"
    TOOL = "knowledge.tool"
    STANDARD = "knowledge.standard"
    DECISION = "knowledge.decision"
    LESSON = "knowledge.lesson"
    TERM = "knowledge.term"


FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.STORY: ("situation", "did", "outcome", "advice"),
    Kind.ANSWER: ("asked", "answer"),
    Kind.PRACTICE: ("when", "how"),
    Kind.TOOL: ("purpose", "how", "where"),
    Kind.STANDARD: ("rule", "why"),
    Kind.DECISION: ("what", "why"),
    Kind.LESSON: ("happened", "learned"),
    Kind.TERM: ("meaning", "elsewhere"),
}
"""By kind the few things its form asks for, each the end of a text's key: "knowledge.field.<name>"."""

CYCLES = ("immediate", "potential", "applied", "realised", "reframing")
"""What a story of what it was worth tells instead, by the cycles of value that Wenger-Trayner found."""

HEADS = frozenset((*(head for fields in FIELDS.values() for head in fields), *CYCLES))


WORKS_WHERE = (Kind.PRACTICE, Kind.TOOL, Kind.STANDARD)
"""Whose forms ask where it works and where not as well; of the others members say so beside it."""


class OriginKind(StrEnum):
    """What the words were said in."""

    QUESTION = "question"
    SESSION = "session"
    MESSAGE = "message"  # messages picked in a channel or a thread
    WRITTEN = "written"  # for the handbook itself
    ITEM = "item"  # what is kept already, and is to reach further

    @property
    def is_whole(self) -> bool:
        """Kept as it is or not at all, as a question with its answer; else as far as those agree who said it."""
        return self is OriginKind.QUESTION


@dataclass(frozen=True, slots=True)
class Origin:
    """One question or session, by its own id."""

    kind: OriginKind
    id: str


class Audience(StrEnum):
    """How far an item reaches, from near to far. It only widens, and with everyone's consent again."""

    SESSION = "session"
    COMMUNITY = "community"
    ORGANISATION = "organisation"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        return list(Audience).index(self)


class Assurance(StrEnum):
    """How far others have made it theirs: always by somebody's act, never by counting."""

    RAW = "raw"
    TRIED = "tried"
    REVIEWED = "reviewed"
    STANDING = "standing"
    RETIRED = "retired"


RECOGNISED = (Kind.STORY, Kind.TERM)
"""Nobody tries these out: others recognise themselves in them."""


def is_assured(kind: str, assurance: Assurance) -> bool:
    """Whether it is told how far others made it theirs: of what is recognised only what was agreed on."""
    return kind not in RECOGNISED or assurance in (Assurance.STANDING, Assurance.RETIRED)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes: a member's; somebody's signed in from the same organisation; with neither, the public's.

    `account` is who they are, where that is known: what is kept for a session is read by those who took part. `sides`
    are those whose matters they can be shown; None: all, as for Kring's own upkeep.
    """

    account: AccountRef | None = None
    is_member: bool = False
    is_of_organisation: bool = False
    sides: frozenset[SideId] | None = frozenset()

    @property
    def widest(self) -> Audience:
        """What they may read of all that reaches at least this far."""
        if self.is_member:
            return Audience.COMMUNITY
        return Audience.ORGANISATION if self.is_of_organisation else Audience.PUBLIC
