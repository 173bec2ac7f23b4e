"""Invokes: what a person did that waits for our answer: a press, a dialog, the message menu."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from adapters.border import Node, clean, part, text
from adapters.teams.hidden import OpenedForm, Pressed, looks_for, option, read_form, read_pressed
from adapters.teams.incoming.reading import Activity, Malformed
from adapters.teams.plain import from_html
from facilitation.events import (
    Actor,
    AnyChatEvent,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    FormValue,
    LinksShared,
    MessageShortcutUsed,
    Place,
    PlaceChosen,
    Said,
)
from facilitation.messages import ChoiceInput, Input, PlaceInput
from facilitation.people import AccountRef, PlaceKind, PlaceRef

UNRESOLVED = "aad:"
"""Before a user id: the person's directory id, which Teams must be asked to turn into the id it has for bots."""

SHORTCUTS = {"ask": "askCommunity", "keep": "saveToKnowledge"}
"""What the message menu calls those shortcuts that it has other names for."""
_OURS = {theirs: ours for ours, theirs in SHORTCUTS.items()}

EXECUTE = "adaptiveCard/action"
FETCH = "task/fetch"
SUBMIT = "task/submit"
MENU = "kring"
"""The command of the extension that is about no message."""
EXTENSION_FETCH = "composeExtension/fetchTask"
LINK = "composeExtension/queryLink"
EXTENSION_SUBMIT = "composeExtension/submitAction"
DIALOGS = frozenset({FETCH, SUBMIT, EXTENSION_FETCH, EXTENSION_SUBMIT})


def invoked(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """Empty for an invoke that Kring has no use for."""
    reader = _READERS.get(text(activity.node, "name"))
    return (reader(activity),) if reader else ()


def press(activity: Activity, pressed: Pressed, card: str, *, opens: bool) -> ButtonPressed:
    """`card`: the message the button stood under, "" when it is not told. `opens`: a form can be the answer."""
    return ButtonPressed(
        **activity.basics("pressed"),
        by=activity.actor(),
        place=activity.place(card),
        message_id=card or None,
        action=pressed.action,
        subject=pressed.subject,
        can_open_form=opens,
    )


def _executed(activity: Activity) -> AnyChatEvent:
    pressed = read_pressed(part(part(activity.value, "action"), "data"))
    if not pressed:
        raise Malformed("an action without our data")
    return press(activity, pressed, text(activity.node, "replyToId"), opens=False)


def _in_dialog(activity: Activity) -> AnyChatEvent:
    """A form that is sent, or a press: of a button that opens a dialog, or of one within a dialog."""
    data = part(activity.value, "data")
    opened = read_form(data)
    if opened and opened.after and looked_for(opened, data):
        return _asked_again(activity, opened, opened.after)
    if opened:
        return _submitted(activity, opened, data)
    pressed = read_pressed(data)
    if not pressed:
        raise Malformed("a dialog without our data")
    return press(activity, pressed, text(activity.node, "replyToId") or pressed.card, opens=True)


def looked_for(opened: OpenedForm, data: Node) -> Mapping[str, str]:
    """By a choice's name, how an option of it begins; also where one must be chosen and none is."""
    typed = {name: clean(text(data, looks_for(name))).strip() for name in opened.narrowed}
    must = {each.name for each in opened.form.inputs if not each.optional and not text(data, each.name)}
    return {name: words for name, words in typed.items() if words or name in must}


def _asked_again(activity: Activity, opened: OpenedForm, after: tuple[str, Node]) -> AnyChatEvent:
    """What led to the form, as of now."""
    name, value = after
    if name not in _READERS:
        raise Malformed("a form after nothing that opens one")
    return _READERS[name](replace(activity, node={**activity.node, "replyToId": opened.card, "value": value}))


def _submitted(activity: Activity, opened: OpenedForm, data: Node) -> FormSubmitted:
    form = opened.form
    return FormSubmitted(
        **activity.basics("submitted"),
        by=activity.actor(),
        place=activity.place(opened.card) if activity.conversation else None,
        action=form.action,
        subject=form.subject,
        values={each.name: _value(activity, each, text(data, each.name)) for each in form.inputs},
    )


def _value(activity: Activity, asked: Input, typed: str) -> FormValue:
    """An Adaptive Card's input gives a string, several choices with commas between."""
    if isinstance(asked, ChoiceInput):
        picked = {each.strip() for each in typed.split(",")}
        return tuple(each.value for each in asked.options if option(each.value) in picked)
    if isinstance(asked, PlaceInput):
        return _chosen(activity, asked, clean(typed)) if typed else ""
    return clean(typed)


def _chosen(activity: Activity, asked: PlaceInput, channel: str) -> PlaceChosen:
    place = PlaceRef(activity.workspace, channel)
    name = next((label for known, label in asked.known if known.channel == channel), "")
    return PlaceChosen(place, name, address=activity.address(conversation=channel))


def _shortcut(activity: Activity) -> MessageShortcutUsed | CommandGiven:
    """On a message; or of none, from the menu where one writes or searches."""
    if text(activity.value, "commandId") == MENU:
        return _menu(activity)
    message = part(activity.value, "messagePayload")
    command, identity = text(activity.value, "commandId"), text(message, "id")
    if not command or not identity:
        raise Malformed("a message action without a message")
    by = activity.actor()
    return MessageShortcutUsed(
        **activity.basics("shortcut"),
        by=by,
        place=activity.place(identity),
        shortcut=_OURS.get(command, command),
        message_id=identity,
        author=_author(activity, by, part(part(message, "from"), "user")),
        text=from_html(text(part(message, "body"), "content")),
    )


def _menu(activity: Activity) -> CommandGiven:
    """Where it was chosen, if that is told; else it is between Kring and them."""
    by = activity.actor()
    between = Place(ref=PlaceRef(activity.workspace, by.ref.user), kind=PlaceKind.DIRECT, address=by.address)
    where = activity.place() if activity.conversation else between
    return CommandGiven(**activity.basics("menu"), by=by, place=where, text="", said=Said.MENU)


def _link(activity: Activity) -> LinksShared:
    """Of a message that is still being written: so it tells a conversation, and no message."""
    url = text(activity.value, "url")
    if not url:
        raise Malformed("a link without an address")
    return LinksShared(
        **activity.basics("link", url), by=activity.actor(), place=activity.place(), message_id=None, urls=(url,)
    )


def _author(activity: Activity, by: Actor, user: Node) -> Actor | None:
    """The message tells a directory id; it is known to be the actor's own, or must be looked up."""
    identity = text(user, "id")
    if not identity:
        return None
    if identity == text(part(activity.node, "from"), "aadObjectId"):
        return by
    name = clean(text(user, "displayName"))
    return Actor(ref=AccountRef(activity.workspace, UNRESOLVED + identity), name=name)


_READERS: Mapping[str, Callable[[Activity], AnyChatEvent]] = {
    EXECUTE: _executed,
    FETCH: _in_dialog,
    SUBMIT: _in_dialog,
    LINK: _link,
    EXTENSION_FETCH: _shortcut,
    EXTENSION_SUBMIT: _in_dialog,
}
