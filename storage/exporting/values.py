"""A column's value as JSON that anybody can read, and back: the same from and for both databases."""

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum as Choice
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Boolean, Column, Date, Enum, Float, Integer, Text, Time

from storage.columns import Encrypted, EncryptedAs, Seconds, UtcDateTime, WallTimes, Words, storable

T = TypeVar("T")

ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
LARGEST = 2**31  # PostgreSQL's integer is below it


class Unfit(ValueError):
    """This is not what the column holds; the message says what is wanted, after the column's name."""


def plain(column: Column[Any], value: Any) -> Any:
    """As it stands in an export. Raises: TypeError for a column that has no such form."""
    for kind, (out, _) in WAYS.items():
        if isinstance(column.type, kind):
            return None if value is None else out(column, value)
    raise TypeError(f"{column} has no form outside a database")


def held(column: Column[Any], given: Any) -> Any:
    """As the column takes it. Raises: Unfit."""
    if given is None:
        if not column.nullable:
            raise Unfit("is missing")
        return None
    for kind, (_, back) in WAYS.items():
        if isinstance(column.type, kind):
            return back(column, given)
    raise Unfit("is not exported")


def _same(_: Column[Any], value: Any) -> Any:
    return value


def _text(_: Column[Any], given: Any) -> str:
    if not isinstance(given, str) or storable(given) != given:
        raise Unfit("must be text")
    return given


def _number(_: Column[Any], given: Any) -> int:
    if type(given) is not int or not -LARGEST <= given < LARGEST:
        raise Unfit("must be a whole number")
    return given


def _fraction(_: Column[Any], given: Any) -> float:
    if type(given) not in (int, float) or not math.isfinite(given):
        raise Unfit("must be a number")
    return float(given)


def _yes_or_no(_: Column[Any], given: Any) -> bool:
    if not isinstance(given, bool):
        raise Unfit("must be true or false")
    return given


def _iso(_: Column[Any], value: datetime | date | time) -> str:
    return value.isoformat()


def _moment(_: Column[Any], given: Any) -> datetime:
    found: datetime = _from_iso(
        datetime.fromisoformat, given, "a moment with its zone, as in 2026-03-02T12:00:00+00:00"
    )
    if found.tzinfo is None:
        raise Unfit("must be a moment with its zone, as in 2026-03-02T12:00:00+00:00")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise Unfit("must be a moment that can be") from None


def _day(_: Column[Any], given: Any) -> date:
    return _from_iso(date.fromisoformat, given, "a day, as in 2026-03-02")


def _hour(_: Column[Any], given: Any) -> time:
    return _from_iso(time.fromisoformat, given, "an hour, as in 09:00:00")


def _from_iso(read: Callable[[str], T], given: Any, wanted: str) -> T:
    try:
        return read(given)
    except (TypeError, ValueError):
        raise Unfit(f"must be {wanted}") from None


def _walls_out(_: Column[Any], value: tuple[time, ...]) -> list[str]:
    return [f"{each:%H:%M}" for each in value]


def _walls(column: Column[Any], given: Any) -> tuple[time, ...]:
    if not isinstance(given, list) or not given:
        raise Unfit("must be a list of hours, as in 09:00")
    return tuple(_hour(column, each) for each in given)


def _seconds(_: Column[Any], value: timedelta) -> int:
    return int(value.total_seconds())


def _span(column: Column[Any], given: Any) -> timedelta:
    return timedelta(seconds=_number(column, given))


def _choice(_: Column[Any], value: StrEnum) -> str:
    return value.value


def _chosen(column: Column[Any], given: Any) -> Any:
    kind: Any = column.type
    try:
        return kind.enum_class(given)
    except ValueError:
        raise Unfit(f"must be one of {', '.join(kind.enums)}") from None


def _whole_out(column: Column[Any], value: Any) -> Any:
    kind: Any = column.type
    return _unfolded(kind.adapter.dump_python(value))


def _unfolded(value: Any) -> Any:
    """What JSON has names for; a set in an order of its own, so that it is always the same."""
    match value:
        case Mapping():
            return {str(_unfolded(key)): _unfolded(each) for key, each in value.items()}
        case set() | frozenset():
            return sorted((_unfolded(each) for each in value), key=json.dumps)
        case list() | tuple():
            return [_unfolded(each) for each in value]
        case Choice():
            return value.value
        case _:
            return ANYTHING.dump_python(value, mode="json")


def _whole(column: Column[Any], given: Any) -> Any:
    kind: Any = column.type
    _all_storable(given)
    try:
        return kind.adapter.validate_python(given)
    except ValidationError as refused:
        first = refused.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unfit(f"does not fit at {where}: {first['msg']}" if where else f"does not fit: {first['msg']}") from None


def _all_storable(given: Any) -> None:
    """Raises: Unfit for a text anywhere in it that a database can't hold."""
    match given:
        case str():
            _text_in(given)
        case dict():
            for key, each in given.items():
                _text_in(key)
                _all_storable(each)
        case list():
            for each in given:
                _all_storable(each)
        case _:
            pass


def _text_in(given: str) -> None:
    if storable(given) != given:
        raise Unfit("holds letters that no database can")


Way = tuple[Callable[[Column[Any], Any], Any], Callable[[Column[Any], Any], Any]]

WAYS: Mapping[type, Way] = {
    EncryptedAs: (_whole_out, _whole),
    UtcDateTime: (_iso, _moment),
    WallTimes: (_walls_out, _walls),
    Seconds: (_seconds, _span),
    Encrypted: (_same, _text),
    Words: (_same, _text),
    Enum: (_choice, _chosen),
    Boolean: (_same, _yes_or_no),
    Integer: (_same, _number),
    Float: (_same, _fraction),
    Date: (_iso, _day),
    Time: (_iso, _hour),
    Text: (_same, _text),
}
"""Out and back, by the kind of column; the first that fits."""
