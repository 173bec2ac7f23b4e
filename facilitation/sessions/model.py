"""What of a session is remembered: its course, what was given in it, its log, and what came too late."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.people import CommunityId, MemberId, PlaceRef, SideId, WorkspaceId, new_id
from facilitation.playbooks.schema import Playbook
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import Rhythm
from facilitation.sessions.course.values import Contribution, Course, Stage
from facilitation.sessions.own_playbooks import OwnPlaybooks

SUBJECT_AT_MOST = 120  # characters; with the playbook's name it fits a title on every platform
TEXT_AT_MOST = 2000  # characters of one text in a contribution; three fit one message on every platform
RAW_KEPT = timedelta(days=14)  # the words of a case after its session has closed
LATE_KEPT = timedelta(days=30)


class Room(StrEnum):
    """Where a session is held: a thread in the channel, a private group, or each one's direct messages, relayed.

    A rehearsal is held with one person alone, who tries a playbook out; nothing of it stays.
    """

    THREAD = "thread"
    GROUP = "group"
    RELAY = "relay"
    REHEARSAL = "rehearsal"


PRIVATELY = frozenset({Room.RELAY, Room.REHEARSAL})
"""Said to each one by direct message: there is no place in which all could write."""


@dataclass(kw_only=True, eq=False)
class Session:
    """One run of a playbook. `workspace` and `channel`: where its card stands; `edition`: its playbook's digest.

    One that a rhythm opened knows of which series it is, on which local date, and how that came back then.
    """

    community_id: CommunityId
    id: str
    playbook: str
    edition: str
    subject: str = ""
    workspace: WorkspaceId
    channel: str
    room: Room
    stage: Stage = Stage.GATHERING
    course: Course
    """Without what is gathered in the open step: that is kept in rows of its own."""
    call_link: str = ""
    created_at: datetime
    closed_at: datetime | None = None
    purged: bool = False
    series_id: str | None = None
    day: date | None = None
    rhythm: Rhythm | None = None
    side: SideId | None = None
    """For the people of which workspace alone, where the community stands in several."""

    @classmethod
    def begun(cls, playbook: str, edition: str, course: Course, work: "SessionWork") -> "Session":
        """A new one of the entered community, in the room that its playbook asks for. Whoever begins it adds it."""
        return cls(
            community_id=work.community.id,
            id=new_id(),
            playbook=playbook,
            edition=edition,
            workspace=work.community.workspace,
            channel=work.community.channel,
            room=Room.GROUP if work.sessions.edition(edition).confidential else Room.THREAD,
            course=course,
            created_at=work.now,
        )

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)


@dataclass(kw_only=True, eq=False)
class Edition:
    """A playbook exactly as sessions began with it, as JSON. `digest` is of its content."""

    community_id: CommunityId
    digest: str
    name: str
    body: str


@dataclass(kw_only=True, eq=False)
class Giving:
    """What one unit gave in one step. `marker` is its name, or for an anonymous step what only its key can tell."""

    community_id: CommunityId
    session_id: str
    step: int
    marker: str
    contribution: Contribution


@dataclass(kw_only=True, eq=False)
class Voice:
    """One text of an anonymous step after its close: whose, and when, nobody can tell."""

    community_id: CommunityId
    session_id: str
    step: int
    id: str
    question: int
    text: str


@dataclass(kw_only=True, eq=False)
class LogLine:
    """Something that host, facilitator or Kring did; all members can read it. `what` is a key of the texts."""

    community_id: CommunityId
    session_id: str
    number: int
    at: datetime
    what: str
    by: MemberId | None
    detail: str


@dataclass(kw_only=True, eq=False)
class Late:
    """Words that came after their step had closed: their author's own, who decides what becomes of them."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    session_id: str
    member_id: MemberId
    text: str
    at: datetime


class Sessions(Protocol):
    """The entered community's."""

    def add(self, session: Session) -> None: ...

    def get(self, identity: str) -> Session | None: ...

    def hold(self, session: Session, *, alone: bool) -> None:
        """As it is now, and so it stays for others until this is done; not `alone`, others may hold it beside.

        Raises: Conflict when another process dropped it.
        """
        ...

    def drop(self, session: Session) -> None:
        """With all that was written of it, and its edition where nothing else began with that."""
        ...

    def under_way(self) -> Sequence[Session]:
        """Those that are not closed, the oldest first."""
        ...

    def edition(self, digest: str) -> Playbook:
        """Raises: Conflict when another process dropped it with what began with it."""
        ...

    def keep_edition(self, name: str, playbook: Playbook) -> str:
        """Keep it as it is now, and return its digest."""
        ...

    def gathered(self, session_id: str, step: int) -> Sequence[Contribution]:
        """What was given by name, or while the step is open under its markers; in the order of markers."""
        ...

    def given_under(self, session_id: str, step: int, marker: str) -> Contribution | None: ...

    def gather(self, session_id: str, step: int, before: Sequence[Contribution], now: Sequence[Contribution]) -> None:
        """Keep the difference."""
        ...

    def unlink(self, session_id: str, step: int, kept: Sequence[Voice]) -> None:
        """Put `kept` in the place of all that was given in the step, so that no trace of it stays in the database."""
        ...

    def voices(self, session_id: str, step: int) -> Sequence[Voice]:
        """In the order of their random ids."""
        ...

    def write_down(self, line: LogLine) -> None: ...

    def log_length(self, session_id: str) -> int: ...

    def log(self, session_id: str) -> Sequence[LogLine]: ...

    def add_late(self, late: Late) -> None: ...

    def late(self, identity: str) -> Late | None: ...

    def drop_late(self, late: Late) -> None: ...

    def purge(self, session_id: str, steps: Sequence[int] | None = None) -> None:
        """All words that were given in it, or in those steps, go with their traces; what is kept is kept elsewhere."""
        ...


class SessionWork(UnitOfWork, Protocol):
    @property
    def sessions(self) -> Sessions: ...

    @property
    def own_playbooks(self) -> OwnPlaybooks: ...
