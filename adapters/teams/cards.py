"""Canonical cards, notices and the home view as Adaptive Cards 1.5 (plain dictionaries)."""

from collections.abc import Callable, Sequence

from adapters.border import Json, clean
from adapters.markup import Run, plain
from adapters.teams import hidden
from adapters.teams.elements import ELLIPSIS, drawn, line, sentences, title
from adapters.teams.limits import ACTIONS_IN_A_ROW, CARD_BYTES, packed, size
from facilitation.messages import Action, Button, Card, Home, LinkButton, Message, Notice, Tone

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"

_STYLES = {Tone.PRIMARY: "positive", Tone.DANGER: "destructive"}
Press = Callable[[Button], Json]
_LEAST_ROOM = 4096  # bytes of text, however many buttons there are


def as_cards(message: Message, most: int) -> list[Json]:
    """The message in up to `most` cards, buttons under the last; what doesn't fit is folded to "…"."""
    body, actions = _contents(message, _execute)
    return _fitted(body, actions, most)


def is_whole(message: Message, most: int) -> bool:
    """Whether as many cards show all of it."""
    body, actions = _contents(message, _execute)
    room = CARD_BYTES - size(frame(actions))
    groups = packed(body, room)
    return len(groups) <= most and all(size(group) <= room for group in groups)


def in_place(message: Message) -> Json:
    """In the place of the card whose button was pressed: one card."""
    return as_cards(message, 1)[0]


def in_dialog(message: Message, under: str = "") -> Json:
    """One card within a dialog. `under`: the message whose button opened it."""
    body, actions = _contents(message, lambda button: _submit(button, under))
    return _fitted(body, actions, 1)[0]


def home_in_dialog(home: Home) -> Json:
    return _fitted(_home_elements(home), [], 1)[0]


def as_far_as_fits(home: Home) -> tuple[Home, tuple[Card, ...]]:
    """The cards that one dialog holds, and those that it doesn't."""
    many = len(home.cards)
    while many > 1 and size(frame(_home_elements(Home(home.cards[:many])))) > CARD_BYTES:
        many -= 1
    return Home(home.cards[:many]), home.cards[many:]


def _home_elements(home: Home) -> list[Json]:
    elements: list[Json] = []
    for card in home.cards:
        body, actions = _contents(card, _submit)
        elements += [{**body[0], "separator": True}, *body[1:], *actions]
    return elements


def frame(body: Sequence[Json]) -> Json:
    return {"type": "AdaptiveCard", "$schema": SCHEMA, "version": "1.5", "body": list(body)}


def attached(card: Json) -> Json:
    return {"contentType": CONTENT_TYPE, "content": card}


def heading(message: Message) -> str:
    """What stands for the message in a notification or over a dialog: plain."""
    return clean(message.title if isinstance(message, Card) else plain(message.text))


def _contents(message: Message, press: Press) -> tuple[list[Json], list[Json]]:
    if isinstance(message, Notice):
        return list(sentences(message.text)), []
    return [title(message.title), *drawn(message.body)], _rows(message.actions, press)


def _fitted(body: list[Json], actions: list[Json], most: int) -> list[Json]:
    room = max(CARD_BYTES - size(frame(actions)), _LEAST_ROOM)
    groups = packed(body, room)
    if len(groups) > most:
        groups = groups[:most]
        groups[-1][-1] = line([Run(ELLIPSIS)])
    groups[-1] += actions
    return [frame(group) for group in groups]


def _rows(actions: Sequence[Action], press: Press) -> list[Json]:
    shown = [_link(each) if isinstance(each, LinkButton) else press(each) for each in actions]
    rows = (shown[start : start + ACTIONS_IN_A_ROW] for start in range(0, len(shown), ACTIONS_IN_A_ROW))
    return [{"type": "ActionSet", "actions": row} for row in rows]


def _link(button: LinkButton) -> Json:
    return {"type": "Action.OpenUrl", "title": clean(button.label), "url": button.url}


def _execute(button: Button) -> Json:
    """A press is answered with a card in this one's place, or by a dialog: the client must know which beforehand."""
    data = hidden.of_button(button.action, button.subject)
    if button.opens_form:
        return {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, **data}, **_look(button)}
    return {"type": "Action.Execute", "verb": button.action, "data": data, **_look(button)}


def _submit(button: Button, under: str = "") -> Json:
    """Dialogs know `Action.Submit` only; whatever is pressed can be answered by the next dialog."""
    return {
        "type": "Action.Submit",
        "data": hidden.of_button(button.action, button.subject, under),
        **_look(button),
    }


def _look(button: Button) -> Json:
    look: Json = {"title": clean(button.label)}
    return {**look, "style": _STYLES[button.tone]} if button.tone in _STYLES else look
