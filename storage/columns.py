"""Column types that mean the same on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import REAL, DateTime, Dialect, Enum, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.keyring import Keyring

KEYRINGS: WeakKeyDictionary[Dialect, Keyring] = WeakKeyDictionary()
"""Each database's own, by its engine's dialect: the only thing a column type is given when it binds."""


def storable(text: str) -> str:
    """The text without what PostgreSQL or UTF-8 can't hold: NUL and lone surrogates."""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in text else text


class Words(TypeDecorator[str]):
    """Text of any kind and length; compared and ordered by its code points on both databases."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Several(TypeDecorator[tuple[str, ...]]):
    """A few names that hold no space, in their order."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return " ".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple((value or "").split())


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps UTC without saying so. Raises: ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Encrypted(TypeDecorator[str]):
    """Text that can be read only with the keyring of its database. Never equal to itself: it can't be looked up."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else KEYRINGS[dialect].lock(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else KEYRINGS[dialect].unlock(value)


class EncryptedAs(TypeDecorator[Any]):
    """A value of the given type, as encrypted JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self.adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return KEYRINGS[dialect].lock(json.dumps(self.adapter.dump_python(value, mode="json")))

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        return None if value is None else self.adapter.validate_python(json.loads(KEYRINGS[dialect].unlock(value)))


class Floats(TypeDecorator[bytes]):
    """Little-endian 32-bit floats, as bytes; on PostgreSQL an array of them, which it can reckon with."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(REAL()) if dialect.name == "postgresql" else LargeBinary()

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> object:
        return np.frombuffer(value, "<f4").tolist() if value and dialect.name == "postgresql" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        return np.asarray(value, "<f4").tobytes() if value and dialect.name == "postgresql" else value


class Seconds(TypeDecorator[timedelta]):
    """A duration, in whole seconds."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value.total_seconds())

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=value)


class WallTimes(TypeDecorator[tuple[time, ...]]):
    """Hours and minutes on a wall, in their order."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: tuple[time, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else ",".join(f"{each:%H:%M}" for each in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[time, ...] | None:
        return None if value is None else tuple(time.fromisoformat(each) for each in value.split(","))


def one_of(kind: type[StrEnum]) -> Enum:
    """One of an enumeration's values, kept as that value."""
    return Enum(kind, native_enum=False, length=40, values_callable=lambda members: [each.value for each in members])
