"""What Kring says, in no platform's words: cards, notices, forms and the home view.

Our own sentences are canonical Markdown (bold, italic, code, links, lists; values already escaped
by `texts`). What members wrote travels as plain text in `Quote` and is never parsed.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from facilitation.people import AccountRef, CommunityId, PlaceRef

Markdown = str
Plain = str

SAY = "say"
"""The action of a button that repeats a command: its subject's detail is what is said."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a button or form is about. Carried through platforms, so it is never proof of a right."""

    community: CommunityId | None = None
    id: str = ""
    detail: str = ""

    def encode(self) -> str:
        return "|".join((self.community or "", self.id, self.detail))

    @classmethod
    def decode(cls, text: str) -> "Subject":
        """Read what `encode` wrote; anything else gives a subject that is found nowhere."""
        community, _, rest = text.partition("|")
        identity, _, detail = rest.partition("|")
        return cls(CommunityId(community) if community else None, identity, detail)


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


Block = Paragraph | Small | Quote | Facts | Picture


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
class Option:
    value: str
    label: Plain


@dataclass(frozen=True, slots=True)
class TextInput:
    name: str
    label: Plain
    hint: Plain = ""
    initial: Plain = ""
    multiline: bool = False
    optional: bool = False
    longest: int = 3000  # characters
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One of the options, or with `several` any number. Submitted as a tuple of values."""

    name: str
    label: Plain
    options: tuple[Option, ...]
    hint: Plain = ""
    initial: tuple[str, ...] = ()
    several: bool = False
    optional: bool = False
    kind: Literal["choice"] = "choice"


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
    """A channel. Platforms with a picker show it; others offer `known`. Submitted as `PlaceChosen`."""

    name: str
    label: Plain
    hint: Plain = ""
    initial: PlaceRef | None = None
    known: tuple[tuple[PlaceRef, Plain], ...] = ()
    kind: Literal["place"] = "place"


Input = TextInput | ChoiceInput | TimeInput | DateInput | PlaceInput


@dataclass(frozen=True, slots=True)
class Form:
    """`action` and `subject` come back with what was filled in."""

    title: Plain
    action: str
    submit: Plain
    inputs: tuple[Input, ...]
    subject: Subject = field(default_factory=Subject)
    intro: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """What is open for one person, as a list of cards."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OpenForm:
    form: Form


@dataclass(frozen=True, slots=True)
class RefuseForm:
    """The form stays open with what was typed; `errors` by input name, plain."""

    errors: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Whisper:
    """Seen by the one who acted, and by nobody else; it may vanish on reload.

    Where the platform can't, the engine has made a direct message of it.
    """

    message: Message


@dataclass(frozen=True, slots=True)
class ReplaceCard:
    """Put this in the place of the card whose button was pressed, or opened the form, for all who see it.

    Where that card can't be found again it is a `Whisper`.
    """

    message: Message


@dataclass(frozen=True, slots=True)
class ShowHome:
    home: Home


Answer = OpenForm | RefuseForm | Whisper | ReplaceCard | ShowHome
"""What an adapter does at once for the one who acted. Not durable: what must arrive goes to the outbox."""


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A channel, or a thread whose root's platform id is known."""

    place: PlaceRef
    kind: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class ToThread:
    """The thread under the message that Kring posted with this key, once that has been posted."""

    key: str
    kind: Literal["thread"] = "thread"


@dataclass(frozen=True, slots=True)
class ToPerson:
    """A direct conversation between Kring and this person."""

    account: AccountRef
    kind: Literal["person"] = "person"


To = ToPlace | ToThread | ToPerson
