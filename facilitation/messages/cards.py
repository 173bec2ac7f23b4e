"""Messages: cards with their blocks and buttons, short notices, and the home view made of cards.

Our own sentences are canonical Markdown (bold, italic, code, links, lists, moments; values already escaped
by `texts`). What members wrote travels as plain text in `Quote` and is never parsed.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from facilitation.messages.subject import Subject

Markdown = str
Plain = str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Markdown
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Small:
    """A quieter line: who will see it, what happens next, where something comes from."""

    text: Markdown
    kind: Literal["small"] = "small"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a member, shown exactly as written."""

    text: Plain
    by: Plain = ""
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Facts:
    """Short pairs of a label and a value, both plain."""

    pairs: tuple[tuple[Plain, Plain], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alt: Plain
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Bar:
    """`told` is what its size stands for, in words or figures."""

    label: Plain
    size: int
    told: Plain


@dataclass(frozen=True, slots=True)
class Chart:
    """How things compare, drawn as a picture where a platform shows one. `alt` tells all of it.

    Whoever makes one says the same in other blocks: where there are no pictures there is nothing in its place.
    """

    bars: tuple[Bar, ...]
    alt: Plain
    kind: Literal["chart"] = "chart"


Block = Paragraph | Small | Quote | Facts | Picture | Chart


class Tone(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`opens_form` says that pressing it is answered by a form: Teams must know that beforehand."""

    label: Plain
    action: str
    subject: Subject = field(default_factory=Subject)
    tone: Tone = Tone.PLAIN
    opens_form: bool = False
    kind: Literal["button"] = "button"


@dataclass(frozen=True, slots=True)
class LinkButton:
    label: Plain
    url: str
    kind: Literal["link"] = "link"


Action = Button | LinkButton


@dataclass(frozen=True, slots=True)
class Card:
    title: Plain
    body: tuple[Block, ...] = ()
    actions: tuple[Action, ...] = ()
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class Notice:
    """One short message without title or buttons."""

    text: Markdown
    kind: Literal["notice"] = "notice"


Message = Card | Notice


@dataclass(frozen=True, slots=True)
class Home:
    """What is open for one person, as a list of cards."""

    cards: tuple[Card, ...]
