"""Runs migrations on the connection it is given, inside that connection's transaction."""

from typing import Any

from alembic import context
from sqlalchemy import text

connection = context.config.attributes["connection"]


def _checked(*_: Any, **__: Any) -> None:
    """What a revision wrote is checked at once: PostgreSQL alters no table of which something is still to be."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))


context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    on_version_apply=_checked,
)
context.run_migrations()
