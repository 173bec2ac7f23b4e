"""Messages: posted, edited, deleted, reacted to."""

import re
import sys

from adapters.border import Node, clean, part, parts, text
from adapters.teams.hidden import read_pressed
from adapters.teams.incoming.invokes import press
from adapters.teams.incoming.reading import Activity, Malformed
from adapters.teams.plain import from_html
from facilitation.events import (
    AnyChatEvent,
    CommandGiven,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    Said,
)
from facilitation.people import PlaceKind

# The reactions with names of their own; all others are "<code points in hex>_<name>".
_REACTIONS = {"like": "👍", "heart": "❤️", "laugh": "😆", "surprised": "😮", "sad": "🙁", "angry": "😠"}
_BY_CODE_POINT = re.compile(r"[0-9a-f]{4,5}(-[0-9a-f]{4,5})*(?=_|$)", re.IGNORECASE)


def posted(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """A message to Kring is a command; a press that an older client sent as a message is a press."""
    pressed = read_pressed(activity.value)
    if pressed:
        return (press(activity, pressed, text(activity.node, "replyToId"), opens=False),)
    message = _message_id(activity)
    by, place = activity.actor(), activity.place(message)
    addressed, said = _said(activity)
    how = Said.DIRECT if place.kind is PlaceKind.DIRECT else Said.MENTION
    if not addressed and how is Said.MENTION:
        event = MessagePosted(**activity.basics("posted"), by=by, place=place, message_id=message, text=said)
        return (event,)
    command = CommandGiven(
        **activity.basics("posted"),
        by=by,
        place=place,
        text=said,
        said=how,
        message_id=message,
        can_open_form=False,
    )
    return (command,)


def edited(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """`undeleteMessage` too is a message that reads differently now."""
    message = _message_id(activity)
    event = MessageEdited(
        **activity.basics("edited", text(activity.node, "timestamp")),
        place=activity.place(message),
        message_id=message,
        text=_said(activity)[1],
    )
    return (event,)


def deleted(activity: Activity) -> tuple[AnyChatEvent, ...]:
    message = _message_id(activity)
    basics = activity.basics("deleted", text(activity.node, "timestamp"))
    return (MessageDeleted(**basics, place=activity.place(message), message_id=message),)


def reacted(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """Reactions taken away mean nothing here."""
    message = text(activity.node, "replyToId")
    if not message:
        raise Malformed("a reaction to nothing")
    return tuple(
        ReactionAdded(
            **activity.basics("reacted", text(added, "type")),
            by=activity.actor(),
            place=activity.place(message),
            message_id=message,
            emoji=_emoji(text(added, "type")),
        )
        for added in parts(activity.node, "reactionsAdded")
    )


def _message_id(activity: Activity) -> str:
    message = text(activity.node, "id")
    if not message:
        raise Malformed("a message without an id")
    return message


def _said(activity: Activity) -> tuple[bool, str]:
    """Whether Kring was mentioned, and the words without that mention."""
    markup = text(activity.node, "text") or _html(activity.node)
    tags = [text(each, "text") for each in parts(activity.node, "entities") if _mentions(each, activity.bot)]
    for tag in filter(None, tags):
        markup = markup.replace(tag, " ", 1)
    return bool(tags), from_html(markup)


def _mentions(entity: Node, bot: str) -> bool:
    return text(entity, "type") == "mention" and bool(bot) and text(part(entity, "mentioned"), "id") == bot


def _html(node: Node) -> str:
    """The text of a message that came as an attachment only."""
    html = (each for each in parts(node, "attachments") if text(each, "contentType") == "text/html")
    return next((text(each, "content") for each in html), "")


def _emoji(name: str) -> str:
    found = _BY_CODE_POINT.match(name)
    if name in _REACTIONS or not found:
        return _REACTIONS.get(name, name)
    points = (int(point, 16) for point in found.group().split("-"))
    return clean("".join(chr(point) for point in points if point <= sys.maxunicode))
