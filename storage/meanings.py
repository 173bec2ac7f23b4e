"""Which documents mean something near: compared in memory, or by PostgreSQL where it has the extension `vector`.

PostgreSQL compares all of a community's, without an index of its own: that finds the nearest and not about the nearest,
obeys row-level security, and a community has thousands of documents rather than millions. What only some may find is
sealed, and is compared in memory on either.
"""

import base64
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import Row as Record
from sqlalchemy import Select, bindparam, select, text

from facilitation.people import CommunityId
from facilitation.ports.embedder import Meaning, Vector
from storage.matrix import FARTHEST, Key, Matrix, Near, Row
from storage.search import CANDIDATES, Candidate, Sight
from storage.tables.search import PARTS, stamps, vectors
from storage.transaction import Transaction

HELD = 400_000  # vectors in memory at most, some 600 MB; the community that was asked least lately goes first
AT_ONCE = 2_000  # vectors read together
AGAIN = 3  # looks, when some of what is nearest is not there any more

OF_COMMUNITY = (vectors.c.community_id == bindparam("of_community")) & (vectors.c.model == bindparam("of_model"))
SINCE = (
    select(vectors)
    .where(OF_COMMUNITY & (vectors.c.stamp > bindparam("since")))
    .order_by(vectors.c.stamp)
    .limit(bindparam("at_most"))
)
SEALED_SINCE = SINCE.where(vectors.c.sealed.is_not(None))
STILL = select(vectors.c.kind, vectors.c.id, vectors.c.part, vectors.c.stamp).where(
    (vectors.c.community_id == bindparam("of_community"))
    & vectors.c.kind.in_(bindparam("kinds", expanding=True))
    & vectors.c.id.in_(bindparam("ids", expanding=True))
)
"""More than is asked for, where kinds share an id; by the primary key, which pairs of both would not be."""
LAST = select(stamps.c.last).where(stamps.c.community_id == bindparam("of_community"))
HAS_EXTENSION = text("SELECT 1 FROM pg_extension WHERE extname = 'vector'")
NEAREST = text(
    "SELECT kind, id, part, -(CAST(vector AS vector) <#> CAST(:asked AS vector)) AS cosine FROM search_vectors"
    " WHERE community_id = :of_community AND model = :of_model AND vector IS NOT NULL"
    " AND (cardinality(CAST(:kinds AS text[])) = 0 OR kind = ANY(CAST(:kinds AS text[])))"
    " ORDER BY CAST(vector AS vector) <#> CAST(:asked AS vector) LIMIT :at_most"
)
COSINES = text(
    "SELECT kind, id, part, -(CAST(vector AS vector) <#> CAST(:asked AS vector)) AS cosine FROM search_vectors"
    " JOIN unnest(CAST(:kinds AS text[]), CAST(:ids AS text[])) AS wanted(of_kind, of_id)"
    ' ON kind = of_kind COLLATE "C" AND id = of_id COLLATE "C"'
    " WHERE community_id = :of_community AND model = :of_model AND vector IS NOT NULL"
)


@dataclass
class Kept:
    """A community's vectors by one model, and who may use them now."""

    matrix: Matrix
    lock: Lock = field(default_factory=Lock)


class Memory:
    """What this process holds of all communities."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[CommunityId, str], Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, community: CommunityId, meaning: Meaning) -> Kept:
        with self._lock:
            kept = self._kept.setdefault((community, meaning.model), Kept(Matrix(len(meaning.vector) // 4)))
            self._kept.move_to_end((community, meaning.model))
            while len(self._kept) > 1 and sum(len(each.matrix) for each in self._kept.values()) > HELD:
                self._kept.popitem(last=False)
            return kept


class Meanings:
    """Of the community entered, as one transaction sees them."""

    def __init__(self, transaction: Transaction, memory: Memory) -> None:
        self._transaction = transaction
        self._memory = memory

    def near(
        self, sight: Sight, meaning: Meaning, kinds: Sequence[str], besides: Sequence[Candidate]
    ) -> Mapping[Candidate, float]:
        """The cosines of what is nearest, and of these besides. Not all of these need be for this reader.

        A document is as near as its nearest part.
        """
        keys = [(each.kind, each.id, part) for each in besides for part in PARTS]
        compares = self._transaction.is_shared and self._transaction.row(HAS_EXTENSION) is not None
        found = dict(self._compared(sight, meaning, kinds, keys)) if compares else {}
        kept = self._memory.of(sight.community, meaning)
        with kept.lock:
            self._read_on(kept.matrix, sight, meaning, SEALED_SINCE if compares else SINCE)
            found.update(self._in_memory(kept.matrix, sight, meaning, kinds, keys))
        nearest: dict[Candidate, float] = {}
        for (kind, identity, _), cosine in found.items():
            each = Candidate(kind, identity)
            nearest[each] = max(cosine, nearest.get(each, FARTHEST))
        return nearest

    def _compared(
        self, sight: Sight, meaning: Meaning, kinds: Sequence[str], keys: Sequence[Key]
    ) -> Iterable[tuple[Key, float]]:
        asked = json.dumps(np.frombuffer(meaning.vector, "<f4").tolist())
        which = {**_which(sight, meaning), "asked": asked, "at_most": CANDIDATES}
        documents = dict.fromkeys((kind, identity) for kind, identity, _ in keys)
        besides = {"kinds": [kind for kind, _ in documents], "ids": [identity for _, identity in documents]}
        rows = [
            *self._transaction.rows(NEAREST, {**which, "kinds": list(kinds)}),
            *self._transaction.rows(COSINES, {**which, **besides}),
        ]
        return (((row.kind, row.id, row.part), row.cosine) for row in rows)

    def _in_memory(
        self, matrix: Matrix, sight: Sight, meaning: Meaning, kinds: Sequence[str], keys: Sequence[Key]
    ) -> Mapping[Key, float]:
        """Only what still is as it is held here."""
        names = sight.names
        found: Mapping[Key, Near] = {}
        for _ in range(AGAIN):
            nearest = matrix.nearest(meaning.vector, names, kinds, CANDIDATES)
            found = {**matrix.cosines(meaning.vector, keys), **nearest}
            gone = self._gone(matrix, found, sight)
            found = {key: near for key, near in found.items() if key not in gone}
            if gone.isdisjoint(nearest):
                break
        return {key: near.cosine for key, near in found.items()}

    def _gone(self, matrix: Matrix, found: Mapping[Key, Near], sight: Sight) -> frozenset[Key]:
        """What is not as it is held. It is dropped, but for what came later than all that this transaction sees."""
        if not found:
            return frozenset()
        row = self._transaction.row(LAST, {"of_community": sight.community})
        last = row[0] if row else 0
        which = {"kinds": sorted({key[0] for key in found}), "ids": sorted({key[1] for key in found})}
        rows = self._transaction.rows(STILL, {"of_community": sight.community, **which})
        there = {(row.kind, row.id, row.part): row.stamp for row in rows}
        gone = frozenset(key for key, near in found.items() if there.get(key) != near.stamp)
        matrix.drop(key for key in gone if found[key].stamp <= last)
        return gone

    def _read_on(self, matrix: Matrix, sight: Sight, meaning: Meaning, since: Select[Any]) -> None:
        """What came since this process last looked."""
        full = True
        while full:
            which = {**_which(sight, meaning), "since": matrix.last, "at_most": AT_ONCE}
            rows = self._transaction.rows(since, which)
            matrix.put(map(_row, rows))
            full = len(rows) == AT_ONCE


def _which(sight: Sight, meaning: Meaning) -> dict[str, str]:
    return {"of_community": sight.community, "of_model": meaning.model}


def _row(record: Record[Any]) -> Row:
    key = (record.kind, record.id, record.part)
    if record.sealed is None:
        return Row(key, record.stamp, Vector(record.vector))
    vector = Vector(base64.b64decode(record.sealed.vector))
    return Row(key, record.stamp, vector, frozenset(record.sealed.readers))
