"""What can be found in the entered community. What only one database can do is behind `Index`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import bindparam, delete, select

from facilitation.events import Found
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Kind
from facilitation.people import AccountRef, CommunityId, SideId
from facilitation.ports.search import Document, Hit
from facilitation.questions.model import FOUND, OPEN, Question
from storage.blinds import blind, key_in
from storage.stems import stem, stems, words_of
from storage.tables.search import Said, documents
from storage.transaction import Transaction
from storage.unread import forget, leave_no_trace, to_be_read
from storage.upsert import put
from storage.weighing import Told

CANDIDATES = 40  # documents weighed for one query, of each way of finding the best
MANY = 1_000  # documents that hold a word; it is common then, and how many more there are does not matter
RAREST = 8  # words of a query that are looked for; at 100,000 documents those take 11 ms, all of them 330


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be what is looked for."""

    kind: str
    id: str


ONE = (
    (documents.c.community_id == bindparam("of_community"))
    & (documents.c.kind == bindparam("of_kind"))
    & (documents.c.id == bindparam("of_id"))
)
REMOVE = delete(documents).where(ONE)
SHOW = select(documents).where(ONE)
SAID = select(documents.c.said).where(ONE)


RECORDS: Mapping[str, type] = {**dict.fromkeys(Kind, KnowledgeItem), OPEN: Question, FOUND: Question}
"""Of what a document is made."""

PUT = put(documents, "title", "shown", "by", "language", "said")


@dataclass(frozen=True, slots=True)
class Holding:
    """The few rarest words of a query, with how many of what can be found here hold each, up to `MANY`.

    And of what holds them as many as are weighed, the best by these words alone.
    """

    counts: Mapping[str, int]
    told: Mapping[Candidate, Told]


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be found now: what is for the whole community, and for this reader, whose words the key blinds."""

    community: CommunityId
    reader: AccountRef | None = None
    key: bytes = b""
    sides: frozenset[SideId] = frozenset()

    @property
    def names(self) -> Sequence[str]:
        """As which whoever looks is among those who alone may find something."""
        return [*([name_of(self.reader)] if self.reader else []), *map(name_of_side, sorted(self.sides))]

    def blind(self, form: str) -> str:
        return blind(self.key, self.community, form)

    def blinded(self, words: Sequence[str]) -> Sequence[str]:
        """As which these words may stand in what is for this reader."""
        if not self.names:
            return ()
        return [self.blind(form) for word in words for form in stems(word)]


class Index(Protocol):
    """The words of a community's documents."""

    def put(self, community: CommunityId, document: Document) -> None:
        """As its words are, or blinded already."""
        ...

    def remove(self, community: CommunityId, kind: str, identity: str) -> None: ...

    def count(self, sight: Sight, at_most: int) -> int:
        """How many documents can be found here, counted so far."""
        ...

    def holding(self, sight: Sight, text: str, kinds: Sequence[str]) -> Holding: ...

    def alike(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Mapping[Candidate, Told]:
        """Some of what all may find that holds words spelled like these, which nothing holds."""
        ...

    def told(self, sight: Sight, candidates: Sequence[Candidate]) -> Mapping[Candidate, Told]:
        """Of those that are still there and can be found here."""
        ...

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
        which = {"of_community": community, "of_kind": document.kind, "of_id": document.id}
        before = self._transaction.row(SAID, which)
        said = _said(document)
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
                "said": said,
            },
        )
        if before is None or before.said != said:
            to_be_read(self._transaction, document.kind, document.id)
        if before is not None and before.said != said:
            leave_no_trace(self._transaction)
        self._index.remove(community, document.kind, document.id)
        self._index.put(community, document if readers_named(document) is None else self._blinded(document))

    def remove(self, kind: str, identity: str) -> None:
        community = self._transaction.scope.require()
        self._index.remove(community, kind, identity)
        forget(self._transaction, kind, identity)
        leave_no_trace(self._transaction)
        self._transaction.do(REMOVE, {"of_community": community, "of_kind": kind, "of_id": identity})

    def show(
        self, found: Sequence[Found], reader: AccountRef | None = None, sides: frozenset[SideId] = frozenset()
    ) -> Sequence[Hit]:
        community = self._transaction.scope.require()
        sight = Sight(community, reader, sides=sides)
        theirs = (each for each in found if self._index.may_find(sight, Candidate(each.kind, each.id)))
        hits = (self._hit(community, each) for each in theirs if self._is_to_be_seen(each))
        return [hit for hit in hits if hit]

    def _is_to_be_seen(self, found: Found) -> bool:
        """Not what is older than the reader's side."""
        kind = RECORDS.get(found.kind)
        if self._transaction.scope.since is None or kind is None:
            return True
        return self._transaction.get(kind, (self._transaction.scope.require(), found.id)) is not None

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


def name_of(reader: AccountRef) -> str:
    return f"{reader.workspace}|{reader.user}"


def name_of_side(side: SideId) -> str:
    """No workspace is called so."""
    return f"side|{side}"


def readers_named(document: Document) -> tuple[str, ...] | None:
    """The names of those who alone may find it; None: all."""
    if document.readers is None and document.side is None:
        return None
    of_side = (name_of_side(document.side),) if document.side else ()
    return (*of_side, *(name_of(reader) for reader in document.readers or ()))


def _said(document: Document) -> Said:
    """A text that begins with the title is not told twice what it is about."""
    whole = document.text if document.text.startswith(document.title) else f"{document.title}\n{document.text}"
    return Said(whole, readers_named(document))
