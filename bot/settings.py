"""Every setting of Kring, read from the environment and from `.env` beside the checkout; nothing else reads them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).parents[1]
VERSION = "0.1.0"
PASSED_ON = ("PATH", "LANG", "TMPDIR")
PLAYGROUND = "playground"


class Settings(BaseSettings):
    """As given; what does not fit together is found by `bot.fitting`. Names in capitals in the environment."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    database_url: SecretStr = SecretStr(f"sqlite:///{CHECKOUT / 'kring.sqlite3'}")
    """Secret because a PostgreSQL address holds its password."""

    kring_secret_key: SecretStr | None = None
    """Encrypts what must not be read in the database; several, separated by commas, to rotate: the first encrypts."""
    kring_public_url: str | None = None
    """Where the platforms and people's browsers reach this server."""
    kring_contact: str | None = None
    """How people reach whoever runs Kring: an address of mail, or of a page."""
    kring_host: str = "127.0.0.1"
    kring_port: int = 8000
    kring_playground: bool = True

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    """With it Slack is listened to over Socket Mode."""
    slack_api_url: str = "https://slack.com/api/"
    slack_client_id: str | None = None
    """With the client secret Kring can be installed from a browser, and people sign in to the handbook with Slack."""
    slack_client_secret: SecretStr | None = None
    slack_authorize_url: str = "https://slack.com/oauth/v2/authorize"
    slack_features: str = ""
    """What is switched on beside the rest, separated by commas: the names in `adapters.slack.manifest.FEATURES`."""
    slack_openid_url: str = "https://slack.com"
    """Slack as an OpenID provider: its issuer."""

    microsoft_app_id: str | None = None
    microsoft_app_password: SecretStr | None = None
    microsoft_app_tenant_id: str | None = None
    teams_openid_metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    teams_token_url: str | None = None
    """Where Kring gets its own Teams token, when not from Microsoft's login for the tenant."""
    microsoft_openid_url: str | None = None
    """Entra ID as an OpenID provider: its issuer, when it is not Microsoft's login for the tenant."""
    teams_service_hosts: str = ""
    """Further hosts, separated by commas, to which Kring may send its Teams token."""

    @property
    def platforms(self) -> tuple[str, ...]:
        """Those that are set up, by the names of their modules in `bot/connect`."""
        slack = self.slack_bot_token or self.slack_can_be_installed
        has = {PLAYGROUND: self.kring_playground, "slack": slack, "teams": self.microsoft_app_id}
        return tuple(name for name, given in has.items() if given)

    @property
    def slack_can_be_installed(self) -> bool:
        """From a browser, into any workspace: where the app's own credentials are there, and a way to be heard."""
        listens = self.slack_signing_secret or self.slack_app_token
        return bool(self.slack_client_id and self.slack_client_secret and listens and self.kring_public_url)

    @property
    def features(self) -> tuple[str, ...]:
        """Of Slack's app."""
        return tuple(name.strip().lower() for name in self.slack_features.split(",") if name.strip())

    @property
    def service_hosts(self) -> tuple[str, ...]:
        return tuple(host.strip().lower() for host in self.teams_service_hosts.split(",") if host.strip())

    @property
    def public_url(self) -> str:
        """Without a slash at its end."""
        return (self.kring_public_url or f"http://{bracketed(self.kring_host)}:{self.kring_port}").rstrip("/")


def environment(given: Mapping[str, str]) -> Mapping[str, str]:
    """For another process of Kring: what is given, and nothing of this one's settings or `.env`."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**passed, "PYTHONPATH": str(CHECKOUT), "KRING_ENV_FILE": "", **given}


def bracketed(host: str) -> str:
    """The host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def read(**given: Any) -> tuple[Settings, list[str]]:
    """The settings, `given` before all else, and a line about each that can't be read and was left out.

    `KRING_ENV_FILE` names another file in the place of `.env`; empty, none is read.
    """
    env_file = os.environ.get("KRING_ENV_FILE", str(CHECKOUT / ".env")) or None
    try:
        return Settings(_env_file=env_file, **given), []
    except ValidationError as refused:
        wrong = {str(error["loc"][0]): error["msg"] for error in refused.errors(include_input=False)}
    defaults = {name: Settings.model_fields[name].default for name in wrong}
    settings = Settings(_env_file=env_file, **{**given, **defaults})
    return settings, [f"{name.upper()}: {message}." for name, message in wrong.items()]
