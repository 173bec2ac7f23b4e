"""What can be found in the entered community. What only one database can do is behind `Index`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import bindparam, delete, select

from facilitation.events import Found
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document, Hit
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
class Held:
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

    def holding(self, sight: Sight, word: str, among: Sequence[Candidate]) -> Held: ...

    def may_find(self, sight: Sight, candidate: Candidate) -> bool:
        """Whether it is there, and for this reader to find."""
        ...


class SqlSearch:
    """ports.search.Search. Raises: NotEntered."""

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

    def show(self, found: Sequence[Found], reader: AccountRef | None = None) -> Sequence[Hit]:
        community = self._transaction.scope.require()
        sight = Sight(community, reader)
        theirs = (each for each in found if self._index.may_find(sight, Candidate(each.kind, each.id)))
        hits = (self._hit(community, each) for each in theirs)
        return [hit for hit in hits if hit]

    def _blinded(self, document: Document) -> Document:
        """In no language, so that nothing is cut off what stands for a word."""
        key, community = key_in(self._transaction, make=True), self._transaction.scope.require()
        title, text = (
            " ".join(blind(key, community, stem(word, document.language)) for word in words_of(each))
            for each in (document.title, document.text)
        )
        return replace(document, title=title, text=text, language="")

    def _hit(self, community: CommunityId, found: Found) -> Hit | None:
        row = self._transaction.row(SHOW, {"of_community": community, "of_kind": found.kind, "of_id": found.id})
        return Hit(found.id, found.kind, row.title, found.confidence, row.shown, row.by) if row else None
