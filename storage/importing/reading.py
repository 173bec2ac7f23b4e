"""Records as tables take them: what is missing, unknown, of another kind, or out of its order, is told."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from sqlalchemy import Column

from facilitation.people import CommunityId
from storage.exporting.share import Share
from storage.exporting.shares import BY_NAME
from storage.exporting.values import Unfit, held
from storage.importing.meaning import check
from storage.mapping import COMMUNITY_DATA, DIRECTORY

CLASSES = {table: kind for kind, table in {**DIRECTORY, **COMMUNITY_DATA}.items()}


class RecordReader:
    """Reads one export's records in their order: tables whole, one after another, keys ascending. So none is twice."""

    def __init__(self, community: CommunityId) -> None:
        self._community = community
        self._before: tuple[Any, ...] | None = None
        self._share: Share | None = None
        self._done: set[str] = set()

    def read(self, table: str, given: Mapping[str, Any]) -> tuple[Share, dict[str, Any]]:
        """The row, as it is to be stored. Raises: Unfit, saying what is wrong in plain words."""
        share = BY_NAME.get(table)
        if share is None:
            raise Unfit(f"{table[:40]!r} is nothing that a community owns")
        unknown = sorted(set(given) - {column.name for column in share.columns})
        if unknown:
            raise Unfit(f"{unknown[0][:40]!r} is not known here; was it written by a newer Kring?")
        values = {column.name: _value(share, column, given) for column in share.columns}
        check(table, values)
        self._keep_order(share, values)
        whole = {**{name: make() for name, make in share.without.items()}, **values, share.own: self._community}
        return share, {name: value for name, value in whole.items() if name in share.table.c}

    def _keep_order(self, share: Share, values: Mapping[str, Any]) -> None:
        if share is not self._share:
            if share.table.name in self._done:
                raise Unfit(f"{share.table.name} stand together, and others came between")
            self._done.add(share.table.name)
            self._share, self._before = share, None
        key = tuple(_comparable(values[column.name]) for column in share.key)
        if self._before is not None and key <= self._before:
            raise Unfit("is there twice, or out of its order")
        self._before = key


def _value(share: Share, column: Column[Any], given: Mapping[str, Any]) -> Any:
    try:
        if column.name not in given:
            return _usual(share, column)
        return held(column, given[column.name])
    except Unfit as why:
        raise Unfit(f"{column.name}: {why}") from None
    except RecursionError:
        raise Unfit(f"{column.name}: is folded too often") from None


def _usual(share: Share, column: Column[Any]) -> Any:
    """For what an older Kring did not know yet. Raises: Unfit where nothing is usual."""
    kind = CLASSES.get(share.table)
    known = {each.name: each for each in fields(kind)} if kind else {}
    usual = known.get(column.name)
    if usual and usual.default is not MISSING:
        return usual.default
    if usual and usual.default_factory is not MISSING and column not in share.key:
        return usual.default_factory()
    return held(column, None)


def _comparable(value: Any) -> Any:
    """Text in the order of its bytes, as databases have it."""
    return value.encode() if isinstance(value, str) else value
