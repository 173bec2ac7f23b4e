"""Finding by words within the entered community. What only one database can do is behind `Index`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Protocol

from sqlalchemy import Row, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from facilitation.people import CommunityId
from facilitation.ports.memory import Document, Hit
from storage.stems import asked
from storage.tables.search import documents
from storage.transaction import Transaction

CANDIDATES = 50  # documents weighed for one query, the database's own best

DocumentKey = tuple[str, str]
"""Kind and id."""

ONE = (
    (documents.c.community_id == bindparam("of_community"))
    & (documents.c.kind == bindparam("of_kind"))
    & (documents.c.id == bindparam("of_id"))
)
REMOVE = delete(documents).where(ONE)
COUNT = select(func.count()).where(documents.c.community_id == bindparam("of_community"))
SHOW = select(documents).where(ONE)


def _upsert(dialect: Any) -> Any:
    statement = dialect.insert(documents)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["community_id", "kind", "id"],
        set_={"title": new.title, "shown": new.shown, "by": new.by, "language": new.language},
    )


PUT = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}


@dataclass(frozen=True, slots=True)
class Found:
    """How many of the community's documents hold a word, and which of the candidates do."""

    count: int
    holders: frozenset[DocumentKey]


class Index(Protocol):
    """The words of a community's documents."""

    def put(self, community: CommunityId, document: Document) -> None: ...

    def remove(self, community: CommunityId, key: DocumentKey) -> None: ...

    def candidates(self, community: CommunityId, words: Sequence[str], kinds: Sequence[str]) -> Sequence[DocumentKey]:
        """Those that hold any of the words, best first."""
        ...

    def holding(self, community: CommunityId, word: str, among: Sequence[DocumentKey]) -> Found: ...


class SqlSearch:
    """ports.memory.Search. Raises: NotEntered."""

    def __init__(self, transaction: Transaction, index: Index) -> None:
        self._transaction = transaction
        self._index = index

    def put(self, document: Document) -> None:
        community = self._transaction.scope.require()
        statement = PUT[self._transaction.connection.dialect.name]
        self._transaction.do(
            statement,
            {
                "community_id": community,
                "kind": document.kind,
                "id": document.id,
                "title": document.title,
                "shown": document.shown,
                "by": document.by,
                "language": document.language,
            },
        )
        self._index.remove(community, (document.kind, document.id))
        self._index.put(community, document)

    def remove(self, kind: str, identity: str) -> None:
        community = self._transaction.scope.require()
        self._index.remove(community, (kind, identity))
        self._transaction.do(REMOVE, _which(community, (kind, identity)))

    def find(self, words: str, limit: int, kinds: Sequence[str] = ()) -> Sequence[Hit]:
        community = self._transaction.scope.require()
        wanted = asked(words)
        candidates = self._index.candidates(community, wanted, kinds) if wanted else ()
        if not candidates:
            return ()
        weights = self._weigh(community, wanted, candidates)
        best = sorted(candidates, key=lambda key: -weights[key])[:limit]
        return [self._hit(community, key, weights[key]) for key in best]

    def _weigh(
        self, community: CommunityId, words: Sequence[str], among: Sequence[DocumentKey]
    ) -> Mapping[DocumentKey, float]:
        """How much of the asked words' weight each holds; a word weighs more the fewer documents hold it."""
        counted = self._transaction.row(COUNT, {"of_community": community})
        total = counted[0] if counted else 0
        weights = dict.fromkeys(among, 0.0)
        whole = 0.0
        for word in words:
            found = self._index.holding(community, word, among)
            weight = log(1 + (total + 1) / (found.count + 0.5))
            whole += weight
            for key in found.holders:
                weights[key] += weight
        return {key: min(1.0, weight / whole) for key, weight in weights.items()}

    def _hit(self, community: CommunityId, key: DocumentKey, confidence: float) -> Hit:
        row: Row[Any] | None = self._transaction.row(SHOW, _which(community, key))
        title, shown, by = (row.title, row.shown, row.by) if row else ("", "", "")
        return Hit(key[1], key[0], title, confidence, shown, by)


def _which(community: CommunityId, key: DocumentKey) -> Mapping[str, str]:
    return {"of_community": community, "of_kind": key[0], "of_id": key[1]}
