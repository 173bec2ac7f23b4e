"""Reading what a community owns, as it stood at one moment, record by record, whatever there is of it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, func, select

from facilitation.people import CommunityId
from storage.database import reading
from storage.exporting.nameless import who_is_nameless
from storage.exporting.share import Nameless, Share
from storage.exporting.shares import IN_ORDER, SHARES, STAYS
from storage.exporting.timers import is_for, subjects_left
from storage.exporting.values import plain
from storage.scope import SET_COMMUNITY
from storage.tables import people, traffic

AT_ONCE = 200  # rows in memory


@dataclass(frozen=True, slots=True)
class Record:
    """One row, readable by anybody: values as JSON has them, the first of them its key."""

    table: str
    values: Mapping[str, Any]


@contextmanager
def reading_at_once(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment, whoever writes meanwhile."""
    with reading(engine) as connection, connection.begin():
        yield connection


def residents(connection: Connection) -> Mapping[CommunityId, str]:
    """The communities there are, with their names."""
    all_ = select(people.communities.c.id, people.communities.c.name).order_by(people.communities.c.id)
    return {CommunityId(row.id): row.name for row in connection.execute(all_)}


def records(connection: Connection, community: CommunityId, tables: Collection[str] | None = None) -> Iterator[Record]:
    """Of these tables, or of all. The same for the same community, on both databases. Raises: WrongKey."""
    enter(connection, community)
    left, nameless = subjects_left(connection, community), who_is_nameless(connection, community)
    for share in IN_ORDER:
        if tables is not None and share.table.name not in tables:
            continue
        for row in _rows(connection, share, community):
            if share.table is not traffic.timers or is_for(row.subject, left):
                yield _record(share, row, nameless)


def left_out(connection: Connection, community: CommunityId) -> Mapping[str, int]:
    """How many rows that are the community's stay behind, by table, for whoever exports to be told."""
    enter(connection, community)
    narrowed = [share for share in IN_ORDER if share.where is not None]
    those: dict[Table, ColumnElement[bool]] = {share.table: share.staying(community) for share in narrowed}
    those |= {table: table.c.community_id == community for table in STAYS if "community_id" in table.c}
    return _counted(connection, those)


def census(connection: Connection, community: CommunityId) -> Mapping[str, int]:
    """How many rows there are of it, by table."""
    enter(connection, community)
    those = {table: table.c.community_id == community for table in (*SHARES, *STAYS) if "community_id" in table.c}
    return _counted(connection, those)


def _counted(connection: Connection, those: Mapping[Table, ColumnElement[bool]]) -> Mapping[str, int]:
    counts = {table.name: select(func.count()).select_from(table).where(where) for table, where in those.items()}
    return {name: connection.scalar(count) or 0 for name, count in counts.items()}


def enter(connection: Connection, community: CommunityId) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(SET_COMMUNITY, {"community": community})


def _rows(connection: Connection, share: Share, community: CommunityId) -> Iterator[Row[Any]]:
    some_at_a_time = {"stream_results": True, "yield_per": AT_ONCE}
    yield from connection.execute(share.rows(community), execution_options=some_at_a_time)


def _record(share: Share, row: Row[Any], nameless: Nameless) -> Record:
    values = share.changed(dict(row._mapping), nameless)
    return Record(share.table.name, {each.name: plain(each, values[each.name]) for each in share.columns})
