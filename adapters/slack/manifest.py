"""The app manifest, with the fewest scopes that what Kring does needs.

Why each is needed stands in the texts, as `install.scope.*`: whoever is asked for it is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from facilitation.repertoire import Offer

# docs.slack.dev, Scopes
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "users:read",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.im",
    "reaction_added",
    "team_join",
    "tokens_revoked",
    "user_change",
)


@dataclass(frozen=True, slots=True)
class Feature:
    """What an administrator may switch on, and what it takes beside the rest.

    `of_people`: scopes asked of each person who uses it, and of nobody else.
    """

    scopes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    of_people: tuple[str, ...] = ()


PRIVATE_GROUPS, PRIVATE_CHANNELS, UNFURLS, IMAGES = "private-groups", "private-channels", "unfurls", "images"
SIGN_IN, ORG_WIDE, TOKEN_ROTATION = "sign-in", "org-wide", "token-rotation"
NEED_ADDRESS = (UNFURLS, SIGN_IN)  # people's browsers, and links, lead to Kring
FEATURES: Mapping[str, Feature] = {
    # Without it a confidential session is relayed.
    PRIVATE_GROUPS: Feature(("mpim:history", "mpim:read", "mpim:write"), ("message.mpim",)),
    PRIVATE_CHANNELS: Feature(
        ("groups:history", "groups:read"),
        ("group_archive", "group_deleted", "group_left", "group_rename", "message.groups"),
    ),
    UNFURLS: Feature(("links:read", "links:write"), ("link_shared",)),
    IMAGES: Feature(("files:write",)),
    SIGN_IN: Feature(of_people=("openid",)),
    ORG_WIDE: Feature(events=("team_access_granted", "team_access_revoked")),
    TOKEN_ROTATION: Feature(),
}

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


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where Slack finds Kring, and browsers come back to. `socket`: Slack is listened to over Socket Mode."""

    public_url: str | None = None
    back: Sequence[str] = ()
    socket: bool = False


def scopes(features: Collection[str]) -> tuple[str, ...]:
    """Of Kring's own, in the order in which they are asked for."""
    return (*SCOPES, *(scope for name in FEATURES if name in features for scope in FEATURES[name].scopes))


def manifest(wording: Wording, addresses: Addresses, features: Collection[str] = ()) -> dict[str, object]:
    """As Slack's "Create an app from a manifest" takes it. Without a public address it asks for Socket Mode."""
    public_url = (addresses.public_url or "").rstrip("/")
    url = "" if addresses.socket or not public_url else f"{public_url}/slack/events"
    unfurled = {"unfurl_domains": [urlsplit(public_url).hostname]} if UNFURLS in features and public_url else {}
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
            "slash_commands": [_command(wording, {"url": url} if url else {})],
            **unfurled,
        },
        "oauth_config": _asked(addresses, features),
        "settings": _settings(url, features),
    }


def _settings(url: str, features: Collection[str]) -> dict[str, object]:
    request = {"request_url": url} if url else {}
    events = [*EVENTS, *(event for name in FEATURES if name in features for event in FEATURES[name].events)]
    return {
        "event_subscriptions": {**request, "bot_events": events},
        "interactivity": {"is_enabled": True, **request},
        "org_deploy_enabled": ORG_WIDE in features,
        "socket_mode_enabled": not url,
        "token_rotation_enabled": TOKEN_ROTATION in features,
    }


def _asked(addresses: Addresses, features: Collection[str]) -> dict[str, object]:
    of_people = [scope for name in FEATURES if name in features for scope in FEATURES[name].of_people]
    asked = {"bot": [*scopes(features)], **({"user": of_people} if of_people else {})}
    return {**({"redirect_urls": [*addresses.back]} if addresses.back else {}), "scopes": asked}


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
