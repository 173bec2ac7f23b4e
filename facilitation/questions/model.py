"""A question from its first wording to the replies that helped, and the replies in its thread."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.events import Found
from facilitation.messages import TITLE_AT_MOST
from facilitation.people import AccountRef, CommunityId, PlaceRef, SideId, WorkspaceId, new_id
from facilitation.ports.circles import Circles
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.news import WeekMessages
from facilitation.ports.stewards import Stewards
from facilitation.questions.around import Around
from facilitation.wording import shorten

DRAFT_WAITS = timedelta(hours=1)  # then it is shown once more: the private card may have vanished
DRAFT_GOES = timedelta(days=30)  # after that it is deleted
FOUND = "questions.answered"  # its kind in the search
OPEN = "questions.open"  # as long as it is open
SUBJECTS = "questions.subjects"  # what a member is to be asked about, under that member's id
ROUTES = "questions.routes"  # the timer, and the look, for those to be asked whether they would look
WAITS = "questions.draft_waits"  # the timer of what is not asked yet
FOLLOW_UP = "questions.follow_up"  # the timer that asks what became of an answer


class Stage(StrEnum):
    DRAFT = "draft"  # something alike was found, and nobody was disturbed yet
    SET_ASIDE = "set_aside"  # what was found answered it, or asks the same
    SCHEDULED = "scheduled"  # without a name, it is posted within the hour
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"  # without an answer
    WITHDRAWN = "withdrawn"  # its words are gone


ALIVE = (Stage.OPEN, Stage.ANSWERED, Stage.CLOSED)
"""As long as there is a thread in which people reply."""


class Kind(StrEnum):
    """What is asked for."""

    QUESTION = "question"
    HELP = "help"  # a hand, not an answer
    SOUNDING = "sounding"  # thoughts on something unfinished
    CHALLENGE = "challenge"  # a practice that is doubted


@dataclass(kw_only=True, eq=False)
class Question:
    """`workspace` and `user` are the asker's, `channel` is where it is asked; `accepted` is a reply's message id.

    `place_workspace` and `hider_workspace`: where the place, or who hid it, is of another workspace than the asker.

    Of one that is asked anonymously `user` is "": only whoever holds the receipt, of which `receipt` is the digest, is
    its asker. `about`: the item that it doubts. `with_question`: the alike one that it was put together with.
    `newcomer`: whether it was the first of somebody new. `hidden_why`: for what reason a facilitator (`hidden_by`) has
    put its words out of sight.

    `side`: for the people of which workspace alone, where the community stands in several.

    `alike`: what the first look found; None until it has looked.
    """

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    workspace: WorkspaceId
    user: str
    channel: str
    kind: Kind = Kind.QUESTION
    title: str
    detail: str = ""
    stage: Stage = Stage.DRAFT
    written_at: datetime
    stirred_at: datetime
    accepted: str | None = None
    alike: tuple[Found, ...] | None = None
    helped_again: int = 0
    newcomer: bool = False
    receipt: str | None = None
    with_question: str | None = None
    hidden_by: str | None = None
    hidden_why: str | None = None
    about: str | None = None
    place_workspace: WorkspaceId | None = None
    side: SideId | None = None
    hider_workspace: WorkspaceId | None = None

    @property
    def asker(self) -> AccountRef | None:
        return AccountRef(self.workspace, self.user) if self.user else None

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.place_workspace or self.workspace, self.channel)

    @property
    def hider(self) -> AccountRef | None:
        return AccountRef(self.hider_workspace or self.workspace, self.hidden_by) if self.hidden_by else None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_why is not None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What somebody asked on a side that they can't see: no more of it than the words that are theirs."""

    id: str
    title: str


@dataclass(kw_only=True, eq=False)
class Reply:
    """What somebody wrote in a question's thread, as it stands there now; `helpful` by what the asker said."""

    community_id: CommunityId
    question_id: str
    message_id: str
    workspace: WorkspaceId
    user: str
    text: str
    posted_at: datetime
    helpful: bool = False

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


class Questions(Protocol):
    """The entered community's questions."""

    def add(self, question: Question) -> None: ...

    def get(self, question_id: str) -> Question | None: ...

    def remove(self, question: Question) -> None: ...

    def renew(self, question: Question) -> Question:
        """The same under another id, written anew: nothing in the store tells when it was first."""
        ...

    def unsettled(self, asker: AccountRef, limit: int) -> Sequence[Question]:
        """Somebody's drafts and open questions, newest first."""
        ...

    def asked_by(self, asker: AccountRef) -> Sequence[Question]:
        """All that they asked by name, oldest first."""
        ...

    def left_behind(self, asker: AccountRef, sides: Collection[SideId]) -> Sequence[LeftBehind]:
        """What they asked by name on other sides than these and did not withdraw, newest first."""
        ...

    def replies_by(self, author: AccountRef) -> Sequence[Reply]:
        """All of theirs, oldest first."""
        ...

    def has_asked(self, asker: AccountRef) -> bool:
        """Whether they asked anything before, by name."""
        ...

    def open(self, limit: int) -> Sequence[Question]:
        """Newcomers' first ones first; else the one that waits longest."""
        ...

    def unanswered(self, asked_before: datetime, limit: int) -> Sequence[Question]:
        """Of these the ones to which nobody but the asker has replied."""
        ...

    def answered(self, since: datetime, limit: int) -> Sequence[Question]:
        """Those that got their answer since then and are not out of sight, the latest first."""
        ...

    def put_with(self, question_id: str) -> Sequence[Question]:
        """Those that were put together with this one."""
        ...

    def seal(self, code: str) -> str:
        """The digest of a receipt's code, under a key of the database's own."""
        ...

    def by_receipt(self, code: str) -> Question | None: ...

    def add_reply(self, reply: Reply) -> None: ...

    def stir(self, question: Question, at: datetime) -> None:
        """Somebody replied then. Whoever else changes the question at the same time does not hinder that."""
        ...

    def reply(self, question_id: str, message_id: str) -> Reply | None: ...

    def reply_at(self, place: PlaceRef, message_id: str) -> Reply | None:
        """The reply that this message in this channel is; the place's thread does not matter."""
        ...

    def replies(self, question_id: str, limit: int) -> Sequence[Reply]:
        """The latest ones, oldest first."""
        ...

    def helpful(self, question_id: str) -> Sequence[Reply]:
        """Oldest first."""
        ...

    def count_replies(self, question_id: str) -> int: ...

    def remove_reply(self, reply: Reply) -> None: ...

    def remove_replies(self, question_id: str) -> None: ...


class QuestionWork(UnitOfWork, Protocol):
    @property
    def questions(self) -> Questions: ...

    @property
    def around(self) -> Around: ...

    @property
    def stewards(self) -> Stewards: ...

    @property
    def circles(self) -> Circles: ...

    @property
    def digests(self) -> WeekMessages: ...


def card_key(question_id: str) -> str:
    """The key of the card under which people reply."""
    return f"question/{question_id}/card"


def question_of(key: str) -> str | None:
    """The question whose card has this key."""
    start, _, rest = key.partition("/")
    identity, _, what = rest.partition("/")
    return identity if (start, what) == ("question", "card") else None


def in_two(text: str) -> tuple[str, str]:
    """A title and more detail from a free text: its first line, and the rest. Nothing is left out but space."""
    first, _, rest = text.strip().partition("\n")
    title = " ".join(first.split())
    return shorten(title, TITLE_AT_MOST), (rest if len(title) <= TITLE_AT_MOST else text).strip()


def says_something(text: str) -> bool:
    """Whether there is anything to see: invisible marks and spaces alone are nothing."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)
