"""One transaction, as the repositories of a unit of work share it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, Row, Select, bindparam, inspect, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from facilitation.people import CommunityId
from facilitation.ports.clock import Clock
from storage.scope import Scope, flush
from storage.traces import remove_traces
from storage.upsert import Either

T = TypeVar("T")


@cache
def _by_key(kind: Any) -> tuple[Select[Any], Sequence[str]]:
    """One of that kind, and the names of what it is asked with: the columns of its primary key."""
    key = {f"of_{column.name}": column for column in inspect(kind).primary_key}
    return select(kind).where(*(column == bindparam(name) for name, column in key.items())), tuple(key)


class Transaction:
    """Begins with the first statement. `stirred`: the outbox was given something to do.

    `scrub`: something was deleted of which no trace may stay in the database's files.
    """

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.scope = Scope(session)
        self.stirred = False
        self.scrub = False
        self._clock = clock
        self._kept: dict[tuple[type, object], object] = {}
        self._memories: list[dict[Any, Any]] = []
        self._connection: Connection | None = None

    @property
    def now(self) -> datetime:
        return self._clock.now()

    @property
    def connection(self) -> Connection:
        if self._connection is None:
            self._connection = self.session.connection()
        return self._connection

    @property
    def is_shared(self) -> bool:
        """Whether other transactions run beside this one: PostgreSQL, where rows are locked one by one."""
        return self.connection.dialect.name == "postgresql"

    @property
    def community_id(self) -> CommunityId | None:
        return self.scope.community

    def memory(self) -> dict[Any, Any]:
        """Where a repository keeps what it has read: emptied when the transaction ends, or anything may have changed.

        Whoever changes what is kept there takes it out.
        """
        kept: dict[Any, Any] = {}
        self._memories.append(kept)
        return kept

    def get(self, kind: type[T], key: object) -> T | None:
        """An entity by its primary key, kept until the transaction ends so that a batch reads it once."""
        kept = self._kept.get((kind, key))
        found = kept if isinstance(kept, kind) else self._read(kind, key if isinstance(key, tuple) else (key,))
        if found is None or not self.scope.shows(found):
            return None
        self._kept[kind, key] = found
        return found

    def _read(self, kind: type[T], key: tuple[object, ...]) -> T | None:
        """As `Session.get`, but by a statement that is made once for each kind."""
        mapped: Any = kind
        known = self.session.identity_map.get((mapped, key, None))
        if isinstance(known, kind):
            return known
        statement, names = _by_key(mapped)
        found: T | None = self.session.scalars(statement, dict(zip(names, key, strict=True))).one_or_none()
        return found

    def add(self, entity: object) -> None:
        """Store it with the next flush."""
        self.session.add(entity)

    def remove(self, entity: object) -> None:
        self.session.delete(entity)
        self._kept = {key: kept for key, kept in self._kept.items() if kept is not entity}
        self.flush()

    def forget(self, kind: type) -> None:
        """Store what is pending, and read entities of this kind anew: their rows are changed otherwise."""
        self.flush()
        for entity in [each for each in self.session.identity_map.values() if isinstance(each, kind)]:
            self.session.expunge(entity)
        self._kept = {key: kept for key, kept in self._kept.items() if not isinstance(kept, kind)}

    def forget_all(self) -> None:
        """Store what is pending, and read anew whatever is in hand: any row may be changed otherwise, or be gone."""
        self.flush()
        self._empty()
        for entity in list(self.session.identity_map.values()):
            try:
                self.session.refresh(entity)
            except InvalidRequestError:
                self.session.expunge(entity)

    def do(self, statement: Executable | Either, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()) -> int:
        """Run a statement on tables; return how many rows it touched. What is pending is flushed first by `flush`."""
        if isinstance(statement, dict):
            statement = statement[self.connection.dialect.name]
        result: CursorResult[Any] = self.connection.execute(statement, values or None)
        return result.rowcount

    def row(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
        return self.connection.execute(statement, values).first()

    def held(self, statement: Select[Any], values: Mapping[str, Any]) -> Row[Any] | None:
        """The row, held against delivery where that runs at the same time."""
        return self.row(statement.with_for_update() if self.is_shared else statement, values)

    def rows(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        return self.connection.execute(statement, values).all()

    def flush(self) -> None:
        """Raises: Conflict."""
        flush(self.session)

    def commit(self) -> None:
        """Raises: Conflict."""
        self.flush()
        self.session.commit()
        if self.scrub:
            remove_traces(self.session.get_bind().engine)
        self._forget()

    def rollback(self) -> None:
        self.session.rollback()
        self.session.expunge_all()
        self._forget()

    def close(self) -> None:
        self.session.close()
        self._forget()

    def _forget(self) -> None:
        self.scope.forget()
        self.stirred = False
        self.scrub = False
        self._empty()
        self._connection = None

    def _empty(self) -> None:
        for kept in (self._kept, *self._memories):
            kept.clear()
