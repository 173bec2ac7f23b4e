"""Randomness in earnest."""

import secrets
from collections.abc import Sequence
from typing import TypeVar

from facilitation.people import new_id

T = TypeVar("T")


class SystemChance:
    """`course.around.Chance`, from the system's own source."""

    def token(self) -> str:
        return secrets.token_hex(32)

    def identity(self) -> str:
        return new_id()

    def shuffled(self, things: Sequence[T]) -> list[T]:
        mixed = list(things)
        secrets.SystemRandom().shuffle(mixed)
        return mixed
