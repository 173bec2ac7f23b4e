"""What is done at once for the one who acted, and what is done once that was acknowledged."""

from dataclasses import dataclass, field

from facilitation.messages.cards import Card, Home, Message, Plain
from facilitation.messages.forms import Form
from facilitation.messages.subject import Subject
from facilitation.people import AccountRef, SideId


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Where none can be opened, the engine has made a button of it; `fleeting` as in a `Whisper`.

    From a form it is the next page: over the one before, which is there as it was typed when somebody goes back;
    where a platform stacks none, in its place. All are gone once the last is taken. A form that leads to one of the
    same action takes its own place.
    """

    form: Form
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class RefuseForm:
    """The form stays open with what was typed; `errors` by input name, plain."""

    errors: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Whisper:
    """Seen by the one who acted, and by nobody else; it may vanish on reload.

    Where the platform can't, the engine has made a direct message of it. A `fleeting` one is kept nowhere, and so it
    is always the adapter's to show, in a direct message of the platform's if need be: it may lead to somebody.
    """

    message: Message
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class ReplaceCard:
    """Put this in the place of the card whose button was pressed, or opened the form, for all who see it.

    Where that card can't be found again it is a `Whisper`.
    """

    message: Message


@dataclass(frozen=True, slots=True)
class ShowHome:
    home: Home


@dataclass(frozen=True, slots=True)
class ShowLinks:
    """Below the message that holds these links, for all who read it: what each leads to."""

    cards: tuple[tuple[str, Card], ...]


Answer = OpenForm | RefuseForm | Whisper | ReplaceCard | ShowHome | ShowLinks
"""What an adapter does at once for the one who acted. Not durable: what must arrive goes to the outbox."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Have words looked up in the subject's community, which takes a while: so it is done after the acknowledgement.

    What is found comes back as `LookedUp` to the capability's look of the name `then`. `kinds` as in the search; none
    are all of them. `for_all`: only what every member can find, not what this one can. Not durable: whatever must go on
    has a timer besides.
    """

    words: Plain
    limit: int
    then: str
    subject: Subject
    kinds: tuple[str, ...] = ()
    for_all: bool = False
    carried: dict[str, str] = field(default_factory=dict)
    """What the look must know and nobody else may: it is held in memory only, and comes back as it is."""
    reader: AccountRef | None = None
    """Who looks. Reception says so, and on which `sides` they do."""
    sides: frozenset[SideId] = frozenset()
    """Of what is for all: and for whoever is on these."""
