"""What is done at once for the one who acted."""

from dataclasses import dataclass

from facilitation.messages.cards import Home, Message, Plain
from facilitation.messages.forms import Form


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
