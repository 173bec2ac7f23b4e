"""What can happen to a session. `step` names the step that was meant: another one meanwhile, and it came too late."""

from dataclasses import dataclass
from datetime import datetime

from facilitation.people import MemberId


@dataclass(frozen=True, slots=True)
class Joined:
    """Once more: to speak for another `party`, or with "" for oneself."""

    who: MemberId
    party: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    who: MemberId


@dataclass(frozen=True, slots=True)
class SeatTaken:
    who: MemberId
    role: str


@dataclass(frozen=True, slots=True)
class SeatReturned:
    who: MemberId
    role: str


@dataclass(frozen=True, slots=True)
class Began:
    """`anyway`: though the number of people is not what the playbook is for. `variant`: in that one, "" in none."""

    by: MemberId | None
    anyway: bool = False
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """`texts` by question, several to a question allowed; `marks` as in `Contribution`.

    With `source` it was said in a message, and adds to what was given before, the same message once; else it replaces
    that. A message answers only what asks for words, and nothing anonymous.
    """

    who: MemberId
    step: int
    texts: tuple[tuple[int, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    named_if_few: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A message that had been gathered was edited, or with "" deleted."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing (more) from them in this step."""

    who: MemberId
    step: int


@dataclass(frozen=True, slots=True)
class Extended:
    who: MemberId
    step: int


@dataclass(frozen=True, slots=True)
class PollAnswered:
    who: MemberId
    step: int
    go_on: bool


@dataclass(frozen=True, slots=True)
class MovedOn:
    """The step is closed now; what was given in it is dealt with as promised."""

    by: MemberId
    step: int


@dataclass(frozen=True, slots=True)
class TurnMovedOn:
    """In a round: the next one has the floor. `turn` names the turn that was meant to end."""

    by: MemberId
    step: int
    turn: int


@dataclass(frozen=True, slots=True)
class SkipChanged:
    """A phase that has not begun is to be left out, or after all not."""

    by: MemberId
    phase: str
    skip: bool


@dataclass(frozen=True, slots=True)
class Paused:
    by: MemberId


@dataclass(frozen=True, slots=True)
class Resumed:
    by: MemberId


@dataclass(frozen=True, slots=True)
class EndedEarly:
    by: MemberId


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The host's seat: to somebody who takes part, or with None offered to all."""

    by: MemberId
    to: MemberId | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Two members turned out to be one person, who goes on as `to`."""

    who: MemberId
    to: MemberId


@dataclass(frozen=True, slots=True)
class Woken:
    """A moment came that the session waited for."""


@dataclass(frozen=True, slots=True)
class WasAway:
    """Kring did not run from `since` until now: that time counts for nobody's window."""

    since: datetime


Happening = (
    Joined
    | Left
    | SeatTaken
    | SeatReturned
    | Began
    | Given
    | Reworded
    | Passed
    | Extended
    | PollAnswered
    | MovedOn
    | TurnMovedOn
    | SkipChanged
    | Paused
    | Resumed
    | EndedEarly
    | HandedOver
    | Merged
    | Woken
    | WasAway
)
