"""From an activity to canonical events: pure, and tested on payloads."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from adapters.border import text
from adapters.teams.incoming import invokes, membership, messages
from adapters.teams.incoming.reading import Activity, Malformed, tenant_of
from facilitation.events import AnyChatEvent

__all__ = ["Malformed", "tenant_of", "to_events"]

_READERS: Mapping[str, Callable[[Activity], tuple[AnyChatEvent, ...]]] = {
    "message": messages.posted,
    "messageUpdate": messages.edited,
    "messageDelete": messages.deleted,
    "messageReaction": messages.reacted,
    "conversationUpdate": membership.changed,
    "installationUpdate": membership.installed,
    "invoke": invokes.invoked,
}


def to_events(
    payload: Mapping[str, object], received: datetime, channels: Sequence[str] = ()
) -> tuple[AnyChatEvent, ...]:
    """What happened, in order: several people can join at once. Empty when it concerns nothing of Kring's.

    `received` stands in for a time the activity doesn't tell; `channels` are those of its team that Kring knows of.
    Raises: Malformed.
    """
    activity = Activity(payload, received, channels)
    reader = _READERS.get(text(payload, "type"))
    if reader is None or not activity.tenant:
        return ()
    return reader(activity)
