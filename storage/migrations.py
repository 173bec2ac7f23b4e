"""Bringing a database to the present revision. Alembic is loaded only when there is something to do."""

import re
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from storage.database import opened, reading
from storage.keyring import Keyring

SCRIPTS = Path(__file__).parent.parent / "alembic"
REVISION = re.compile(r'^(down_)?revision\b.*?=\s*["\'](\w+)["\']', re.MULTILINE)


def head() -> str:
    """The revision nothing follows. Raises: ValueError unless there is exactly one."""
    made: set[str] = set()
    followed: set[str] = set()
    for script in (SCRIPTS / "versions").glob("*.py"):
        for down, revision in REVISION.findall(script.read_text(encoding="utf-8")):
            (followed if down else made).add(revision)
    (only,) = made - followed
    return only


def is_current(engine: Engine) -> bool:
    """Whether nothing is to be migrated."""
    with reading(engine) as connection:
        return _is_at(connection, head())


def migrate(url: str, keys: str = "") -> None:
    """In one transaction: done wholly or not at all. Several processes may try at once.

    `keys`: comma-separated secrets, with which what is encrypted can be moved. Raises: LookupError where that is
    needed and there is none.
    """
    with opened(url) as engine:
        if is_current(engine):
            return
        upgrade = import_module("storage.upgrade").upgrade
        with engine.begin() as connection:
            upgrade(connection, SCRIPTS, Keyring(keys) if keys else None)


def _is_at(connection: Connection, revision: str) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == revision)
