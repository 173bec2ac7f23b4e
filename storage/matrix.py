"""The vectors of one community, held in memory and compared there: 50,000 of them in some 10 ms.

By this thread alone: those that a product of matrices is shared among spin for a while when they have done, and take
the processor from whoever understands what is asked next.

Every vector has a stamp, and later ones have higher stamps; so those that came since are read, and no others. What was
removed, or says something else by now, is noticed when it is near: whoever looks makes sure that it is as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from facilitation.ports.embedder import Vector

Key = tuple[str, str, str]
"""A document's kind and id, and which part of it."""

ROOM = 256  # rows to begin with; doubled as they fill
EMPTY = -1
FARTHEST = -2.0  # no cosine is as small


@dataclass(frozen=True, slots=True)
class Row:
    """`readers`: the names of those who alone may find it; None: all."""

    key: Key
    stamp: int
    vector: Vector
    readers: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Near:
    stamp: int
    cosine: float


class Matrix:
    """Used by one thread at a time."""

    def __init__(self, dimensions: int) -> None:
        self.last = 0
        self._vectors = np.zeros((ROOM, dimensions), np.float32)
        self._kinds = np.full(ROOM, EMPTY, np.int32)
        self._stamps = np.zeros(ROOM, np.int64)
        self._known: dict[str, int] = {}
        self._keys: list[Key] = []
        self._places: dict[Key, int] = {}
        self._few: dict[int, frozenset[str]] = {}
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._places)

    def put(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.drop([row.key])
            place = self._place(row.key)
            self._vectors[place] = np.frombuffer(row.vector, "<f4")
            self._kinds[place] = self._known.setdefault(row.key[0], len(self._known))
            self._stamps[place] = row.stamp
            if row.readers is not None:
                self._few[place] = row.readers
            self.last = max(self.last, row.stamp)

    def drop(self, keys: Iterable[Key]) -> None:
        for key in keys:
            place = self._places.pop(key, None)
            if place is not None:
                self._vectors[place] = 0.0
                self._kinds[place] = EMPTY
                self._few.pop(place, None)
                self._free.append(place)

    def nearest(self, asked: Vector, names: Sequence[str], kinds: Sequence[str], limit: int) -> Mapping[Key, Near]:
        """Of what a reader of these names may find."""
        filled = len(self._keys)
        cosines = np.vecdot(self._vectors[:filled], np.frombuffer(asked, "<f4"))
        cosines[~self._may_find(names, kinds, filled)] = FARTHEST
        best = np.argpartition(-cosines, limit - 1)[:limit] if filled > limit else np.arange(filled)
        return {self._keys[place]: self._near(place, cosines[place]) for place in best if cosines[place] > FARTHEST}

    def cosines(self, asked: Vector, keys: Iterable[Key]) -> Mapping[Key, Near]:
        """Of those that are there, whoever may find them."""
        query = np.frombuffer(asked, "<f4")
        there = {key: self._places[key] for key in keys if key in self._places}
        return {key: self._near(place, self._vectors[place] @ query) for key, place in there.items()}

    def _near(self, place: int, cosine: float) -> Near:
        return Near(int(self._stamps[place]), float(cosine))

    def _may_find(self, names: Sequence[str], kinds: Sequence[str], filled: int) -> npt.NDArray[np.bool_]:
        taken = self._kinds[:filled]
        wanted = [self._known[kind] for kind in kinds if kind in self._known]
        found = np.isin(taken, wanted) if kinds else taken != EMPTY
        for place, readers in self._few.items():
            if readers.isdisjoint(names):
                found[place] = False
        return found

    def _place(self, key: Key) -> int:
        if self._free:
            place = self._free.pop()
            self._keys[place] = key
        else:
            place = len(self._keys)
            if place == len(self._kinds):
                self._grow()
            self._keys.append(key)
        self._places[key] = place
        return place

    def _grow(self) -> None:
        self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._kinds = np.concatenate([self._kinds, np.full_like(self._kinds, EMPTY)])
        self._stamps = np.concatenate([self._stamps, np.zeros_like(self._stamps)])
