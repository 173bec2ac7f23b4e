"""Runs migrations on the connection it is given, inside that connection's transaction."""

from alembic import context

connection = context.config.attributes["connection"]

context.configure(connection=connection, target_metadata=context.config.attributes.get("metadata"))
context.run_migrations()
