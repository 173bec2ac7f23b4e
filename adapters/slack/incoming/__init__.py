"""Slack's payloads turned into canonical events: pure, and total over whatever JSON comes."""

from collections.abc import Callable, Mapping

from adapters.border import Node, part, text
from adapters.slack.incoming import commands, conversations, forms, membership, presses
from adapters.slack.incoming.reading import Known
from facilitation.events import AnyChatEvent

__all__ = ["Known", "to_event"]

Reader = Callable[[Node, Known], AnyChatEvent | None]

# By the `type` of what the Events API wraps.
_EVENTS: Mapping[str, Reader] = {
    "message": conversations.message,
    "app_mention": conversations.message,
    "reaction_added": conversations.reaction_added,
    "app_home_opened": conversations.home_opened,
    "link_shared": conversations.links_shared,
    "member_joined_channel": membership.joined_channel,
    "member_left_channel": membership.left_channel,
    "channel_left": membership.kring_left,
    "group_left": membership.kring_left,
    "team_join": membership.joined_workspace,
    "user_change": membership.changed,
    "channel_rename": membership.channel_renamed,
    "group_rename": membership.channel_renamed,
    "channel_archive": membership.channel_closed,
    "channel_deleted": membership.channel_closed,
    "group_archive": membership.channel_closed,
    "group_deleted": membership.channel_closed,
    "app_uninstalled": membership.uninstalled,
    "team_access_granted": membership.access_granted,
    "team_access_revoked": membership.access_revoked,
    "tokens_revoked": membership.tokens_revoked,
}

# By the `type` of an interactive payload.
_INTERACTIONS: Mapping[str, Reader] = {
    "block_actions": presses.button,
    "message_action": presses.message_shortcut,
    "shortcut": presses.global_shortcut,
    "view_submission": forms.submitted,
}


def to_event(payload: Node, known: Known) -> AnyChatEvent | None:
    """What happened, or None where it concerns nobody: bots, Kring's own doing, kinds that Kring has no use for."""
    kind = text(payload, "type")
    if kind == "event_callback":
        read = _EVENTS.get(text(part(payload, "event"), "type"))
    elif kind:
        read = _INTERACTIONS.get(kind)
    else:
        read = commands.slash if "command" in payload else None
    return read(payload, known) if read else None
