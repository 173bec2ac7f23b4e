"""What the one who acted gets at once: the answer to an invoke, and what has to be sent beside it."""

from dataclasses import dataclass

from adapters.border import Json, Node, part, text
from adapters.markup import plain
from adapters.teams import cards, forms
from adapters.teams.cards import CONTENT_TYPE
from adapters.teams.hidden import OpenedForm, read_form
from adapters.teams.incoming.invokes import DIALOGS, EXECUTE, EXTENSION_SUBMIT
from adapters.teams.turns import Reply
from facilitation.events import AnyChatEvent, ButtonPressed
from facilitation.messages import Answer, Message, Notice, OpenForm, RefuseForm, ReplaceCard, ShowHome, Whisper
from facilitation.people import AccountRef, Address, PlaceRef
from facilitation.ports.platform import Outgoing

DONE = "✓"
_ONE_LINE = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class Conveyed:
    """`beside`: messages to send or to replace, because the answer itself can't carry them."""

    reply: Reply
    beside: tuple[Outgoing, ...] = ()


def convey(payload: Node, event: AnyChatEvent, answer: Answer | None) -> Conveyed:
    name = text(payload, "name") if text(payload, "type") == "invoke" else ""
    if name == EXECUTE:
        return _to_press(event, answer)
    if name in DIALOGS:
        return _in_dialog(payload, name, event, answer)
    return Conveyed(Reply(), _private(event, answer))


def convey_later(payload: Node, event: AnyChatEvent, answer: Answer | None) -> tuple[Outgoing, ...]:
    """What is sent when the delivery was answered before."""
    if text(payload, "name") in DIALOGS and isinstance(answer, ReplaceCard):
        card = _card(payload, part(part(payload, "value"), "data"), event)
        return _replaced(event, answer, card) or _private(event, Whisper(answer.message))
    return _private(event, answer)


def _to_press(event: AnyChatEvent, answer: Answer | None) -> Conveyed:
    """An `Action.Execute`: another card in this one's place, or one line that the client shows.

    The card that comes with the reply is seen by the one who pressed; for all others the message is changed.
    """
    if isinstance(answer, ReplaceCard):
        card = cards.in_place(answer.message)
        return Conveyed(Reply({"statusCode": 200, "type": CONTENT_TYPE, "value": card}), _private(event, answer))
    line, beside = DONE, _private(event, answer)
    if isinstance(answer, Whisper) and isinstance(answer.message, Notice):
        line, beside = plain(answer.message.text), ()
    return Conveyed(Reply({"statusCode": 200, "type": _ONE_LINE, "value": line}), beside)


def _in_dialog(payload: Node, name: str, event: AnyChatEvent, answer: Answer | None) -> Conveyed:
    data = part(part(payload, "value"), "data")
    opened, card = read_form(data), _card(payload, data, event)
    shown: Json | None = None
    if isinstance(answer, OpenForm):
        shown = forms.as_dialog(OpenedForm(answer.form, card))
    elif isinstance(answer, RefuseForm) and opened:
        typed = {each.name: text(data, each.name) for each in opened.form.inputs}
        shown = forms.as_dialog(opened, answer.errors, typed)
    elif isinstance(answer, ShowHome):
        shown = forms.task("Kring", cards.home_in_dialog(answer.home))
    elif isinstance(answer, Whisper):
        shown = _shown(answer.message, card)
    beside = _replaced(event, answer, card)
    if isinstance(answer, ReplaceCard) and not (beside and opened):
        shown = _shown(answer.message, card)
    if shown is None:
        return Conveyed(Reply({} if name == EXTENSION_SUBMIT else None), beside)
    return Conveyed(Reply({"task": {"type": "continue", "value": shown}}), beside)


def _shown(message: Message, card: str) -> Json:
    title = cards.heading(message) if not isinstance(message, Notice) else "Kring"
    return forms.task(title, cards.in_dialog(message, card))


def _card(payload: Node, data: Node, event: AnyChatEvent) -> str:
    """The message whose button led to this dialog."""
    if isinstance(event, ButtonPressed):
        return event.message_id or ""
    opened = read_form(data)
    return opened.card if opened else text(payload, "replyToId")


def _replaced(event: AnyChatEvent, answer: Answer | None, card: str) -> tuple[Outgoing, ...]:
    place = getattr(event, "place", None)
    if not (isinstance(answer, ReplaceCard) and card and place):
        return ()
    return (_outgoing(event, place.ref, place.address, answer.message, card),)


def _private(event: AnyChatEvent, answer: Answer | None) -> tuple[Outgoing, ...]:
    """Teams has no private lines in a channel: a direct message takes their place."""
    by = getattr(event, "by", None)
    if isinstance(answer, ReplaceCard):
        return _replaced(event, answer, getattr(event, "message_id", None) or "")
    if not by:
        return ()
    if isinstance(answer, Whisper):
        return (_outgoing(event, by.ref, by.address, answer.message),)
    if isinstance(answer, ShowHome):
        return tuple(_outgoing(event, by.ref, by.address, card) for card in answer.home.cards)
    return ()


def _outgoing(
    event: AnyChatEvent, to: PlaceRef | AccountRef, address: Address | None, message: Message, replaces: str = ""
) -> Outgoing:
    return Outgoing(id=event.delivery_id, to=to, message=message, address=address, replaces=replaces or None)
