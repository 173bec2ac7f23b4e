"""What capabilities tell each other, within the same transaction. Each says who announces it.

A new one is a class here, its name in `Announcement`, and its name among those that `facilitation.events` offers.
"""

from dataclasses import dataclass
from datetime import datetime

from facilitation.people import AccountRef, CommunityId, MemberId, PlaceRef, SideId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words somebody said, as they may be kept if they agree."""

    by: AccountRef
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAccepted:
    """Announced by questions: the asker found a reply helpful. `asker` is None where they asked without a name.

    `side`: whose alone it is, where it was not asked of all.
    """

    community_id: CommunityId
    question_id: str
    asker: AccountRef | None
    title: str
    question: Quoted | None
    answer: Quoted
    source: PlaceRef
    side: SideId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn:
    """Announced by questions: the answer no longer stands. `deleted`: its author took the reply away at its source."""

    community_id: CommunityId
    question_id: str
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTakenBack:
    """Announced by questions: whoever asked it withdraws it, be they still where it stands or not."""

    community_id: CommunityId
    question_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKept:
    """Announced by knowledge: a question's answer can be found there from now on."""

    community_id: CommunityId
    question_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePinned:
    """Announced by knowledge: `by` would keep this message, of which a 📌 tells no words."""

    community_id: CommunityId
    by: AccountRef
    place: PlaceRef
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFound:
    """Announced by questions: what the pinned message says; `place` is its thread."""

    community_id: CommunityId
    by: AccountRef
    place: PlaceRef
    message_id: str
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHelpful:
    """Announced by questions: what was found, by kind and id as in the search, answered somebody before they asked."""

    community_id: CommunityId
    kind: str
    found_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """Announced by questions: somebody did something with what answered them. `what`: tried, adapted or dropped.

    `by` is None where the question was anonymous. `words` are theirs, and stand in the thread; "" where they said none.
    What they keep to themselves is not announced.
    """

    community_id: CommunityId
    question_id: str
    adoption_id: str
    by: AccountRef | None
    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionTakenBack:
    """Announced by questions: that was taken back, with its words."""

    community_id: CommunityId
    question_id: str
    adoption_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed:
    """Words given in a session, by one person or by a small group together; `name` is how they were shown."""

    authors: tuple[AccountRef, ...]
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHarvested:
    """Announced by sessions: `by`, who took part, would have this kept. Nothing of it is, before its authors agree.

    `kind` is a knowledge item's ("lesson"), `audience` a playbook's; `source` where the session was held, as far as
    that may be known. `taking_part` find what is kept for the session only. It is told by `session_title`, or else the
    card's, and by `held_at`, or else the day it is drafted. `stands`: those in it gave their consent to what it says.
    `side`: whose alone the session was.
    """

    community_id: CommunityId
    session_id: str
    by: AccountRef
    kind: str
    title: str
    contributed: tuple[Contributed, ...]
    source: PlaceRef
    audience: str = "session"
    taking_part: tuple[AccountRef, ...] = ()
    session_title: str = ""
    held_at: datetime | None = None
    stands: bool = False
    side: SideId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGone:
    """Announced by sessions: the words of a case are gone, or with `by` those of the part that they brought."""

    community_id: CommunityId
    session_id: str
    by: AccountRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestKept:
    """Announced by knowledge: of a session this is kept, with the words of those who agreed."""

    community_id: CommunityId
    session_id: str
    item_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestEnded:
    """Announced by knowledge: what was kept of a session is kept no longer."""

    community_id: CommunityId
    session_id: str
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFounded:
    """Announced by communities: there is a new one, with its first member."""

    community_id: CommunityId


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeftCommunity:
    """Announced by communities: somebody is no longer a member, nor facilitates, if they did.

    `with_link`: because their side is linked no longer.
    """

    community_id: CommunityId
    member_id: MemberId
    account: AccountRef
    facilitated: bool = False
    with_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftSide:
    """Announced by communities: somebody who goes on as a member is no longer where what is of that side is said."""

    community_id: CommunityId
    member_id: MemberId
    account: AccountRef
    side: SideId


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsTakenBack:
    """Announced by knowledge: somebody has their words out of what is kept, be they still where it is read or not."""

    community_id: CommunityId
    keeping_id: str
    account: AccountRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """Announced by inviting: somebody took an invitation up. `kind`: guest or sponsor; a sponsor is no member."""

    community_id: CommunityId
    account: AccountRef
    side: SideId | None
    invitation_id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedOutside:
    """Announced by communities: what goes into the log of one that was not entered then, and as what."""

    community_id: CommunityId
    change: str
    by: AccountRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FallsSilent:
    """Announced by communities: where one is at home Kring can speak until then, unless somebody installs it anew."""

    community_id: CommunityId
    until: datetime
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBack:
    """Announced by communities: Kring could post in the community's channel again, though nobody told that it may."""

    community_id: CommunityId
    place: PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlaced:
    """Announced by communities: somebody said where they stand, or takes it back."""

    community_id: CommunityId
    member_id: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMoves:
    """Announced by accounts: all that this community remembers of one account of a person is to be the other's.

    Whoever must tell the two apart for the last time, does so now.
    """

    community_id: CommunityId
    was: AccountRef
    now: AccountRef


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMoved:
    """Announced by accounts: that is done. `member_id` is theirs now; `merged` the one there was beside it, if any."""

    community_id: CommunityId
    was: AccountRef
    now: AccountRef
    member_id: MemberId
    merged: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLinked:
    """Announced by linking: the community stands in a place of another workspace, too."""

    community_id: CommunityId
    link_id: str
    by: AccountRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUnlinked:
    """Announced by linking: it stands there no longer. `by` is None where the place is gone for Kring.

    `heard_all`: whether one could be a member by being there.
    """

    community_id: CommunityId
    link_id: str
    side: SideId
    heard_all: bool
    by: AccountRef | None


Announcement = (
    CommunityFounded
    | AccountMoves
    | AccountMoved
    | MemberLeftCommunity
    | PlaceLinked
    | PlaceUnlinked
    | MemberPlaced
    | ChangedOutside
    | FallsSilent
    | PlaceBack
    | CameIn
    | LeftSide
    | WordsTakenBack
    | AnswerAccepted
    | AnswerWithdrawn
    | AnswerKept
    | QuestionTakenBack
    | MessagePinned
    | MessageFound
    | FoundHelpful
    | Adopted
    | AdoptionTakenBack
    | SessionHarvested
    | CaseGone
    | HarvestKept
    | HarvestEnded
)
