"""What a check-in is: a series with its rhythm, the rounds it opens, and the turns people take in them."""

import hmac
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.people import CommunityId, MemberId, PlaceRef, WorkspaceId, new_id
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import Occurrence, Rhythm

QUESTIONS_AT_MOST = 3
QUESTION_AT_MOST = 150  # characters; fits a title on every platform
ANSWER_AT_MOST = 2000  # characters; three answers fit one message on every platform
ANONYMOUS_AT_LEAST = 5  # contributors, or nothing is shown
GRACE = timedelta(hours=2)  # later than this, a round is recorded as missed rather than opened


class Visibility(StrEnum):
    """Who sees an answer: all at once; all at the close, with names; all at the close, never with names."""

    OPEN = "open"
    SEALED = "sealed"
    ANONYMOUS = "anonymous"


class SeriesState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    PLACE_GONE = "place_gone"  # paused by Kring, because it can't post there
    STOPPED = "stopped"


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a facilitator chooses. `rule` as in RFC 5545; `at` on the clock of `zone`; from `since` on."""

    questions: tuple[str, ...]
    rule: str
    at: time
    zone: str
    since: date
    visibility: Visibility
    open_for: timedelta
    place: PlaceRef


@dataclass(kw_only=True, eq=False)
class Series:
    """A check-in that comes back. Its rounds keep what held when they opened."""

    community_id: CommunityId
    id: str
    questions: tuple[str, ...]
    rule: str
    at: time
    zone: str
    since: date
    visibility: Visibility
    open_for: timedelta
    workspace: WorkspaceId
    channel: str
    created_at: datetime
    state: SeriesState = SeriesState.RUNNING
    next_at: datetime | None = None
    """When the next round is due; None while it doesn't run, or when its rule has come to its end."""

    @classmethod
    def planned(cls, plan: Plan, community: CommunityId, identity: str, now: datetime) -> "Series":
        return cls(
            community_id=community,
            id=identity,
            questions=plan.questions,
            rule=plan.rule,
            at=plan.at,
            zone=plan.zone,
            since=plan.since,
            visibility=plan.visibility,
            open_for=plan.open_for,
            workspace=plan.place.workspace,
            channel=plan.place.channel,
            created_at=now,
        )

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.rule, self.zone, self.at, self.since)

    def change(self, plan: Plan) -> None:
        """Take over the plan; choosing again where it is posted mends a lost place."""
        self.questions, self.visibility = plan.questions, plan.visibility
        self.rule, self.at, self.zone, self.since = plan.rule, plan.at, plan.zone, plan.since
        self.open_for = plan.open_for
        self.workspace, self.channel = plan.place.workspace, plan.place.channel
        if self.state is SeriesState.PLACE_GONE:
            self.state = SeriesState.RUNNING

    def is_late(self, occurrence: Occurrence, now: datetime) -> bool:
        """Too late to open: beyond its grace, or it would have closed by now."""
        return now - occurrence.at > GRACE or now >= occurrence.at + self.open_for


@dataclass(kw_only=True, eq=False)
class Round:
    """One occurrence of a series. `day` and `slot` are its identity: there is one, whoever opens it.

    What was promised to those who answer is kept here, whatever happens to the series meanwhile. `key`
    makes the markers of an anonymous round; it is None in others, and destroyed at the close.
    """

    community_id: CommunityId
    id: str
    series_id: str
    day: date
    slot: int
    state: RoundState
    opened_at: datetime
    closes_at: datetime
    questions: tuple[str, ...]
    visibility: Visibility
    workspace: WorkspaceId
    channel: str
    key: str | None = None
    answers_count: int | None = None

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)

    def is_open(self, now: datetime) -> bool:
        return self.state is RoundState.OPEN and now < self.closes_at

    def marker(self, member_id: MemberId) -> str:
        """Under what a member's answer is kept: their id, or in an anonymous round what only `key` can tell.

        Raises: LookupError when the key has been destroyed.
        """
        if self.visibility is not Visibility.ANONYMOUS:
            return member_id
        if self.key is None:
            raise LookupError(self.id)
        return hmac.new(bytes.fromhex(self.key), member_id.encode(), "sha256").hexdigest()


@dataclass(kw_only=True, eq=False)
class Turn:
    """What somebody answered, question by question; no texts at all: not this time."""

    community_id: CommunityId
    round_id: str
    marker: str
    texts: tuple[str, ...]

    @property
    def is_skip(self) -> bool:
        return not self.texts


@dataclass(kw_only=True, eq=False)
class Voice:
    """One answer to one question of an anonymous round after its close: whose, and when, nobody can tell."""

    community_id: CommunityId
    round_id: str
    id: str
    question: int
    text: str


def begin(series: Series, occurrence: Occurrence, state: RoundState, now: datetime) -> Round:
    """A round as the series wants it now."""
    secret = state is RoundState.OPEN and series.visibility is Visibility.ANONYMOUS
    return Round(
        community_id=series.community_id,
        id=new_id(),
        series_id=series.id,
        day=occurrence.day,
        slot=occurrence.slot,
        state=state,
        opened_at=now,
        closes_at=occurrence.at + series.open_for,
        questions=series.questions,
        visibility=series.visibility,
        workspace=series.workspace,
        channel=series.channel,
        key=secrets.token_hex(32) if secret else None,
    )


def voices(turns: Sequence[Turn]) -> Sequence[Voice]:
    """Anonymous answers as they may be kept: each question's by itself, in an order that random ids give.

    A question that fewer than five answered keeps none of its answers, however many took part in the round.
    """
    said = [(question, text, turn) for turn in turns for question, text in enumerate(turn.texts) if text]
    people = Counter(question for question, _, _ in said)
    return sorted(
        (
            Voice(community_id=turn.community_id, round_id=turn.round_id, id=new_id(), question=question, text=text)
            for question, text, turn in said
            if people[question] >= ANONYMOUS_AT_LEAST
        ),
        key=lambda voice: voice.id,
    )


class CheckIns(Protocol):
    """The entered community's check-ins."""

    def add(self, series: Series) -> None: ...

    def series(self, identity: str) -> Series | None: ...

    def all_series(self) -> Sequence[Series]:
        """Those not stopped, oldest first."""
        ...

    def add_round(self, round_: Round) -> None: ...

    def round(self, identity: str) -> Round | None: ...

    def round_of(self, series_id: str, day: date, slot: int) -> Round | None:
        """The one of that occurrence, whatever became of it."""
        ...

    def open_rounds(self) -> Sequence[Round]:
        """Those not closed yet, the first to close first."""
        ...

    def keep(self, turn: Turn) -> None: ...

    def turn(self, round_id: str, marker: str) -> Turn | None: ...

    def turns(self, round_id: str) -> Sequence[Turn]:
        """Skips included, in the order of their markers."""
        ...

    def drop(self, turn: Turn) -> None: ...

    def shuffle(self, round_id: str, kept: Sequence[Voice]) -> None:
        """Put `kept` in the place of all the round's turns, so that no trace of those stays in the database's files.

        The traces go with the commit or soon after it, as the store is able to.
        """
        ...

    def voices(self, round_id: str) -> Sequence[Voice]:
        """What an anonymous round gave, in the order of their random ids."""
        ...


class CheckInWork(UnitOfWork, Protocol):
    @property
    def check_ins(self) -> CheckIns: ...
