"""Removing what a database keeps of rows that were deleted, once nobody may find them any more.

On SQLite, deleted content is overwritten (secure_delete) and the write-ahead log emptied here. On PostgreSQL the
dead rows are vacuumed, except those that a transaction of another process might still see: autovacuum has these.
"""

from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import Engine, Table, text

from storage.tables import installations, questions, search, sessions, traffic
from storage.tables.metadata import metadata

SECRET_ONCE = (
    sessions.sessions,
    sessions.givings,
    sessions.voices,
    sessions.late,
    questions.questions,
    installations.installations,
    traffic.inbox,
    traffic.notes,
    traffic.outbox,
    search.documents,
    search.vectors,
    traffic.timers,
)

OPTIMIZE = (
    "SELECT 'INSERT INTO \"' || name || '\" (\"' || name || '\") VALUES (''optimize'')' FROM sqlite_master"
    " WHERE type = 'table' AND sql LIKE '%USING fts5(%'"
)
"""Statements after which an FTS5 index holds no word any more that was taken out of it."""


def remove_traces(engine: Engine) -> None:
    """Outside any transaction."""
    if engine.dialect.name == "sqlite":
        _empty_log(engine)
    else:
        _vacuum(engine, SECRET_ONCE)


def remove_all_traces(engine: Engine) -> None:
    """Of whatever was deleted, wherever it stood. Outside any transaction, with nobody else on an SQLite file."""
    if engine.dialect.name == "sqlite":
        _rewrite(engine)
        _empty_log(engine)
    else:
        _vacuum(engine, metadata.sorted_tables)


def _rewrite(engine: Engine) -> None:
    """The whole file. What words an index forgot is in it until it is put together anew."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for (statement,) in cursor.execute(OPTIMIZE).fetchall():
            cursor.execute(statement)
        cursor.execute("VACUUM")
        cursor.close()


def _empty_log(engine: Engine) -> None:
    """Waits, as long as any statement does, for whoever still reads from it."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _vacuum(engine: Engine, tables: Iterable[Table]) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        role = connection.scalar(text("SELECT current_user"))
        connection.execute(text("RESET ROLE"))  # only an owner may
        try:
            for table in tables:
                connection.execute(text(f"VACUUM {table.name}"))
        finally:
            connection.execute(text(f'SET ROLE "{role}"'))
