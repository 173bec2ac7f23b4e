"""Forms and what can be filled in on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from facilitation.messages.cards import Block, Plain
from facilitation.messages.limits import INPUT_AT_MOST
from facilitation.messages.subject import Subject
from facilitation.people import PlaceRef


@dataclass(frozen=True, slots=True)
class Option:
    """A value is never empty; NO_CHOICE stands for none of the others. `heading`: over it and those beside it."""

    value: str
    label: Plain
    heading: Plain = ""


@dataclass(frozen=True, slots=True)
class TextInput:
    name: str
    label: Plain
    hint: Plain = ""
    initial: Plain = ""
    multiline: bool = False
    optional: bool = False
    longest: int = INPUT_AT_MOST  # characters
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One of the options, or with `several` any number. Submitted as a tuple of values.

    Each can be chosen, of 300 too: where there is no room to show all, they are looked for.
    """

    name: str
    label: Plain
    options: tuple[Option, ...]
    hint: Plain = ""
    initial: tuple[str, ...] = ()
    several: bool = False
    optional: bool = False
    kind: Literal["choice"] = "choice"

    @property
    def headed(self) -> Sequence[tuple[Plain, Sequence[Option]]]:
        """The options under their headings, in their order."""
        return [(heading, list(them)) for heading, them in groupby(self.options, key=lambda option: option.heading)]


@dataclass(frozen=True, slots=True)
class TimeInput:
    """A wall-clock time, "HH:MM"."""

    name: str
    label: Plain
    hint: Plain = ""
    initial: str = ""
    optional: bool = False
    kind: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class DateInput:
    """A date, "YYYY-MM-DD"."""

    name: str
    label: Plain
    hint: Plain = ""
    initial: str = ""
    optional: bool = False
    kind: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """A channel. Platforms with a picker show it; others offer `known`. Submitted as `PlaceChosen`.

    Those `taken` are left out where the platform's way of picking lets them be.
    """

    name: str
    label: Plain
    hint: Plain = ""
    initial: PlaceRef | None = None
    known: tuple[tuple[PlaceRef, Plain], ...] = ()
    optional: bool = False
    taken: frozenset[PlaceRef] = frozenset()
    kind: Literal["place"] = "place"


Input = TextInput | ChoiceInput | TimeInput | DateInput | PlaceInput


@dataclass(frozen=True, slots=True)
class Form:
    """`action` and `subject` come back with what was filled in, as Kring gave them: sealed where a client could alter
    them. Of the values nobody vouches.
    """

    title: Plain
    action: str
    submit: Plain
    inputs: tuple[Input, ...]
    subject: Subject = field(default_factory=Subject)
    intro: tuple[Block, ...] = ()
