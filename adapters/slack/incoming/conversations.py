"""Messages posted, edited and deleted; reactions; the home tab."""

from collections.abc import Mapping

from adapters.border import Basics, Node, part, parts, text
from adapters.slack import emoji
from adapters.slack.incoming.addressing import what_is_asked
from adapters.slack.incoming.reading import (
    SLACKBOT,
    Known,
    actor,
    basics,
    bot_user,
    moment,
    place,
    thread_of,
    words_of,
    writer_of,
)
from adapters.slack.plain import from_slack
from facilitation.events import (
    Actor,
    CommandGiven,
    HomeOpened,
    LinksShared,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageSeen,
    Place,
    ReactionAdded,
    Said,
)
from facilitation.people import AccountRef, PlaceKind, WorkspaceId

# Subtypes that are still a person saying something; all others are Slack's own notices.
_SAID = frozenset({"", "file_share", "thread_broadcast", "me_message"})


def message(payload: Node, known: Known) -> MessagePosted | CommandGiven | MessageEdited | MessageDeleted | None:
    """A `message` or `app_mention` event. Saying something to Kring arrives as both; they have one delivery id."""
    event = part(payload, "event")
    subtype = text(event, "subtype")
    if subtype in _SAID:
        return _posted(payload, event, known)
    if subtype == "message_changed":
        return _changed(payload, event, known)
    if subtype == "message_deleted":
        return _deleted(payload, event, part(event, "previous_message"), text(event, "deleted_ts"), known)
    return None


def seen(message: Node, within: WorkspaceId, names: Mapping[str, str]) -> MessageSeen | None:
    """A message as Slack gives it back; None where only its replies are left."""
    subtype = text(message, "subtype")
    if subtype == "tombstone":
        return None
    wrote = writer_of(message, "") if subtype in _SAID else ""
    return MessageSeen(
        thread=thread_of(message, text(message, "ts")) or None,
        author=Actor(ref=AccountRef(within, wrote)) if wrote else None,
        text=from_slack(text(message, "text"), names, emoji.within(message.get("blocks"))),
    )


def reaction_added(payload: Node, known: Known) -> ReactionAdded | None:
    event = part(payload, "event")
    item, user = part(event, "item"), text(event, "user")
    channel, stamp = text(item, "channel"), text(item, "ts")
    if text(item, "type") != "message" or not (user and channel and stamp) or user == bot_user(payload, known):
        return None
    return ReactionAdded(
        **basics(payload, known),
        by=actor(payload, user),
        place=place(payload, channel),
        message_id=stamp,
        emoji=emoji.reaction(text(event, "reaction")),
    )


def links_shared(payload: Node, known: Known) -> LinksShared | None:
    """Also of a message that is still being written, which has no place yet: that one concerns nobody."""
    event = part(payload, "event")
    user, channel, stamp = text(event, "user"), text(event, "channel"), text(event, "message_ts")
    urls = tuple(text(link, "url") for link in parts(event, "links") if text(link, "url"))
    if not (user and urls and stamp) or text(event, "source") == "composer" or channel == "COMPOSER":
        return None
    return LinksShared(
        **basics(payload, known),
        by=actor(payload, user),
        place=place(payload, channel, thread_of({"thread_ts": text(event, "thread_ts")}, stamp)),
        message_id=stamp,
        urls=urls,
    )


def home_opened(payload: Node, known: Known) -> HomeOpened | None:
    event = part(payload, "event")
    user = text(event, "user")
    if not user or text(event, "tab") == "messages":
        return None
    return HomeOpened(
        **basics(payload, known),
        by=actor(payload, user),
    )


def _posted(payload: Node, event: Node, known: Known) -> MessagePosted | CommandGiven | None:
    user, channel, stamp = text(event, "user"), text(event, "channel"), text(event, "ts")
    bot = bot_user(payload, known)
    if not (user and channel and stamp) or user in (bot, SLACKBOT) or "bot_id" in event:
        return None
    where = place(payload, channel, thread_of(event, stamp), text(event, "channel_type"))
    said: Basics = {
        "delivery_id": f"posted:{channel}:{stamp}",
        "workspace": where.ref.workspace,
        "at": moment(stamp, known.at),
    }
    written, characters = text(event, "text"), emoji.within(event.get("blocks"))
    asked = what_is_asked(written, bot, direct=where.kind is PlaceKind.DIRECT)
    if asked is None:
        return MessagePosted(
            **said,
            by=actor(payload, user),
            place=where,
            message_id=stamp,
            text=words_of(event, known),
        )
    return CommandGiven(
        **said,
        by=actor(payload, user),
        place=where,
        text=from_slack(asked, known.names, characters).strip(),
        said=Said.DIRECT if where.kind is PlaceKind.DIRECT else Said.MENTION,
        message_id=stamp,
        can_open_form=False,
    )


def _changed(payload: Node, event: Node, known: Known) -> MessageEdited | MessageDeleted | None:
    """An edit; or only an unfurled link; or a thread's root that was deleted and leaves a tombstone."""
    now, before = part(event, "message"), part(event, "previous_message")
    stamp = text(now, "ts")
    if text(now, "subtype") == "tombstone":
        return _deleted(payload, event, before, stamp, known)
    if not stamp or "bot_id" in now or text(now, "text") == text(before, "text"):
        return None
    return MessageEdited(
        **basics(payload, known),
        place=_where(payload, event, now, stamp),
        message_id=stamp,
        text=words_of(now, known),
    )


def _deleted(payload: Node, event: Node, before: Node, stamp: str, known: Known) -> MessageDeleted | None:
    if not stamp:
        return None
    return MessageDeleted(
        **basics(payload, known),
        place=_where(payload, event, before, stamp),
        message_id=stamp,
    )


def _where(payload: Node, event: Node, changed: Node, stamp: str) -> Place:
    return place(payload, text(event, "channel"), thread_of(changed, stamp), text(event, "channel_type"))
