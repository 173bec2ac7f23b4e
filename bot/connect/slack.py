"""The Slack workspace whose token is in the settings."""

from functools import partial

from pydantic import SecretStr

from adapters.slack.checking import check
from adapters.slack.connection import SlackAccess, SlackConnection
from bot.connect import Connection, Surroundings


def connect(surroundings: Surroundings) -> Connection:
    settings = surroundings.settings
    access = SlackAccess(
        bot_token=_plain(settings.slack_bot_token),
        signing_secret=_plain(settings.slack_signing_secret),
        app_token=_plain(settings.slack_app_token),
        api_url=settings.slack_api_url,
        features=settings.features,
    )
    slack = SlackConnection(access, surroundings.handle, surroundings.clock)
    return Connection("slack", slack, check=partial(check, access))


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
