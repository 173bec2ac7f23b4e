"""What the one who acted gets at once: the answer to an invoke, and what has to be sent beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.border import Json, Node, part, text
from adapters.markup import plain
from adapters.teams import cards, forms
from adapters.teams.cards import CONTENT_TYPE
from adapters.teams.hidden import OpenedForm, read_form
from adapters.teams.incoming.invokes import DIALOGS, EXECUTE, EXTENSION_SUBMIT, LINK, looked_for
from adapters.teams.outgoing import in_parts
from adapters.teams.turns import Reply
from facilitation.events import AnyChatEvent, ButtonPressed
from facilitation.messages import (
    Answer,
    Message,
    Notice,
    OpenForm,
    RefuseForm,
    ReplaceCard,
    ShowHome,
    ShowLinks,
    Whisper,
    split,
)
from facilitation.people import AccountRef, Address, PlaceRef
from facilitation.ports.platform import Outgoing

DONE = "✓"
PREVIEW = "application/vnd.microsoft.card.thumbnail"
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
    if name == LINK:
        return Conveyed(_below_the_link(answer))
    return Conveyed(Reply(), _private(event, answer))


def _below_the_link(answer: Answer | None) -> Reply:
    """One card, with what stands for it while the message is being written; nothing where there is none to show."""
    shown = [card for _, card in answer.cards[:1]] if isinstance(answer, ShowLinks) else []
    attachments = [
        {**cards.attached(cards.in_place(card)), "preview": {"contentType": PREVIEW, "content": {"title": card.title}}}
        for card in shown
    ]
    listed = {"type": "result", "attachmentLayout": "list", "attachments": attachments}
    return Reply({"composeExtension": listed} if attachments else {})


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
        card = cards.in_place(_first_card(answer.message)[0])
        return Conveyed(Reply({"statusCode": 200, "type": CONTENT_TYPE, "value": card}), _private(event, answer))
    line, beside = DONE, _private(event, answer)
    if isinstance(answer, Whisper) and isinstance(answer.message, Notice):
        line, beside = plain(answer.message.text), ()
    return Conveyed(Reply({"statusCode": 200, "type": _ONE_LINE, "value": line}), beside)


def _in_dialog(payload: Node, name: str, event: AnyChatEvent, answer: Answer | None) -> Conveyed:
    data = part(part(payload, "value"), "data")
    opened, card = read_form(data), _card(payload, data, event)
    shown: Json | None = None
    rest: Sequence[Message] = ()
    if isinstance(answer, OpenForm):
        shown, rest = _form(payload, name, OpenedForm(answer.form, card))
    elif isinstance(answer, RefuseForm) and opened:
        typed = {each.name: text(data, each.name) for each in opened.form.inputs}
        shown = forms.as_dialog(opened, answer.errors, typed)
    elif isinstance(answer, ShowHome):
        home, rest = cards.as_far_as_fits(answer.home)
        shown = forms.task("Kring", cards.home_in_dialog(home))
    elif isinstance(answer, Whisper):
        shown, rest = _shown(answer.message, card)
    beside = _replaced(event, answer, card)
    if isinstance(answer, ReplaceCard) and not (beside and opened):
        shown, _ = _shown(answer.message, card)
    beside += _to_them(event, [part for left in rest for part in in_parts(left)])
    if shown is None:
        return Conveyed(Reply({} if name == EXTENSION_SUBMIT else None), beside)
    return Conveyed(Reply({"task": {"type": "continue", "value": shown}}), beside)


def _form(payload: Node, name: str, asked: OpenedForm) -> tuple[Json, Sequence[Message]]:
    """With what was typed, where an option was looked for in it."""
    value = part(payload, "value")
    data = part(value, "data")
    before = read_form(data)
    sought = looked_for(before, data) if before and before.after else {}
    if not (before and sought):
        opened, rest = forms.in_dialog(replace(asked, after=(name, dict(value))), {}, {})
        return forms.as_dialog(opened), rest
    typed = {each.name: text(data, each.name) for each in before.form.inputs}
    opened, rest = forms.in_dialog(replace(asked, after=before.after), sought, typed)
    return forms.as_dialog(opened, forms.not_found(opened, sought), typed), rest


def _first_card(message: Message) -> Sequence[Message]:
    """In parts of one card each."""
    return split(message, lambda part: cards.is_whole(part, 1))


def _shown(message: Message, card: str) -> tuple[Json, Sequence[Message]]:
    """A dialog of one card, and what had no room in it."""
    title = cards.heading(message) if not isinstance(message, Notice) else "Kring"
    first, *rest = _first_card(message)
    return forms.task(title, cards.in_dialog(first, card)), rest


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
    return (_outgoing(event, place.ref, place.address, in_parts(answer.message)[0], card),)


def _private(event: AnyChatEvent, answer: Answer | None) -> tuple[Outgoing, ...]:
    """Teams has no private lines in a channel: a direct message takes their place."""
    by = getattr(event, "by", None)
    if isinstance(answer, ReplaceCard):
        return _replaced(event, answer, getattr(event, "message_id", None) or "")
    if not by:
        return ()
    if isinstance(answer, Whisper):
        return _to_them(event, in_parts(answer.message))
    if isinstance(answer, ShowHome):
        return _to_them(event, [part for card in answer.home.cards for part in in_parts(card)])
    return ()


def _to_them(event: AnyChatEvent, messages: Sequence[Message]) -> tuple[Outgoing, ...]:
    """In the direct conversation with the one who acted."""
    by = getattr(event, "by", None)
    return tuple(_outgoing(event, by.ref, by.address, message) for message in messages) if by else ()


def _outgoing(
    event: AnyChatEvent, to: PlaceRef | AccountRef, address: Address | None, message: Message, replaces: str = ""
) -> Outgoing:
    return Outgoing(id=event.delivery_id, to=to, message=message, address=address, replaces=replaces or None)
