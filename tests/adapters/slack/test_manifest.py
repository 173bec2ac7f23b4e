"""The manifest asks for what Kring uses and for nothing else."""

from collections.abc import Iterable
from typing import Any

import pytest

from adapters.slack.manifest import (
    EVENTS,
    FEATURES,
    IMAGES,
    ORG_WIDE,
    PRIVATE_CHANNELS,
    PRIVATE_GROUPS,
    SCOPES,
    SIGN_IN,
    TOKEN_ROTATION,
    UNFURLS,
    Addresses,
    Wording,
    manifest,
    scopes,
)
from adapters.slack.permissions import reasons
from facilitation.people import LANGUAGES
from facilitation.repertoire import Offer
from facilitation.texts import texts_in
from tests.adapters.slack.payloads import NAMES, payload

WORDING = Wording(
    "d" * 300,
    "Ask, find, check in",
    "help",
    (Offer("ask", "Make this a question for all"),),
    Offer("kring", "Do something in Kring"),
)
SOMEWHERE = Addresses("https://kring.example.org/", ["https://kring.example.org/slack/oauth_redirect"])
# docs.slack.dev: the scope that each subscription needs, where it needs one
NEEDED = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "link_shared": "links:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
FREE = {"app_home_opened", "app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked"}


def made(*features: str, addresses: Addresses = SOMEWHERE) -> Any:
    return manifest(WORDING, addresses, features)


def asked(*features: str) -> set[str]:
    return {*made(*features)["oauth_config"]["scopes"]["bot"]}


def heard(*features: str) -> set[str]:
    return {*made(*features)["settings"]["event_subscriptions"]["bot_events"]}


def powerset() -> Iterable[tuple[str, ...]]:
    names = [*FEATURES]
    return [tuple(name for place, name in enumerate(names) if chosen >> place & 1) for chosen in range(1 << len(names))]


def test_every_subscription_has_its_scope_whatever_is_switched_on() -> None:
    for features in powerset():
        events = heard(*features)
        assert {NEEDED[event] for event in events - FREE} <= asked(*features)
        assert events <= {*NEEDED, *FREE}


@pytest.mark.parametrize(
    ("feature", "takes", "hears"),
    [
        (PRIVATE_GROUPS, {"mpim:history", "mpim:read", "mpim:write"}, {"message.mpim"}),
        (
            PRIVATE_CHANNELS,
            {"groups:history", "groups:read"},
            {"group_archive", "group_deleted", "group_left", "group_rename", "message.groups"},
        ),
        (UNFURLS, {"links:read", "links:write"}, {"link_shared"}),
        (IMAGES, {"files:write"}, set()),
        (ORG_WIDE, set(), {"team_access_granted", "team_access_revoked"}),
    ],
)
def test_a_feature_is_asked_for_only_when_it_is_switched_on(feature: str, takes: set[str], hears: set[str]) -> None:
    assert (asked(), heard()) == ({*SCOPES}, {*EVENTS})
    assert (asked(feature) - asked(), heard(feature) - heard()) == (takes, hears)


def test_every_subscription_is_understood() -> None:
    wrapped = [payload(name)["event"]["type"] for name in NAMES if "event" in payload(name)]
    assert {event.split(".")[0] for event in EVENTS} <= set(wrapped)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_scope_has_a_reason_of_its_own(language: str) -> None:
    told = reasons(scopes(FEATURES), texts_in(language))
    assert len(set(told.values())) == len(told) == len(set(scopes(FEATURES)))


def test_over_http_all_addresses_are_the_public_one() -> None:
    settings, features = made(UNFURLS)["settings"], made(UNFURLS)["features"]
    address = "https://kring.example.org/slack/events"
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert features["slash_commands"][0]["url"] == address
    assert features["unfurl_domains"] == ["kring.example.org"]
    assert settings["socket_mode_enabled"] is False


def test_without_a_public_address_it_asks_for_socket_mode() -> None:
    alone = made(addresses=Addresses())
    assert "url" not in str(alone)
    assert alone["settings"]["socket_mode_enabled"] is True


def test_over_socket_mode_browsers_can_come_back_all_the_same() -> None:
    listened = made(addresses=Addresses("https://kring.example.org", SOMEWHERE.back, socket=True))
    assert listened["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(listened)
    assert listened["oauth_config"]["redirect_urls"] == [*SOMEWHERE.back]


@pytest.mark.parametrize(
    ("feature", "setting"), [(ORG_WIDE, "org_deploy_enabled"), (TOKEN_ROTATION, "token_rotation_enabled")]
)
def test_organisations_and_fleeting_tokens_are_asked_for_when_they_are_wanted(feature: str, setting: str) -> None:
    assert [made(*features)["settings"][setting] for features in ((), (feature,))] == [False, True]


def test_what_slack_shows_fits() -> None:
    shown, features = made()["display_information"], made()["features"]
    assert len(shown["description"]) <= 140
    ask, menu = features["shortcuts"]
    assert len(ask["name"]) <= 24
    assert (ask["type"], ask["callback_id"]) == ("message", "ask")
    assert (menu["type"], menu["callback_id"]) == ("global", "kring")


def test_signing_in_is_asked_of_people_only_when_it_is_wanted() -> None:
    plain, signing_in = made()["oauth_config"]["scopes"], made(SIGN_IN)["oauth_config"]["scopes"]
    assert signing_in == {**plain, "user": ["openid"]}
    assert "user" not in plain
