"""Settings: read once, told plainly when they don't fit together, and never printed when secret."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.fitting import misfits
from bot.secret_key import key_file, secret_key
from bot.settings import CHECKOUT, Settings, read

KEY = "kZ3vQ9wLr1Xo7Tn5Ub2Yc8Ma4Pe6SdFg"
SLACK = {"slack_bot_token": "xoxb-secret", "slack_signing_secret": "signing-secret"}
TEAMS = {
    "microsoft_app_id": "3f2b1c00-0000-4000-8000-000000000000",
    "microsoft_app_password": "pass-secret",
    "microsoft_app_tenant_id": "72f988bf-86f1-41af-91ab-2d7cd011db47",
}


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


def test_nothing_needs_to_be_set_for_the_playground() -> None:
    assert misfits(settings()) == []


def test_slack_and_teams_with_a_key_are_fine() -> None:
    assert misfits(settings(kring_secret_key=KEY, **SLACK, **TEAMS)) == []


def test_socket_mode_needs_no_signing_secret() -> None:
    assert misfits(settings(kring_secret_key=KEY, slack_bot_token="xoxb-1", slack_app_token="xapp-1")) == []


def test_a_slack_app_that_is_installed_from_a_browser_needs_no_token_of_its_own() -> None:
    app = {"slack_client_id": "1.2", "slack_client_secret": "s", "slack_signing_secret": "s", "kring_secret_key": KEY}
    (line,) = misfits(settings(**app))
    assert line.startswith("KRING_PUBLIC_URL")
    there = {**app, "kring_public_url": "https://kring.example.org"}
    assert misfits(settings(**there)) == []
    assert settings(**there).platforms == ("playground", "slack")
    assert settings(**{**there, "slack_signing_secret": None}).platforms == ("playground",)


def test_a_feature_of_slack_that_there_is_not_is_told() -> None:
    assert misfits(settings(slack_features="images, private-groups")) == []
    (line,) = misfits(settings(slack_features="images, telepathy"))
    assert "telepathy" in line


def test_a_feature_of_slack_that_leads_to_kring_needs_an_address() -> None:
    given = {"slack_features": "images, sign-in, unfurls"}
    assert [line.partition(", which")[0] for line in misfits(settings(**given))] == [
        "KRING_PUBLIC_URL: missing, and needed for sign-in",
        "KRING_PUBLIC_URL: missing, and needed for unfurls",
    ]
    assert misfits(settings(**given, kring_public_url="https://kring.example.org")) == []


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"slack_signing_secret": "s"}, "SLACK_BOT_TOKEN"),
        ({"slack_app_token": "s"}, "SLACK_BOT_TOKEN"),
        ({"slack_client_id": "1.2"}, "SLACK_CLIENT_SECRET"),
        ({"slack_bot_token": "s", "kring_secret_key": KEY}, "SLACK_SIGNING_SECRET"),
        ({"microsoft_app_password": "p"}, "MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID"),
        ({**TEAMS, "microsoft_app_tenant_id": None, "kring_secret_key": KEY}, "MICROSOFT_APP_TENANT_ID"),
    ],
)
def test_half_a_platform_is_told_by_what_is_missing(given: dict[str, Any], missing: str) -> None:
    (line,) = misfits(settings(**given))
    assert missing in line
    assert "by half" in line


def test_a_tenant_is_given_by_its_id() -> None:
    (line,) = misfits(settings(kring_secret_key=KEY, **{**TEAMS, "microsoft_app_tenant_id": "example.onmicrosoft.com"}))
    assert line.startswith("MICROSOFT_APP_TENANT_ID")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "kring.example.org"])
def test_the_playground_is_refused_off_loopback(host: str) -> None:
    (line,) = misfits(settings(kring_host=host))
    assert line.startswith("KRING_PLAYGROUND")
    assert misfits(settings(kring_host=host, kring_playground=False)) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_the_playground_is_at_home_on_loopback(host: str) -> None:
    assert misfits(settings(kring_host=host)) == []


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:hunter2@h/d",
        "postgres:hunter2",
        "kring.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////no/such/f",
    ],
)
def test_a_bad_database_address_is_told_without_its_password(address: str) -> None:
    (line,) = misfits(settings(database_url=address, kring_secret_key=KEY))
    assert line.startswith("DATABASE_URL")
    assert "hunter2" not in line


@pytest.mark.parametrize(
    "given",
    [SLACK, TEAMS, {"database_url": "postgresql://u:hunter2@localhost/kring"}],
    ids=["slack", "teams", "postgres"],
)
def test_a_key_is_needed_where_something_is_at_stake(given: dict[str, Any]) -> None:
    (line,) = misfits(settings(**given))
    assert line.startswith("KRING_SECRET_KEY: missing")


@pytest.mark.parametrize(
    "key", ["short", "a" * 40, f"{KEY},changeme", f"{KEY},", "abababababababababababababababababab"]
)
def test_a_weak_key_is_refused(key: str) -> None:
    (line,) = misfits(settings(kring_secret_key=key))
    assert line.startswith("KRING_SECRET_KEY: too easy")
    assert key not in line


def test_several_keys_may_be_given() -> None:
    assert misfits(settings(kring_secret_key=f"{KEY}, {KEY[::-1]}")) == []


@pytest.mark.parametrize(
    "address", ["ftp://x", "kring.example.org", "http://kring.example.org", "https://", "http://[bad"]
)
def test_addresses_are_https_except_on_this_machine(address: str) -> None:
    (line,) = misfits(settings(kring_public_url=address))
    assert line.startswith("KRING_PUBLIC_URL")
    assert misfits(settings(kring_public_url="http://127.0.0.1:9000")) == []


def test_what_cannot_be_read_is_told_beside_what_does_not_fit() -> None:
    found, unreadable = read(kring_port="eight", kring_playground="perhaps", kring_host="0.0.0.0", slack_bot_token="x")
    told = [*unreadable, *misfits(found)]
    names = [re.split(r"[: ]", line)[0] for line in told]
    assert names == ["KRING_PORT", "KRING_PLAYGROUND", "KRING_PLAYGROUND", "KRING_SECRET_KEY", "Slack"]


def test_the_plain_playground_makes_its_key_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    given = settings(database_url=f"sqlite:///{tmp_path}/k.sqlite3")
    key = secret_key(given)
    file = key_file(tmp_path / "k.sqlite3")
    assert secret_key(given) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert misfits(settings(kring_secret_key=key)) == []
    assert [entry.name for entry in tmp_path.iterdir()] == ["k.sqlite3-key"]


def test_env_example_lists_every_setting_with_its_default() -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert set(listed) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str) and field.default:
            assert listed[name.upper()] == field.default


def test_no_secret_shows_when_settings_are_printed() -> None:
    shown = repr(settings(kring_secret_key=KEY, database_url="postgresql://u:hunter2@h/d", **SLACK, **TEAMS))
    for secret in (KEY, "hunter2", "xoxb-secret", "signing-secret", "pass-secret"):
        assert secret not in shown
