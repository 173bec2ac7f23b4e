"""Whether the settings fit together. All that doesn't is told at once, a plain line each, and no value of a secret."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from adapters.loopback import is_loopback
from adapters.slack.manifest import FEATURES, NEED_ADDRESS
from bot.settings import Settings

SHORTEST_KEY = 32  # characters; 16 random bytes in hexadecimal
FEWEST_DIFFERENT = 10  # a random key of 32 hexadecimal characters shows 14 different ones on average
HOW_TO_MAKE_A_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
ADDRESSES = (
    "kring_public_url",
    "slack_api_url",
    "slack_authorize_url",
    "slack_openid_url",
    "microsoft_openid_url",
    "teams_openid_metadata_url",
    "teams_token_url",
)
IDENTITY = re.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
CONTACT = re.compile(r"https://[^\s/]+\S*|[^\s@:/?#]+@[^\s@:/?#]+")
POSTGRESQL = ("postgresql", "postgresql+psycopg")


def misfits(settings: Settings) -> list[str]:
    """A line for each thing that keeps Kring from starting; nothing when all is well."""
    return [*_database(settings), *_server(settings), *_key(settings), *_slack(settings), *_teams(settings)]


def sqlite_file(settings: Settings) -> Path | None:
    """The SQLite file, or None on PostgreSQL."""
    scheme, _, path = settings.database_url.get_secret_value().partition(":///")
    return Path(path.partition("?")[0]) if scheme == "sqlite" else None


def _database(settings: Settings) -> Iterator[str]:
    address = settings.database_url.get_secret_value()
    file = sqlite_file(settings)
    if urlsplit(address).scheme in POSTGRESQL:
        return
    if file is None:
        yield "DATABASE_URL: give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME."
    elif file.name in ("", ":memory:"):
        yield "DATABASE_URL: give the path of a file, as in sqlite:///kring.sqlite3."
    elif not file.parent.is_dir():
        yield f"DATABASE_URL: the folder {file.parent} does not exist."


def _server(settings: Settings) -> Iterator[str]:
    if not 0 <= settings.kring_port < 1 << 16:
        yield "KRING_PORT: give a number below 65536."
    if settings.kring_playground and not is_loopback(settings.kring_host):
        yield (
            "KRING_PLAYGROUND: everybody who reaches the playground is anybody in it, so it is refused "
            "unless KRING_HOST is 127.0.0.1. Set KRING_PLAYGROUND=off."
        )
    if settings.kring_contact and not CONTACT.fullmatch(settings.kring_contact):
        yield "KRING_CONTACT: give an e-mail address, or an address that starts with https://."
    yield from _addresses(settings)


def _addresses(settings: Settings) -> Iterator[str]:
    for name in ADDRESSES:
        value: str | None = getattr(settings, name)
        if value is not None and not _is_address(value):
            yield f"{name.upper()}: give an address that starts with https://."


def _is_address(value: str) -> bool:
    """With http only on this machine."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def _key(settings: Settings) -> Iterator[str]:
    given = settings.kring_secret_key
    if given is None:
        why = _why_a_key(settings)
        if why:
            yield f"KRING_SECRET_KEY: missing, and needed {why}. Make one: {HOW_TO_MAKE_A_KEY}"
    elif any(_is_weak(key.strip()) for key in given.get_secret_value().split(",")):
        yield f"KRING_SECRET_KEY: too easy to guess. Make a new one: {HOW_TO_MAKE_A_KEY}"


def _why_a_key(settings: Settings) -> str:
    """On the plain playground a key is made by itself, and "" returned."""
    if sqlite_file(settings) is None:
        return "with PostgreSQL"
    connected = [name.title() for name in settings.platforms if name != "playground"]
    return f"with {' and '.join(connected)}" if connected else ""


def _is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT


def _slack(settings: Settings) -> Iterator[str]:
    pair = {"SLACK_CLIENT_ID": settings.slack_client_id, "SLACK_CLIENT_SECRET": settings.slack_client_secret}
    yield from _half("Slack's app", pair)
    listens = settings.slack_signing_secret or settings.slack_app_token
    if settings.slack_bot_token is None and listens and all(pair.values()):
        if settings.kring_public_url is None:
            yield "KRING_PUBLIC_URL: missing, and needed so that browsers come back from installing Kring in Slack."
    else:
        to_speak = "SLACK_BOT_TOKEN (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, to be installed from a browser)"
        to_hear = "SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN for Socket Mode)"
        yield from _half("Slack", {to_speak: settings.slack_bot_token, to_hear: listens})
    for name in settings.features:
        if name not in FEATURES:
            yield f"SLACK_FEATURES: there is no {name}. There are {', '.join(FEATURES)}."
        if name in NEED_ADDRESS and settings.kring_public_url is None:
            yield f"KRING_PUBLIC_URL: missing, and needed for {name}, which is in SLACK_FEATURES."


def _teams(settings: Settings) -> Iterator[str]:
    wanted = {
        "MICROSOFT_APP_ID": settings.microsoft_app_id,
        "MICROSOFT_APP_PASSWORD": settings.microsoft_app_password,
        "MICROSOFT_APP_TENANT_ID": settings.microsoft_app_tenant_id,
    }
    yield from _half("Teams", wanted)
    for name in ("MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID"):
        value = wanted[name]
        if isinstance(value, str) and not IDENTITY.fullmatch(value.strip()):
            yield f"{name}: give the id, such as 72f988bf-86f1-41af-91ab-2d7cd011db47, as Entra ID shows it."
    for host in settings.service_hosts:
        if "/" in host or "*" in host:
            yield "TEAMS_SERVICE_HOSTS: give plain host names, separated by commas."


def _half(what: str, wanted: Mapping[str, str | SecretStr | None]) -> Iterator[str]:
    """All or nothing."""
    missing = [name for name, value in wanted.items() if value is None]
    if missing and len(missing) < len(wanted):
        verb = "is" if len(missing) == 1 else "are"
        yield f"{what} is set up by half: {' and '.join(missing)} {verb} missing."
