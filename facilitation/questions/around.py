"""What stands around questions: who waits along, who was asked to look, what came of an answer, and what is wanted.

What people want of questions is theirs to say and to change; what a community wants, its facilitator sets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, PlaceRef, WorkspaceId, new_id

WINDOW = 3  # working days; the share that was answered within them is a signal, domain.md 5


class Said(StrEnum):
    """What somebody says who was asked to look at a question. Whoever says nothing is not asked again."""

    NOTHING = "nothing"
    WILL_LOOK = "will_look"
    RATHER_NOT = "rather_not"  # nobody is told


class Why(StrEnum):
    """For what reason somebody is asked to look at a question. They are told; it is not kept."""

    SAID = "said"  # they like to be asked about it
    TENDS = "tends"  # they tend something like it
    HELPED = "helped"  # they helped with one like it
    LOT = "lot"
    SITE = "site"  # they are at another site than the asker
    CIRCLE = "circle"  # they are in a circle that the asker chose


class Adopted(StrEnum):
    """What somebody did with an answer."""

    TRIED = "tried"
    ADAPTED = "adapted"
    DROPPED = "dropped"


@dataclass(kw_only=True, eq=False)
class Joiner:
    """Somebody with the same question: they hear when it is answered."""

    community_id: CommunityId
    question_id: str
    workspace: WorkspaceId
    user: str
    at: datetime

    @property
    def account(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class Look:
    """Somebody was asked privately whether they would look at a question."""

    community_id: CommunityId
    question_id: str
    workspace: WorkspaceId
    user: str
    asked_at: datetime
    said: Said = Said.NOTHING

    @property
    def account(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class Wishes:
    """What a member likes to be asked about, by their own words; and what not to be asked at all."""

    community_id: CommunityId
    workspace: WorkspaceId
    user: str
    subjects: tuple[str, ...] = ()
    looks: bool = True
    follow_ups: bool = True

    @property
    def account(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class Adoption:
    """What an asker did with what they learned. `user` is "" where the question was anonymous."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    question_id: str
    workspace: WorkspaceId
    user: str
    what: Adopted
    words: str
    at: datetime


@dataclass(kw_only=True, eq=False)
class Spotted:
    """A message in the question channel of which its author was asked, once, whether it is a question.

    Its words go as soon as they have said.
    """

    community_id: CommunityId
    channel: str
    message_id: str
    workspace: WorkspaceId
    user: str
    text: str
    at: datetime
    settled: bool = False

    @property
    def author(self) -> AccountRef:
        return AccountRef(self.workspace, self.user)


@dataclass(kw_only=True, eq=False)
class Custom:
    """How a community deals with questions. `channel`: where they are asked, when that is chosen; None: nowhere.

    `window`: working days after which a question to which nobody has replied is brought up again.
    """

    community_id: CommunityId
    workspace: WorkspaceId
    channel: str | None = None
    window: int = WINDOW

    @property
    def place(self) -> PlaceRef | None:
        return PlaceRef(self.workspace, self.channel) if self.channel else None


class Around(Protocol):
    """The entered community's."""

    def custom(self) -> Custom | None:
        """None: everything as usual."""
        ...

    def set_custom(self, custom: Custom) -> None:
        """The first; later ones are changed in place."""
        ...

    def wishes(self, of: AccountRef) -> Wishes | None: ...

    def add_wishes(self, wishes: Wishes) -> None: ...

    def add_joiner(self, joiner: Joiner) -> None: ...

    def joiners(self, question_id: str) -> Sequence[Joiner]:
        """In the order they came."""
        ...

    def remove_joiner(self, joiner: Joiner) -> None: ...

    def add_look(self, look: Look) -> None: ...

    def look(self, question_id: str, by: AccountRef) -> Look | None: ...

    def looks(self, question_id: str) -> Sequence[Look]:
        """In the order they were asked."""
        ...

    def looks_of(self, who: AccountRef, since: datetime) -> Sequence[Look]:
        """To which they have said nothing, of those they were asked for since then; newest first."""
        ...

    def asked_since(self, since: datetime) -> Mapping[AccountRef, int]:
        """How often people were asked to look at any question; who was not is not there."""
        ...

    def add_adoption(self, adoption: Adoption) -> None: ...

    def adoptions(self, question_id: str) -> Sequence[Adoption]:
        """Oldest first."""
        ...

    def remove_adoption(self, adoption: Adoption) -> None: ...

    def add_spotted(self, spotted: Spotted) -> None: ...

    def spotted(self, channel: str, message_id: str) -> Spotted | None: ...
