"""Buttons pressed, on messages and on the home tab, and shortcuts: on a message, or of no message at all."""

from adapters.border import Node, part, parts, text
from adapters.slack.incoming.reading import Known, actor, bot_user, place, thread_of, triggered, words_of, writer_of
from adapters.slack.names import LINK, action_of
from facilitation.events import Actor, ButtonPressed, CommandGiven, MessageShortcutUsed, Place, Said
from facilitation.messages import Subject


def button(payload: Node, known: Known) -> ButtonPressed | None:
    pressed = next((action for action in parts(payload, "actions") if text(action, "type") == "button"), None)
    user, trigger = text(part(payload, "user"), "id"), text(payload, "trigger_id")
    if pressed is None or not (user and trigger) or action_of(text(pressed, "action_id")) == LINK:
        return None
    container = part(payload, "container")
    fleeting = bool(container.get("is_ephemeral"))
    return ButtonPressed(
        **triggered(payload, known, text(pressed, "action_ts")),
        by=actor(payload, user),
        place=_pressed_at(payload, container, user),
        message_id=None if fleeting else text(container, "message_ts") or None,
        action=action_of(text(pressed, "action_id")),
        subject=Subject.decode(text(pressed, "value")),
    )


def message_shortcut(payload: Node, known: Known) -> MessageShortcutUsed | None:
    user, trigger = text(part(payload, "user"), "id"), text(payload, "trigger_id")
    channel, message = part(payload, "channel"), part(payload, "message")
    stamp = text(message, "ts") or text(payload, "message_ts")
    if not (user and trigger and stamp and text(channel, "id")):
        return None
    return MessageShortcutUsed(
        **triggered(payload, known, text(payload, "action_ts")),
        by=actor(payload, user),
        place=place(payload, text(channel, "id"), thread_of(message, stamp), name=text(channel, "name")),
        shortcut=text(payload, "callback_id"),
        message_id=stamp,
        author=_author(payload, message, known),
        text=words_of(message, known),
    )


def global_shortcut(payload: Node, known: Known) -> CommandGiven | None:
    """Of no place: so it is their conversation with Kring, which Slack also finds by user."""
    user, trigger = text(part(payload, "user"), "id"), text(payload, "trigger_id")
    if not (user and trigger):
        return None
    return CommandGiven(
        **triggered(payload, known, text(payload, "action_ts")),
        by=actor(payload, user),
        place=place(payload, user, kind="im"),
        text="",
        said=Said.MENU,
    )


def _pressed_at(payload: Node, container: Node, user: str) -> Place:
    """The message's place. A home tab has none: there it is the direct conversation, which Slack also finds by user."""
    channel = part(payload, "channel")
    channel_id = text(channel, "id") or text(container, "channel_id")
    if not channel_id:
        return place(payload, user, kind="im")
    stamp = text(container, "message_ts")
    thread = thread_of(part(payload, "message"), stamp) or thread_of(container, stamp)
    return place(payload, channel_id, thread, name=text(channel, "name"))


def _author(payload: Node, message: Node, known: Known) -> Actor | None:
    wrote = writer_of(message, bot_user(payload, known))
    return actor(payload, wrote) if wrote else None
