"""What is kept and goes on living: items and their versions.

All words of an item are passages of their authors, tags and dissent too, and so is its title: whoever takes their
words back has them out of the item and of every version.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from facilitation.knowledge.kinds import Assurance, Audience, Kind, Origin, OriginKind, Reader
from facilitation.knowledge.passages import Part, Passage, authors_of
from facilitation.people import AccountRef, CommunityId, Member, PlaceRef, SideId, WorkspaceId, new_id

REVIEW_AFTER = timedelta(days=365)  # the longest span of domain.md's "reviewed in the last 12 months"


class Review(StrEnum):
    """Who is being asked whether it is still true."""

    NOBODY = "nobody"
    STEWARD = "steward"
    USERS = "users"  # those who said they tried it
    ROUND = "round"  # it is offered to whoever would tend it


@dataclass(kw_only=True, eq=False)
class Written:
    """Words under a title: `title_workspace` and `title_user` are whose words it is; None when it is nobody's."""

    title: str
    title_workspace: WorkspaceId | None = None
    title_user: str | None = None
    passages: tuple[Passage, ...]

    @property
    def titled_by(self) -> AccountRef | None:
        return person_of(self.title_workspace, self.title_user)

    @titled_by.setter
    def titled_by(self, person: AccountRef | None) -> None:
        self.title_workspace, self.title_user = parts_of(person)

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        """Everyone whose words stand in it; first those who are quoted."""
        title = (self.titled_by,) if self.titled_by else ()
        return tuple(dict.fromkeys((*authors_of(self.passages), *title)))

    def own_words(self, author: AccountRef) -> tuple[str, ...]:
        """Those that nobody else has a part in; the title first, and no tags."""
        title = (self.title,) if self.titled_by == author else ()
        alone = (each for each in self.passages if each.authors == (author,) and each.part is not Part.TAG)
        return (*title, *(each.text for each in alone))


@dataclass(kw_only=True, eq=False)
class KnowledgeItem(Written):
    """Kept by consent of all its authors. Its `id` is that of the keeping it comes from, if it comes from one.

    What is kept for the session is found by `taking_part` alone; what is of one `side`, by whoever is on it then.
    `number` is that of its newest version.
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
    side: SideId | None = None
    language: str
    assurance: Assurance = Assurance.RAW
    workspace: WorkspaceId
    channel: str
    thread: str | None
    kept_at: datetime
    changed_at: datetime | None = None
    number: int = 1
    steward_workspace: WorkspaceId | None = None
    steward_user: str | None = None
    steward_since: datetime | None = None
    review: Review = Review.NOBODY
    review_at: datetime | None = None
    unattended_since: datetime | None = None
    used: int = 0
    used_at: datetime | None = None

    @property
    def origin(self) -> Origin:
        return Origin(self.origin_kind, self.origin_id)

    @property
    def source(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel, self.thread)

    @property
    def steward(self) -> AccountRef | None:
        return person_of(self.steward_workspace, self.steward_user)

    @steward.setter
    def steward(self, person: AccountRef | None) -> None:
        self.steward_workspace, self.steward_user = parts_of(person)

    @property
    def unattended(self) -> bool:
        return self.unattended_since is not None

    @property
    def is_offered(self) -> bool:
        """Whether anybody may take it, whoever tended it: it is offered round, or nobody took it."""
        return self.review is Review.ROUND or self.unattended

    @property
    def writers(self) -> tuple[AccountRef, ...]:
        """Of what it says, without those who only said something beside it."""
        return authors_of(self.body)

    @property
    def is_signed(self) -> bool:
        """Whether of all words it is known whose they are: of those who wished for no name an import can't tell."""
        return all(passage.user for passage in self.passages if passage.part is not Part.TAG)

    @property
    def readers(self) -> tuple[AccountRef, ...] | None:
        """Who may find it; None for all members, or all of its side."""
        if self.audience is not Audience.SESSION or (self.side and self.taking_part is None):
            return None
        return tuple(dict.fromkeys((*(self.taking_part or ()), *authors_of(self.passages))))

    def can_be_shown(self, member: Member | None) -> bool:
        """Who is asked or told anything about it, or is handed it, is a member who may find it."""
        if member is None or (self.side and self.side not in member.sides):
            return False
        return self.readers is None or member.ref in self.readers

    def is_for(self, reader: Reader) -> bool:
        if self.side and reader.sides is not None and self.side not in reader.sides:
            return False
        if self.audience is Audience.SESSION:
            return reader.is_member and (self.readers is None or reader.account in self.readers)
        return self.audience.reach >= reader.widest.reach

    @property
    def body(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.part.is_body)

    @property
    def context(self) -> tuple[Passage, ...]:
        return self._of(Part.CONTEXT)

    @property
    def dissent(self) -> tuple[Passage, ...]:
        return self._of(Part.DISSENT)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(passage.text for passage in self._of(Part.TAG)))

    @property
    def words(self) -> str:
        """What was said, without the question it was said to."""
        return "\n\n".join(passage.text for passage in self._said)

    @property
    def names(self) -> list[str]:
        """Of those who said it, as far as they want to be named."""
        return list(dict.fromkeys(name for passage in self._said for name in passage.names))

    @property
    def _said(self) -> list[Passage]:
        return [passage for passage in self.body if passage.part is not Part.QUESTION]

    def _of(self, part: Part) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.part is part)


class Change(StrEnum):
    """Why there is a version."""

    KEPT = "kept"
    EDITED = "edited"
    RESTORED = "restored"
    WIDENED = "widened"
    TAKEN_OUT = "taken_out"  # somebody took their words back


@dataclass(kw_only=True, eq=False)
class ItemVersion(Written):
    """The whole of an item as it was. `audience`: how far those agreed whose words it holds.

    `workspace`, `user` and `name` are who made it: None and "" once they took their words back.
    """

    community_id: CommunityId
    item_id: str
    number: int
    audience: Audience
    change: Change
    workspace: WorkspaceId | None = None
    user: str | None = None
    name: str = ""
    at: datetime

    @property
    def by(self) -> AccountRef | None:
        return person_of(self.workspace, self.user)

    @by.setter
    def by(self, person: AccountRef | None) -> None:
        self.workspace, self.user = parts_of(person)


def person_of(workspace: WorkspaceId | None, user: str | None) -> AccountRef | None:
    return AccountRef(workspace, user) if workspace and user else None


def parts_of(person: AccountRef | None) -> tuple[WorkspaceId | None, str | None]:
    return (person.workspace, person.user) if person else (None, None)
