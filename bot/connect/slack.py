"""The Slack app in the settings: the workspace whose token is there, and all into which somebody installs it."""

from collections.abc import Sequence
from functools import partial

from pydantic import SecretStr

from adapters.slack.checking import check
from adapters.slack.connection import SlackAccess, SlackConnection
from adapters.slack.manifest import scopes
from adapters.slack.oauth import App, installed_anew
from adapters.slack.routes import REDIRECT
from bot.connect import Connection, Surroundings
from bot.settings import Settings
from facilitation.ports.installations import Installations


def connect(surroundings: Surroundings) -> Connection:
    settings = surroundings.settings
    access = SlackAccess(
        bot_token=_plain(settings.slack_bot_token),
        signing_secret=_plain(settings.slack_signing_secret),
        app_token=_plain(settings.slack_app_token),
        api_url=settings.slack_api_url,
        features=settings.features,
        app=_app(settings) if settings.slack_can_be_installed else None,
    )
    slack = SlackConnection(access, surroundings.handle, surroundings.clock, surroundings.installations)
    remark = partial(running_out, settings.public_url)
    return Connection("slack", slack, check=partial(check, access), remark=remark)


def running_out(public_url: str, kept: Installations) -> Sequence[str]:
    """Where Kring falls silent, and what to do about it."""
    return [
        f"{each.workspace}: the token can't be renewed ({each.refused}) and ends {each.expires_at:%Y-%m-%d %H:%M} UTC; "
        f"whoever may install apps there opens {installed_anew(public_url, each.workspace)}"
        for each in kept.running_out()
        if each.workspace.startswith("slack:")
    ]


def _app(settings: Settings) -> App:
    return App(
        client_id=settings.slack_client_id or "",
        client_secret=_plain(settings.slack_client_secret),
        back=f"{settings.public_url}{REDIRECT}",
        scopes=scopes(settings.features),
        authorize_url=settings.slack_authorize_url,
    )


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
