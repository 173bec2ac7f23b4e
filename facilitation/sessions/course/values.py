"""Where a session stands, as a value: who takes part, which step it is in, what was given, what came of earlier steps.

Nothing here knows a playbook by name, a platform or a database. Moments are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from facilitation.people import MemberId
from facilitation.playbooks.kinds import Visibility

ANONYMOUS_AT_LEAST = 5  # contributors, or nothing is shown
NOTICE = timedelta(minutes=1)
LONG_NOTICE = timedelta(minutes=2)
LONG = timedelta(minutes=15)


class Tempo(StrEnum):
    """At once, in a meeting; or over days, in a channel."""

    SYNC = "sync"
    ASYNC = "async"


class Stage(StrEnum):
    GATHERING = "gathering"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


class Ending(StrEnum):
    """Why it is over."""

    DONE = "done"
    ENDED_EARLY = "ended_early"
    TOO_FEW_ANSWERED = "too_few_answered"
    NEVER_BEGAN = "never_began"
    LEFT_ALONE = "left_alone"  # paused, and nobody came back to it
    EVERYBODY_LEFT = "everybody_left"


@dataclass(frozen=True, slots=True)
class Setup:
    """What the host chose. `minimum`: respondents that a phase which asks for it needs."""

    tempo: Tempo
    variant: str | None = None
    lead_in: bool = False
    minimum: int = 1
    visibility: Mapping[str, Visibility] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    windows: Mapping[str, timedelta] = field(default_factory=dict)
    """By phase, where the length was set by the hour: it ends when it says, neither earlier nor by working days."""

    def sees(self, phase: str, own: Visibility | tuple[Visibility, ...]) -> Visibility:
        """Who sees what is given in it: as the playbook has it, or of several ways the one that was chosen."""
        if not isinstance(own, tuple):
            return own
        chosen = self.visibility.get(phase)
        return chosen if chosen in own else own[0]


@dataclass(frozen=True, slots=True)
class Unit:
    """Who speaks as one in a step: a person under their own id, a small group, or a party.

    It has no members any more when all have left and what they gave stays.
    """

    name: str
    members: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One text of a contribution; `question` counts from 0, `source` is the message it was said in, if it was."""

    id: str
    text: str
    question: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one unit gave in one step. `marker` is the unit's name, or in an anonymous step what only the key can tell.

    `marks` are what was picked: (item, dots), (item, rating), (option, "") or (item, "").
    `named_if_few`: in an anonymous step with fewer than five, its author shows it by name; else it is not shown.
    `finished`: who of a small group has said all they would; it is done when all have.
    """

    marker: str
    texts: tuple[Words, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    passed: bool = False
    done: bool = True
    named_if_few: bool = False
    finished: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a step gave; its words are kept under the same id. `by` is the unit's name, "" when unnamed."""

    id: str
    step: int
    phase: str
    by: str = ""
    question: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step. `given` contributed; None where that may not be told.

    `option` is what was decided, "" when nothing was. `tally` has items, options or volunteers with their weight, the
    heaviest first; `ratings` an item's most frequent rating.
    """

    step: int
    phase: str
    given: int | None
    option: str = ""
    tally: tuple[tuple[str, int], ...] = ()
    ratings: tuple[tuple[str, str], ...] = ()
    holder: MemberId | None = None
    topic: str | None = None
    units: tuple[Unit, ...] = ()
    """The small groups, where there were any."""
    closed_at: datetime | None = None
    visibility: Visibility = Visibility.OPEN

    @property
    def is_unlinked(self) -> bool:
        """Whether everything that was given in it under markers must go."""
        return self.visibility is Visibility.ANONYMOUS


@dataclass(frozen=True, slots=True)
class Poll:
    """Whether to go on with a topic whose window has ended."""

    closes_at: datetime
    go_on: frozenset[MemberId] = frozenset()
    go_next: frozenset[MemberId] = frozenset()


class Nudge(StrEnum):
    """What somebody is told privately of a step."""

    PROMPT = "prompt"
    REMINDER = "reminder"
    LISTEN = "listen"


@dataclass(frozen=True, slots=True)
class Pending:
    """A private word to come, at a moment that suits whoever gets it; in a pause, at the earliest moment after it."""

    member: MemberId
    nudge: Nudge
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One phase, gone through once. `number` is unique in the session, so that what comes late is known as late.

    `length` is how long it is open at first, or in a round how long each turn is; `turn` is whose turn it is among the
    units, in a round; `key` makes the markers of an anonymous step and is destroyed with it; `runoff` names the
    candidates where a seat had several.
    """

    number: int
    phase: str
    visibility: Visibility
    units: tuple[Unit, ...]
    opened_at: datetime
    closes_at: datetime
    length: timedelta
    turn: int | None = None
    holder: MemberId | None = None
    topic: str | None = None
    key: str | None = None
    runoff: tuple[MemberId, ...] = ()
    extended: int = 0
    waited: bool = False
    """Whether its window was extended once already for too few respondents."""
    poll: Poll | None = None
    warned: bool = False
    """Whether those in a meeting were told that it ends soon."""

    @property
    def notice(self) -> timedelta:
        """How long before its end those in a meeting are told that it ends soon."""
        return LONG_NOTICE if self.length >= LONG else NOTICE

    @property
    def warns_at(self) -> datetime | None:
        """When they are told; None where that is done, or the step is too short for it."""
        is_due = self.length > 2 * self.notice and not self.warned and self.poll is None
        return self.closes_at - self.notice if is_due else None

    @property
    def active(self) -> tuple[Unit, ...]:
        """Who may contribute now."""
        if self.turn is None:
            return self.units
        return self.units[self.turn : self.turn + 1]

    @property
    def ends_at(self) -> datetime:
        return self.poll.closes_at if self.poll else self.closes_at


@dataclass(frozen=True, slots=True)
class Course:
    """A session's whole course so far."""

    setup: Setup
    host: MemberId | None
    stage: Stage = Stage.GATHERING
    participants: tuple[MemberId, ...] = ()
    again: bool = False
    """Whether those who took part last time were in it from the start, and are among themselves."""
    parties: Mapping[MemberId, str] = field(default_factory=dict)
    seats: Mapping[str, MemberId] = field(default_factory=dict)
    step: Step | None = None
    gathered: tuple[Contribution, ...] = ()
    """Of the step that is open, one a unit, in the order of their markers."""
    pending: tuple[Pending, ...] = ()
    trail: tuple[Outcome, ...] = ()
    items: tuple[Item, ...] = ()
    agenda: tuple[str, ...] = ()
    """Topics still to come, while there are any."""
    held: tuple[MemberId, ...] = ()
    """Who has had the rotating role."""
    skipping: frozenset[str] = frozenset()
    """Phases to be left out when they come next."""
    vacancy: str | None = None
    """The seat for which a running session waits, before the phase `awaits` or in the open step."""
    awaits: str | None = None
    ends_at: datetime | None = None
    """When gathering, from the first who joined on, or a pause is over by itself."""
    paused_at: datetime | None = None
    ending: Ending | None = None
    closed_at: datetime | None = None

    @property
    def wakes_at(self) -> datetime | None:
        """When it must be looked at again, if nothing happens before; None once it is closed."""
        if self.stage is not Stage.RUNNING or self.step is None:
            return self.ends_at
        warns_at = self.step.warns_at if self.setup.tempo is Tempo.SYNC else None
        moments = (self.step.ends_at, warns_at, *(each.at for each in self.pending))
        return min(moment for moment in moments if moment)

    def given_under(self, marker: str) -> Contribution | None:
        return next((each for each in self.gathered if each.marker == marker), None)

    def outcomes(self, phase: str) -> tuple[Outcome, ...]:
        return tuple(each for each in self.trail if each.phase == phase)

    def all_items_of(self, phase: str) -> tuple[Item, ...]:
        """What it gave each time that it was gone through."""
        return tuple(each for each in self.items if each.phase == phase)

    def items_of(self, phase: str) -> tuple[Item, ...]:
        """What it gave when it was last gone through; for each holder of a rotating role and each topic together."""
        outcomes = self.outcomes(phase)
        steps = {each.step for each in outcomes if each.holder or each.topic} | {each.step for each in outcomes[-1:]}
        return tuple(each for each in self.items if each.step in steps)
