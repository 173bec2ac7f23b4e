"""The secret that encrypts: from the settings, or for a plain playground made once and kept beside its database."""

import os
import secrets
from pathlib import Path

from bot.fitting import sqlite_file
from bot.settings import Settings


def secret_key(settings: Settings) -> str:
    """Comma-separated when several. Raises: OSError when the file can't be made or read."""
    if settings.kring_secret_key is not None:
        return settings.kring_secret_key.get_secret_value()
    database = sqlite_file(settings)
    if database is None:
        raise ValueError("PostgreSQL needs KRING_SECRET_KEY")
    return _kept(key_file(database))


def key_file(database: Path) -> Path:
    return database.with_name(f"{database.name}-key")


def made_with(settings: Settings) -> Path | None:
    """The file with a key that was made here and is not among those in the settings."""
    database = sqlite_file(settings)
    file = key_file(database) if database else None
    given = settings.kring_secret_key
    if file is None or given is None or not file.is_file():
        return None
    return None if _kept(file) in (key.strip() for key in given.get_secret_value().split(",")) else file


def _kept(file: Path) -> str:
    """What the file holds; made, readable to its owner alone, when there is none. Nobody sees it half written."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as made:
            made.write(secrets.token_urlsafe(32))
            made.flush()
            os.fsync(made.fileno())
        draft.replace(file)
    return file.read_text(encoding="ascii").strip()
