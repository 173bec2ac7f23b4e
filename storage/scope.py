"""Which community's data may be touched now. Fails closed: none entered, nothing readable or writable."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import or_, text
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.base import ExecutableOption

from facilitation.people import CommunityId, SideId
from facilitation.ports.upkeep import Conflict
from storage.mapping import BEGAN, OWNED, SIDED

SET_COMMUNITY = text("SELECT set_config('kring.community', :community, true)")


MADE_AT_MOST = 1_000
"""Narrowings of each sort that are kept ready: to make one costs more than to read a row with it."""

Sides = frozenset[SideId] | None
"""None: all of them, as for Kring's own upkeep."""


def _all_sides() -> Sides:
    return None


def _from_the_first() -> datetime | None:
    return None


class NotEntered(Exception):
    """Community data was touched without its community having been entered."""


class Scope:
    """Set by the unit of work; obeyed by every session statement, and on PostgreSQL by the database too."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._community: CommunityId | None = None
        self._find_sides: Callable[[], Sides] = _all_sides
        self._sides: Sides = None
        self._find_since: Callable[[], datetime | None] = _from_the_first
        self._told = ""
        self._tells = session.get_bind().dialect.name == "postgresql"
        session.info["scope"] = self

    @property
    def community(self) -> CommunityId | None:
        return self._community

    @property
    def sides(self) -> Sides:
        """Whose matters can be read beside what is everybody's."""
        return self._readable()

    @property
    def since(self) -> datetime | None:
        """What is older is not to be seen."""
        return self._find_since()

    def enter(
        self,
        community: CommunityId | None,
        sides: Callable[[], Sides] = _all_sides,
        since: Callable[[], datetime | None] = _from_the_first,
    ) -> None:
        """`sides`: whose matters can be read beside what is everybody's; asked when something may be of one side.

        `since`: from when on whoever reads belongs to it; None: from the first.
        """
        self._community = community
        self._find_sides, self._sides = sides, None
        self._find_since = since
        if self._told and self._told != community:
            self._tell(community or "")

    def shows(self, entity: object) -> bool:
        """Whether it is everybody's, or of a side that can be read now; and not older than that."""
        side: SideId | None = getattr(entity, "side", None) if type(entity) in SIDED else None
        sides = self._readable() if side else None
        since = self.since if type(entity) in BEGAN else None
        is_there = since is None or getattr(entity, BEGAN[type(entity)]) >= since
        return is_there and (sides is None or side in sides)

    def narrowed(self, statement: Any, touched: Sequence[type]) -> Any:
        """A statement on community data, to what is of the community entered and of no side but those that can be read.

        Nor is it older than whoever reads belongs there.

        Raises: NotEntered.
        """
        return statement.options(*self._narrowings(self.require(), touched))

    def _narrowings(self, community: CommunityId, touched: Sequence[type]) -> Iterator[ExecutableOption]:
        for owned in touched:
            yield _of(owned, community)
            sides = self._readable() if owned in SIDED else None
            if sides is not None:
                yield _seen_on(owned, sides)
            since = self.since if owned in BEGAN else None
            if since is not None:
                yield _later(owned, since)

    def require(self) -> CommunityId:
        """The community entered, known to the database as well. Raises: NotEntered."""
        if self._community is None:
            raise NotEntered
        if self._told != self._community:
            self._tell(self._community)
        return self._community

    def forget(self) -> None:
        """A transaction ended, and what the database was told with it."""
        self._community = self._sides = None
        self._find_sides, self._find_since = _all_sides, _from_the_first
        self._told = ""

    def _readable(self) -> Sides:
        if self._sides is None:
            self._sides = self._find_sides()
        return self._sides

    def _tell(self, community: str) -> None:
        if self._tells:
            self._session.connection().execute(SET_COMMUNITY, {"community": community})
        self._told = community


@lru_cache(MADE_AT_MOST)
def _of(owned: Any, community: CommunityId) -> ExecutableOption:
    return with_loader_criteria(owned, owned.community_id == community, include_aliases=True)


@lru_cache(MADE_AT_MOST)
def _seen_on(owned: Any, sides: frozenset[SideId]) -> ExecutableOption:
    return with_loader_criteria(owned, or_(owned.side.is_(None), owned.side.in_(sides)), include_aliases=True)


@lru_cache(MADE_AT_MOST)
def _later(owned: Any, since: datetime) -> ExecutableOption:
    return with_loader_criteria(owned, getattr(owned, BEGAN[owned]) >= since, include_aliases=True)


def flush(session: Session) -> None:
    """Raises: Conflict."""
    try:
        session.flush()
    except StaleDataError as stale:
        raise Conflict from stale


def read_within(state: ORMExecuteState) -> None:
    """Store what is pending, then narrow each statement that touches community data to the community entered.

    Raises: NotEntered, Conflict.
    """
    session = state.session
    flush(session)
    touched = [mapper.class_ for mapper in state.all_mappers if mapper.class_ in OWNED]
    if not touched:
        return
    scope: Scope = session.info["scope"]
    state.statement = scope.narrowed(state.statement, touched)


def write_within(session: Session, _: UOWTransaction, __: Any) -> None:
    """Refuse to store community data of any community but the one entered. Raises: NotEntered."""
    scope: Scope = session.info["scope"]
    for entity in (*session.new, *session.dirty, *session.deleted):
        if type(entity) in OWNED and entity.community_id != scope.require():
            raise NotEntered
