"""Finding by words within the entered community. What only one database can do is behind `Index`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Protocol

from sqlalchemy import bindparam, delete, func, select

from facilitation.people import AccountRef, CommunityId
from facilitation.ports.memory import Document, Hit
from storage.blinds import blind, key_in
from storage.stems import stem, stems, words_of
from storage.tables.search import documents
from storage.transaction import Transaction
from storage.upsert import put

CANDIDATES = 50  # documents weighed for one query, the database's own best


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that holds a word asked for. `row`: where the index keeps it, if that is by number."""

    kind: str
    id: str
    row: int = 0


ONE = (
    (documents.c.community_id == bindparam("of_community"))
    & (documents.c.kind == bindparam("of_kind"))
    & (documents.c.id == bindparam("of_id"))
)
REMOVE = delete(documents).where(ONE)
COUNT = select(func.count()).where(documents.c.community_id == bindparam("of_community"))
SHOW = select(documents).where(ONE)


PUT = put(documents, "title", "shown", "by", "language")


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be found now: what is for the whole community, and for this reader, whose words the key blinds."""

    community: CommunityId
    reader: AccountRef | None = None
    key: bytes = b""

    def blinded(self, words: Sequence[str]) -> Sequence[str]:
        """As which these words may stand in what is for this reader."""
        if self.reader is None:
            return ()
        return [blind(self.key, self.community, form) for word in words for form in stems(word)]


@dataclass(frozen=True, slots=True)
class Found:
    """How many of the community's documents hold a word, and which of the candidates do."""

    count: int
    holders: frozenset[Candidate]


class Index(Protocol):
    """The words of a community's documents."""

    def put(self, community: CommunityId, document: Document) -> None:
        """As its words are, or blinded already."""
        ...

    def remove(self, community: CommunityId, kind: str, identity: str) -> None: ...

    def telling(self, text: str) -> Sequence[str]:
        """The distinct words of a query that not every text has."""
        ...

    def candidates(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Sequence[Candidate]:
        """Those that hold any of the words, best first."""
        ...

    def holding(self, sight: Sight, word: str, among: Sequence[Candidate]) -> Found: ...


class SqlSearch:
    """ports.memory.Search. Raises: NotEntered."""

    def __init__(self, transaction: Transaction, index: Index) -> None:
        self._transaction = transaction
        self._index = index

    def put(self, document: Document) -> None:
        community = self._transaction.scope.require()
        self._transaction.do(
            PUT,
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
        self._index.remove(community, document.kind, document.id)
        self._index.put(community, document if document.readers is None else self._blinded(document))

    def remove(self, kind: str, identity: str) -> None:
        community = self._transaction.scope.require()
        self._index.remove(community, kind, identity)
        self._transaction.do(REMOVE, {"of_community": community, "of_kind": kind, "of_id": identity})

    def find(
        self, words: str, limit: int, kinds: Sequence[str] = (), reader: AccountRef | None = None
    ) -> Sequence[Hit]:
        community = self._transaction.scope.require()
        sight = Sight(community, reader, key_in(self._transaction) if reader else b"")
        wanted = self._index.telling(words)
        candidates = self._index.candidates(sight, wanted, kinds) if wanted else ()
        if not candidates:
            return ()
        weights = self._weigh(sight, wanted, candidates)
        best = sorted(candidates, key=lambda candidate: -weights[candidate])[:limit]
        return [self._hit(sight.community, candidate, weights[candidate]) for candidate in best]

    def _blinded(self, document: Document) -> Document:
        """In no language, so that nothing is cut off what stands for a word."""
        key, community = key_in(self._transaction), self._transaction.scope.require()
        title, text = (
            " ".join(blind(key, community, stem(word, document.language)) for word in words_of(each))
            for each in (document.title, document.text)
        )
        return replace(document, title=title, text=text, language="")

    def _weigh(self, sight: Sight, words: Sequence[str], among: Sequence[Candidate]) -> Mapping[Candidate, float]:
        """How much of the asked words' weight each holds; a word weighs more the fewer documents hold it."""
        counted = self._transaction.row(COUNT, {"of_community": sight.community})
        total = counted[0] if counted else 0
        weights = dict.fromkeys(among, 0.0)
        whole = 0.0
        for word in words:
            found = self._index.holding(sight, word, among)
            weight = log(1 + (total + 1) / (found.count + 0.5))
            whole += weight
            for candidate in found.holders:
                weights[candidate] += weight
        return {candidate: min(1.0, weight / whole) for candidate, weight in weights.items()}

    def _hit(self, community: CommunityId, found: Candidate, confidence: float) -> Hit:
        which = {"of_community": community, "of_kind": found.kind, "of_id": found.id}
        row = self._transaction.row(SHOW, which)
        title, shown, by = (row.title, row.shown, row.by) if row else ("", "", "")
        return Hit(found.id, found.kind, title, confidence, shown, by)
