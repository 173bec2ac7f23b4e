"""What comes of a happening: what is said, shown, kept and destroyed. Who hears it is for the handlers."""

from dataclasses import dataclass
from enum import StrEnum

from facilitation.people import MemberId
from facilitation.sessions.course.values import Contribution, Ending, Item, Nudge, Outcome, Step, Unit, Words


class Why(StrEnum):
    """Why nothing was changed; told to whoever acted."""

    OVER = "over"
    MOVED_ON = "moved_on"  # the step that was meant is not the one that is open
    NOT_TAKING_PART = "not_taking_part"
    NOT_YOUR_TURN = "not_your_turn"
    NOT_ASKED = "not_asked"  # others speak in this step, or a message is no answer to it
    LEADS_NOT = "leads_not"  # neither host nor facilitator
    SEAT_TAKEN = "seat_taken"
    NO_SUCH_SEAT = "no_such_seat"
    BEGUN_ALREADY = "begun_already"
    CASE_HAS_BEGUN = "case_has_begun"  # who joins now has not heard the promise given to the presenter
    AMONG_ITSELF = "among_itself"  # a circle that has met before takes nobody in
    TOO_FEW = "too_few"
    TOO_FEW_ANSWERED = "too_few_answered"
    TOO_MANY = "too_many"
    SEAT_EMPTY = "seat_empty"
    PAUSED = "paused"
    MARKS = "marks"  # what was picked can't be
    NOTHING_SAID = "nothing_said"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True, slots=True)
class Refused:
    """`role`: the seat that is meant, where one is."""

    why: Why
    role: str = ""


@dataclass(frozen=True, slots=True)
class TooLate:
    """Their words came after the step had closed: they stay theirs, and are offered back."""

    who: MemberId
    step: int
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class HasBegun:
    pass


@dataclass(frozen=True, slots=True)
class StepOpened:
    step: Step


@dataclass(frozen=True, slots=True)
class StepChanged:
    """It stayed open and looks other: somebody contributed, it was extended, paused, or people came or went.

    The last of what comes of a happening, with what holds then.
    """

    step: Step


@dataclass(frozen=True, slots=True)
class TurnCame:
    unit: Unit


@dataclass(frozen=True, slots=True)
class Said:
    """In an open step: a contribution by form, shown as soon as it is given; `before` when it replaces one."""

    step: Step
    unit: Unit
    contribution: Contribution
    before: Contribution | None


@dataclass(frozen=True, slots=True)
class EndsSoon:
    """In a meeting: there is time to ask for more."""

    step: Step


@dataclass(frozen=True, slots=True)
class PollOpened:
    step: Step


@dataclass(frozen=True, slots=True)
class PollClosed:
    """`step` as it was asked about."""

    step: Step
    goes_on: bool


@dataclass(frozen=True, slots=True)
class StepClosed:
    """`gathered`: what was given by name, of a direct step for each author alone; `voices` are all of an anonymous one.

    `items` say what may be shown to all.
    """

    step: Step
    outcome: Outcome
    items: tuple[Item, ...]
    gathered: tuple[Contribution, ...]
    voices: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Nudged:
    """A private word to one person, now."""

    step: Step
    member: MemberId
    nudge: Nudge


@dataclass(frozen=True, slots=True)
class SeatIsEmpty:
    """The session waits until somebody takes the seat."""

    role: str


@dataclass(frozen=True, slots=True)
class SeatFilled:
    role: str
    member: MemberId


@dataclass(frozen=True, slots=True)
class HostWanted:
    pass


@dataclass(frozen=True, slots=True)
class HasPaused:
    pass


@dataclass(frozen=True, slots=True)
class HasResumed:
    pass


@dataclass(frozen=True, slots=True)
class HasClosed:
    ending: Ending


@dataclass(frozen=True, slots=True)
class Noted:
    """A line in the session's log, which all members can read. `what` is the key of a text; `by` None: by itself."""

    what: str
    by: MemberId | None = None
    detail: str = ""


Effect = (
    Refused
    | TooLate
    | HasBegun
    | StepOpened
    | StepChanged
    | TurnCame
    | Said
    | EndsSoon
    | PollOpened
    | PollClosed
    | StepClosed
    | Nudged
    | SeatIsEmpty
    | SeatFilled
    | HostWanted
    | HasPaused
    | HasResumed
    | HasClosed
    | Noted
)
