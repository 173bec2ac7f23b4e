"""Reading what Kring shows: the words on a card, its buttons, the form it opened."""

import re

from facilitation.messages import (
    Block,
    Button,
    Card,
    Chart,
    Facts,
    Form,
    Home,
    Message,
    Notice,
    OpenForm,
    Paragraph,
    Picture,
    Quote,
    ReplaceCard,
    Small,
    Whisper,
)
from facilitation.people import LANGUAGES
from facilitation.texts import texts_in

MOMENT = re.compile(r"\[((?:\\.|[^]\\])*)\]\(moment:[0-9]+\)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
NOTHING = [texts_in(language).plain("conversation.nothing_waits") for language in LANGUAGES]


def opened(answer: object) -> Form:
    assert isinstance(answer, OpenForm), answer
    return answer.form


def filled_in(answer: object) -> dict[str, object]:
    """What stands in a form already, by the names of its inputs."""
    form = answer if isinstance(answer, Form) else opened(answer)
    return {each.name: each.initial for each in form.inputs}


def title(shown: object) -> str:
    message = card_in(shown)
    assert isinstance(message, Card), message
    return message.title


def quotes(shown: object) -> list[str]:
    """What members wrote, as it is shown."""
    message = card_in(shown)
    return [each.text for each in message.body if isinstance(each, Quote)] if isinstance(message, Card) else []


def card_in(shown: object) -> Message:
    """The message in an answer or a post."""
    match shown:
        case Whisper(message) | ReplaceCard(message):
            return message
        case Card() | Notice():
            return shown
        case _:
            found: Message = getattr(shown, "message")  # noqa: B009 a post, as the village keeps them
            return found


def words(shown: object) -> str:
    """Everything there is to read on it, a line for each thing."""
    if isinstance(shown, OpenForm | Form):
        form = shown.form if isinstance(shown, OpenForm) else shown
        labels = [f"{each.label} {each.hint}" for each in form.inputs]
        return "\n".join([form.title, *map(_read, form.intro), *labels])
    message = card_in(shown)
    if isinstance(message, Notice):
        return _plain(message.text)
    return "\n".join([message.title, *map(_read, message.body), *(action.label for action in message.actions)])


def waiting(home: Home) -> tuple[Card, ...]:
    """What is open for somebody: between whose home view it is and their settings, where it may say that nothing is."""
    return tuple(card for card in home.cards[1:-1] if card.title not in NOTHING)


def buttons(shown: object) -> list[str]:
    message = card_in(shown)
    return [action.label for action in message.actions] if isinstance(message, Card) else []


def button(shown: object, label: str) -> Button:
    message = card_in(shown)
    assert isinstance(message, Card), message
    found = [each for each in message.actions if isinstance(each, Button) and each.label.startswith(label)]
    assert found, f"no {label!r} among {buttons(shown)}"
    return found[0]


def _read(block: Block) -> str:
    match block:
        case Quote(text, by):
            return f"{by}: {text}" if by else text
        case Facts(pairs):
            return "\n".join(f"{label}: {value}" for label, value in pairs)
        case Picture() | Chart():
            return block.alt
        case Paragraph(text) | Small(text):
            return _plain(text)


def _plain(markdown: str) -> str:
    return ESCAPED.sub(r"\1", MOMENT.sub(r"\1", markdown))
