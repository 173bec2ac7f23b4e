"""Words on their way to be kept, and what their authors say to that.

Others' words enter a `KnowledgeItem` only from a `Keeping` in which everyone who said them agreed, as they were shown.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from facilitation.knowledge.kinds import Audience, Kind, Origin, OriginKind
from facilitation.knowledge.passages import Passage, authors_of
from facilitation.people import AccountRef, CommunityId, PlaceRef, SideId, WorkspaceId, new_id

CONSENT_WITHIN = timedelta(days=7)
OFFERED_FOR = timedelta(days=30)


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


@dataclass(kw_only=True, eq=False)
class Keeping:
    """Words on their way to be kept. `workspace` and `user` are whose wish it is: the asker's, or the drafter's.

    `origin_title` and `origin_at` tell readers of a session; `taking_part` are those who were in it.
    `asked_until`: when whoever was silent is not asked any more. `stands`: it was consented to in its session.
    `place_workspace`: where the place is of another workspace than whose wish it is.
    `for_side`: whose alone it is to be. Whoever is quoted is asked wherever they are.
    `number`: of an item that something is proposed about, the version that people are asked about.
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
    for_side: SideId | None = None
    workspace: WorkspaceId
    user: str
    title: str
    passages: tuple[Passage, ...]
    channel: str
    thread: str | None
    stage: Stage = Stage.OFFERED
    offered_at: datetime
    asked_until: datetime | None = None
    stands: bool = False
    number: int | None = None
    place_workspace: WorkspaceId | None = None

    @property
    def by(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)

    @property
    def origin(self) -> Origin:
        return Origin(self.origin_kind, self.origin_id)

    @property
    def source(self) -> PlaceRef:
        return PlaceRef(self.place_workspace or self.workspace, self.channel, self.thread)

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        """Everyone who is quoted; first the asker of a question, whose its title is too."""
        asker = (self.by,) if self.origin_kind.is_whole and self.user else ()
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
    """What one quoted person says to one keeping. It outlives the words, so that nobody is asked twice.

    `unnamed`: their words may be kept, their name may not.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    keeping_id: str
    workspace: WorkspaceId
    user: str
    say: Say = Say.WAITING
    unnamed: bool = False
    said_at: datetime

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)
