"""How one table's rows leave: which of them, without which columns, and as what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, false, not_, select, type_coerce

from facilitation.people import AccountRef, CommunityId

Values = dict[str, Any]
Nameless = Mapping[str, frozenset[AccountRef]]
"""By item, whose words it holds who wished not to be named."""

Which = Callable[[CommunityId], ColumnElement[bool]]


def _of_community(table: Table) -> Which:
    return lambda community: table.c.community_id == community


def _as_it_is(values: Values, _: Nameless) -> Values:
    return values


@dataclass(frozen=True, eq=False)
class Share:
    """`where`: beside being the community's. `without`: what stays behind, and what is there instead on coming back.

    `instead`: a column as something else in the database's own words. `changed`: a row's values, read, as they leave.
    `shared`: its rows are others' too; one that is there already changes only where it is nobody else's.
    """

    table: Table
    where: ColumnElement[bool] | None = None
    without: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    instead: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    changed: Callable[[Values, Nameless], Values] = _as_it_is
    owned: Which | None = None
    own: str = "community_id"
    shared: bool = False

    @cached_property
    def key(self) -> tuple[Column[Any], ...]:
        """By which its records are in order. In the name of whose community it is, nothing differs."""
        return tuple(column for column in self.table.primary_key.columns if column.name != self.own)

    @cached_property
    def columns(self) -> tuple[Column[Any], ...]:
        """Those that leave: the key first, and never the community's own id, which is said once for all."""
        left = [column for column in self.table.columns if column.name not in {*self.without, self.own}]
        return (*self.key, *(column for column in left if column not in self.key))

    def rows(self, community: CommunityId) -> Select[Any]:
        """All that leave, in their order."""
        shown = [type_coerce(self.instead.get(each.name, each), each.type).label(each.name) for each in self.columns]
        wanted = select(*shown).where(self.belongs(community)).order_by(*self.key)
        return wanted if self.where is None else wanted.where(self.where)

    def staying(self, community: CommunityId) -> ColumnElement[bool]:
        """Which rows of the community do not leave."""
        return and_(self.belongs(community), false() if self.where is None else not_(self.where))

    def belongs(self, community: CommunityId) -> ColumnElement[bool]:
        owned = self.owned or _of_community(self.table)
        return owned(community)
