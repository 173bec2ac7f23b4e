"""A connection to SQLite or PostgreSQL, set up so that what is committed stays and what collides is told."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from facilitation.ports.upkeep import Conflict
from storage.columns import KEYRINGS
from storage.keyring import Keyring

ROLE = "kring_app"
"""The PostgreSQL role that reads and writes, but owns nothing and so obeys row-level security."""

BUSY = 5_000  # milliseconds to wait for another's lock
SLOW = 30_000  # milliseconds after which a statement is given up

PRAGMAS = (
    f"busy_timeout = {BUSY}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -16000",  # KiB
)

READING = "kring_reading"
"""The execution option of a connection that will write nothing."""

OPTIONS = (
    "-c timezone=UTC "
    f"-c lock_timeout={BUSY} -c statement_timeout={SLOW} -c idle_in_transaction_session_timeout={SLOW * 2}"
)

COLLISIONS = frozenset({"40001", "40P01", "55P03", "23503", "23505"})
"""serialization_failure, deadlock_detected, lock_not_available, foreign_key_violation, unique_violation (PostgreSQL,
appendix A).

The last two as well: when two processes make the same thing at once, or one removes what the other refers to, the
second finds it so when it tries again.
"""

BUSY_CODES = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"})


def address(url: str) -> URL:
    """The database's address with its driver named. Raises: ValueError for any other kind of database."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(drivername="sqlite+pysqlite")
    if parsed.get_backend_name() in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise ValueError("neither sqlite nor postgresql")


def is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}


def connect(url: str, keyring: Keyring | None = None, threads: int = 1, role: str | None = ROLE) -> Engine:
    """An engine for as many threads, which acts as `role` on PostgreSQL; None: as the one who logs in."""
    found = address(url)
    engine = _sqlite(found) if found.get_backend_name() == "sqlite" else _postgres(found, threads, role)
    event.listen(engine, "handle_error", _tell_collision)
    if keyring is not None:
        KEYRINGS[engine.dialect] = keyring
    return engine


class Unusable(Exception):
    """The database can't be reached or worked with; the message says why in plain words, without its address."""


USELESS = {
    "SQLITE_CANTOPEN": "the file can't be opened",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "the disk can't be read or written",
    "SQLITE_NOTADB": "the file is not a database",
    "SQLITE_PERM": "the file may not be used",
    "SQLITE_READONLY": "the file may not be written",
}


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine for a moment, as the one who logs in: for migrations and other care of the database itself.

    Raises: Unusable.
    """
    engine = connect(url, role=None)
    try:
        yield engine
    except DBAPIError as error:
        why = _useless(error)
        if why is None:
            raise
        raise Unusable(why) from None
    finally:
        engine.dispose()


def _useless(error: DBAPIError) -> str | None:
    """None for what is a fault of ours."""
    code: str | None = getattr(error.orig, "sqlite_errorname", None)
    if code is not None:
        return next((why for name, why in USELESS.items() if code.startswith(name)), None)
    if isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) is None:
        return "PostgreSQL does not let us in: is it running, and are host, name, user and password right?"
    return None


def for_reading(engine: Engine) -> Mapping[str, object]:
    """Options of whoever writes nothing: one moment is seen, whoever writes meanwhile, as it is on SQLite anyway."""
    return {READING: True, **({"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {})}


def reading(engine: Engine) -> Connection:
    """A connection that will write nothing."""
    return engine.connect().execution_options(**for_reading(engine))


def _sqlite(url: URL) -> Engine:
    if is_file(url):
        options = {"check_same_thread": False, "timeout": BUSY / 1000}
        engine = create_engine(url, connect_args=options, hide_parameters=True)
    else:
        options = {"check_same_thread": False}
        engine = create_engine(url, poolclass=StaticPool, connect_args=options, hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _postgres(url: URL, threads: int, role: str | None) -> Engine:
    engine = create_engine(
        url,
        connect_args={"options": OPTIONS},
        pool_size=threads + 1,
        max_overflow=8,  # for who only reads: what is looked up, and the handbook, which may look up meanwhile
        pool_pre_ping=True,
        hide_parameters=True,
    )
    if role:
        event.listen(engine, "connect", _take(role))
    return engine


def _set_pragmas(connection: Any, _: object) -> None:
    """Also leave transactions to `_begin_immediate`: the driver itself would begin too late, and deferred."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Who only reads does not keep the writer waiting."""
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _take(role: str) -> Callable[[Any, object], None]:
    """Act as the role from the first statement on, where it exists and may be taken."""

    def take(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(rolname, 'MEMBER')", (role,))
        if cursor.fetchone():
            cursor.execute(f'SET ROLE "{role}"')
        cursor.close()
        connection.commit()

    return take


def _tell_collision(context: ExceptionContext) -> None:
    """Raises: Conflict when another process was first; then the event is worth handling again."""
    error = context.original_exception
    state = getattr(error, "sqlstate", None)
    code = getattr(error, "sqlite_errorname", None)
    if state in COLLISIONS or code in BUSY_CODES:
        raise Conflict from error
