"""Removing what a database keeps of rows that were deleted, once nobody may find them any more.

On SQLite, deleted content is overwritten (secure_delete) and the write-ahead log emptied here. On PostgreSQL the
dead rows are vacuumed, except those that a transaction of another process might still see: autovacuum has these.
"""

from contextlib import closing

from sqlalchemy import Engine, text

from storage.tables import sessions, traffic

SECRET_ONCE = (
    sessions.sessions,
    sessions.givings,
    sessions.voices,
    sessions.late,
    traffic.outbox,
)


def remove_traces(engine: Engine) -> None:
    """Outside any transaction."""
    if engine.dialect.name == "sqlite":
        _empty_log(engine)
    else:
        _vacuum(engine)


def _empty_log(engine: Engine) -> None:
    """Waits, as long as any statement does, for whoever still reads from it."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _vacuum(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        role = connection.scalar(text("SELECT current_user"))
        connection.execute(text("RESET ROLE"))  # only an owner may
        try:
            for table in SECRET_ONCE:
                connection.execute(text(f"VACUUM {table.name}"))
        finally:
            connection.execute(text(f'SET ROLE "{role}"'))
