"""The manifest asks for what Kring uses and for nothing else."""

from typing import Any

from adapters.slack.manifest import EVENTS, GROUP_EVENTS, GROUP_SCOPES, SCOPES, Wording, manifest
from facilitation.repertoire import Offer
from tests.adapters.slack.payloads import NAMES, payload

WORDING = Wording(
    "d" * 300,
    "Ask, find, check in",
    "help",
    (Offer("ask", "Make this a question for all"),),
    Offer("kring", "Do something in Kring"),
)
# docs.slack.dev: the scope that each subscription needs, where it needs one
NEEDED = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}


def test_every_subscription_has_its_scope() -> None:
    assert {scope for event, scope in NEEDED.items() if event in EVENTS} <= set(SCOPES)
    assert set(EVENTS) - set(NEEDED) == {"app_home_opened", "app_uninstalled", "tokens_revoked"}


def test_private_groups_are_asked_for_only_when_they_are_wanted() -> None:
    asked = [_asked(manifest(WORDING, None, private_groups=wanted)) for wanted in (False, True)]
    (scopes, events), (with_groups, heard) = asked
    assert (scopes, events) == ({*SCOPES}, {*EVENTS})
    assert with_groups - scopes == {*GROUP_SCOPES} == {"mpim:history", "mpim:read", "mpim:write"}
    assert heard - events == {*GROUP_EVENTS} == {"message.mpim"}
    assert {scope for event, scope in NEEDED.items() if event in heard} <= with_groups


def test_every_subscription_is_understood() -> None:
    wrapped = [payload(name)["event"]["type"] for name in NAMES if "event" in payload(name)]
    assert {event.split(".")[0] for event in (*EVENTS, *GROUP_EVENTS)} <= set(wrapped)


def test_over_http_all_addresses_are_the_public_one() -> None:
    made = manifest(WORDING, "https://kring.example.org/")
    settings, features = made["settings"], made["features"]
    assert isinstance(settings, dict)
    assert isinstance(features, dict)
    address = "https://kring.example.org/slack/events"
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert features["slash_commands"][0]["url"] == address
    assert settings["socket_mode_enabled"] is False


def test_without_a_public_address_it_asks_for_socket_mode() -> None:
    made = manifest(WORDING, None)
    assert "url" not in str(made)
    settings = made["settings"]
    assert isinstance(settings, dict)
    assert settings["socket_mode_enabled"] is True


def test_what_slack_shows_fits() -> None:
    made = manifest(WORDING, None)
    features, shown = made["features"], made["display_information"]
    assert isinstance(features, dict)
    assert isinstance(shown, dict)
    assert len(shown["description"]) <= 140
    assert all(len(each["name"]) <= 24 for each in features["shortcuts"])
    assert [(each["callback_id"], each["type"]) for each in features["shortcuts"]] == [
        ("ask", "message"),
        ("kring", "global"),
    ]


def _asked(made: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Scopes and events."""
    return {*made["oauth_config"]["scopes"]["bot"]}, {*made["settings"]["event_subscriptions"]["bot_events"]}


def test_signing_in_is_asked_of_people_only_when_it_is_wanted() -> None:
    plain, signing_in = (manifest(WORDING, None, signs_in=back)["oauth_config"] for back in (None, "https://k/back"))
    assert isinstance(plain, dict)
    assert isinstance(signing_in, dict)
    assert "redirect_urls" not in plain
    assert "user" not in plain["scopes"]
    assert signing_in["redirect_urls"] == ["https://k/back"]
    assert signing_in["scopes"] == {**plain["scopes"], "user": ["openid"]}
