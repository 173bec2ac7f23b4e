"""Which community's data may be touched now. Fails closed: none entered, nothing readable or writable."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.orm.exc import StaleDataError

from facilitation.people import CommunityId
from facilitation.ports.upkeep import Conflict
from storage.mapping import OWNED

SET_COMMUNITY = text("SELECT set_config('kring.community', :community, true)")


class NotEntered(Exception):
    """Community data was touched without its community having been entered."""


class Scope:
    """Set by the unit of work; obeyed by every session statement, and on PostgreSQL by the database too."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._community: CommunityId | None = None
        self._told = ""
        self._tells = session.get_bind().dialect.name == "postgresql"
        session.info["scope"] = self

    @property
    def community(self) -> CommunityId | None:
        return self._community

    def enter(self, community: CommunityId | None) -> None:
        self._community = community
        if self._told and self._told != community:
            self._tell(community or "")

    def require(self) -> CommunityId:
        """The community entered, known to the database as well. Raises: NotEntered."""
        if self._community is None:
            raise NotEntered
        if self._told != self._community:
            self._tell(self._community)
        return self._community

    def forget(self) -> None:
        """A transaction ended, and what the database was told with it."""
        self._community = None
        self._told = ""

    def _tell(self, community: str) -> None:
        if self._tells:
            self._session.connection().execute(SET_COMMUNITY, {"community": community})
        self._told = community


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
    community = scope.require()
    for owned in touched:
        state.statement = state.statement.options(
            with_loader_criteria(owned, owned.community_id == community, include_aliases=True)
        )


def write_within(session: Session, _: UOWTransaction, __: Any) -> None:
    """Refuse to store community data of any community but the one entered. Raises: NotEntered."""
    scope: Scope = session.info["scope"]
    for entity in (*session.new, *session.dirty, *session.deleted):
        if type(entity) in OWNED and entity.community_id != scope.require():
            raise NotEntered
