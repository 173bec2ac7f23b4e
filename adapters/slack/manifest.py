"""The app manifest for one workspace, with the fewest scopes that what Kring does needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitation.repertoire import Offer

# Each scope with what needs it; docs.slack.dev, Scopes.
SCOPES: Mapping[str, str] = {
    "app_mentions:read": "hear @Kring",
    "channels:history": "hear replies in a question's thread; find out whether a post arrived",
    "channels:read": "know a channel's name and whether Kring is in it",
    "chat:write": "post",
    "commands": "/kring and the message shortcuts",
    "im:history": "hear direct messages",
    "im:read": "know which conversation is direct",
    "im:write": "ask members privately",
    "reactions:read": "see an answer accepted with a check mark",
    "users:read": "know names, languages and time zones",
}

# Only where an administrator lets Kring open private groups. Without them a confidential session is relayed.
GROUP_SCOPES: Mapping[str, str] = {
    "mpim:history": "hear what is said in a group that Kring opened; find out whether a post arrived there",
    "mpim:read": "know which conversation is such a group",
    "mpim:write": "open a group for the people of a confidential session",
}

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.im",
    "reaction_added",
    "team_join",
    "tokens_revoked",
    "user_change",
)

SIGN_IN_SCOPES: Mapping[str, str] = {"openid": "know who signs in to the handbook, and of which workspace"}
"""Asked of each person who signs in, and of nobody else."""

GROUP_EVENTS = ("message.mpim",)

DESCRIPTION, SHORTCUT_NAME, USAGE_HINT = 140, 24, 1000  # characters; docs.slack.dev, App manifest reference


@dataclass(frozen=True, slots=True)
class Wording:
    """What people read about the app in Slack."""

    description: str
    command: str
    usage: str
    shortcuts: Sequence[Offer]
    menu: Offer
    """Of no message: it asks what one would like to do."""


def manifest(
    wording: Wording, public_url: str | None, *, private_groups: bool = False, signs_in: str | None = None
) -> dict[str, object]:
    """As Slack's "Create an app from a manifest" takes it. Without a public address it asks for Socket Mode.
    `signs_in`: where browsers come back to from signing in with Slack, if people may."""
    scopes = [*SCOPES, *GROUP_SCOPES] if private_groups else [*SCOPES]
    events = [*EVENTS, *GROUP_EVENTS] if private_groups else [*EVENTS]
    address = {} if public_url is None else {"url": f"{public_url.rstrip('/')}/slack/events"}
    request = {"request_url": address["url"]} if address else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {"name": "Kring", "description": wording.description[:DESCRIPTION]},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Kring", "always_online": True},
            "shortcuts": _shortcuts(wording),
            "slash_commands": [_command(wording, address)],
        },
        "oauth_config": _asked(scopes, signs_in),
        "settings": {
            "event_subscriptions": {**request, "bot_events": events},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": public_url is None,
            "token_rotation_enabled": False,
        },
    }


def _asked(scopes: Sequence[str], signs_in: str | None) -> dict[str, object]:
    if signs_in is None:
        return {"scopes": {"bot": scopes}}
    return {"redirect_urls": [signs_in], "scopes": {"bot": scopes, "user": [*SIGN_IN_SCOPES]}}


def _command(wording: Wording, address: Mapping[str, str]) -> dict[str, object]:
    """Escaped: mentions in a command come as ids."""
    return {
        "command": "/kring",
        **address,
        "description": wording.command,
        "usage_hint": wording.usage[:USAGE_HINT],
        "should_escape": True,
    }


def _shortcuts(wording: Wording) -> list[dict[str, str]]:
    return [*(_shortcut(each, "message") for each in wording.shortcuts), _shortcut(wording.menu, "global")]


def _shortcut(shortcut: Offer, kind: str) -> dict[str, str]:
    return {
        "name": shortcut.label[:SHORTCUT_NAME],
        "type": kind,
        "callback_id": shortcut.name,
        "description": shortcut.label,
    }
