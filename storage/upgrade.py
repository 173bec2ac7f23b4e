"""Alembic, set up here rather than in a file. It takes 0.15 s to load, so only `migrations` does, when it must."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from storage.keyring import Keyring

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7276541)")  # any number, the same in every process
PATIENCE = text("SET LOCAL lock_timeout = 0")
TIME = text("SET LOCAL statement_timeout = 0")


def upgrade(connection: Connection, scripts: Path, keyring: Keyring | None = None, to: str = "head") -> None:
    """To the head, or a revision, in the connection's transaction."""
    if connection.dialect.name == "postgresql":
        for statement in (PATIENCE, TIME, ONE_AT_A_TIME):
            connection.execute(statement)
    prepared = config(connection, scripts)
    prepared.attributes["keyring"] = keyring
    command.upgrade(prepared, to)


def config(connection: Connection, scripts: Path) -> Config:
    found = Config()
    found.set_main_option("script_location", str(scripts))
    found.set_main_option("path_separator", "os")
    found.attributes["connection"] = connection
    return found
