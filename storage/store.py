"""A database, opened: units of work over it, and the threads that write."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from facilitation.events import Found
from facilitation.ports.clock import Clock
from facilitation.ports.search import Wanted
from storage.database import address, connect, for_reading, is_file, reading
from storage.finder import Finder
from storage.handbook import Catalogues
from storage.keyring import Keyring
from storage.lock import FileLock
from storage.meanings import Memory
from storage.migrations import is_current
from storage.reading import SqlReading
from storage.scope import read_within, write_within
from storage.traces import remove_all_traces
from storage.unit import Addresses, SqlUnit
from storage.writers import WriterThreads

NOWHERE = Addresses()
THREADS = 4  # writer threads on PostgreSQL; SQLite has one writer whatever we do


class Store:
    """Raises, on opening: AlreadyRunning."""

    def __init__(self, engine: Engine, clock: Clock, threads: int, addresses: Addresses) -> None:
        self.engine = engine
        self.clock = clock
        self.addresses = addresses
        self._catalogues = Catalogues()
        self.writers: WriterThreads[SqlUnit] = WriterThreads(threads)
        self._memory = Memory()
        self._sessions = sessionmaker(engine, autoflush=False, expire_on_commit=False)
        event.listen(self._sessions, "do_orm_execute", read_within)
        event.listen(self._sessions, "before_flush", write_within)
        self._readers = sessionmaker(engine.execution_options(**for_reading(engine)), autoflush=False)
        event.listen(self._readers, "do_orm_execute", read_within)

    def units(self) -> SqlUnit:
        """A new unit of work; whoever asks closes it."""
        return SqlUnit(self._sessions(), self.clock, self.addresses)

    @contextmanager
    def reading(self) -> Iterator[SqlReading]:
        """What stands there now, for whoever writes nothing; on any thread, and beside the writers."""
        with closing(SqlReading(self._readers(), self.clock, self.addresses, self._catalogues, self.find)) as unit:
            yield unit

    def find(self, wanted: Wanted) -> Sequence[Found]:
        """Best first. Reads only; called from any thread."""
        with closing(self._readers()) as session:
            return Finder(session, self.clock, self._memory).find(wanted)

    def ready(self) -> bool:
        """Whether the database answers."""
        try:
            with reading(self.engine) as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def current(self) -> bool:
        """Whether its schema is the one this program was made for."""
        return is_current(self.engine)

    def scrub(self) -> None:
        """Leave no trace in the database's files of what was deleted. On SQLite nothing else may be at work."""
        remove_all_traces(self.engine)

    def close(self) -> None:
        self.writers.stop()
        self.engine.dispose()


def open_store(url: str, clock: Clock, keys: str, threads: int = THREADS, addresses: Addresses = NOWHERE) -> Store:
    """The database at an SQLAlchemy address, already migrated. `keys`: comma-separated secrets, the first encrypts."""
    threads = threads if address(url).get_backend_name() == "postgresql" else 1
    return Store(connect(url, Keyring(keys), threads), clock, threads, addresses)


def lock_for(url: str) -> FileLock | None:
    """The lock that keeps a second process off an SQLite file; None where several may serve one database."""
    found = address(url)
    return FileLock(Path(str(found.database))) if is_file(found) else None
