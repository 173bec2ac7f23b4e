"""The words on SQLite: FTS5 over stems, each document with tokens for who can find it and one for itself."""

from collections.abc import Sequence

from sqlalchemy import bindparam, text

from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document
from storage.search import CANDIDATES, Candidate, Held, Sight
from storage.stems import asked, stem, stems, words_of
from storage.transaction import Transaction

PUT = text("INSERT INTO search_index (kind, id, scope, title, text) VALUES (:kind, :id, :scope, :title, :text)")
REMOVE = text("DELETE FROM search_index WHERE search_index MATCH :query")
CANDIDATE = text(
    "SELECT rowid, kind, id FROM search_index WHERE search_index MATCH :query"
    " ORDER BY bm25(search_index, 0, 0, 0, 4, 1), rowid LIMIT :at_most"
)
CANDIDATE_OF_KIND = text(
    "SELECT rowid, kind, id FROM search_index WHERE search_index MATCH :query AND kind IN :kinds"
    " ORDER BY bm25(search_index, 0, 0, 0, 4, 1), rowid LIMIT :at_most"
).bindparams(bindparam("kinds", expanding=True))
HOLDING = text("SELECT rowid FROM search_index WHERE search_index MATCH :query")


class Fts5Index:
    """storage.search.Index."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, community: CommunityId, document: Document) -> None:
        self._transaction.do(
            PUT,
            {
                "kind": document.kind,
                "id": document.id,
                "scope": f"{_seen_by(community, document)} {_document(community, document.kind, document.id)}",
                "title": _terms(document.title, document.language),
                "text": _terms(document.text, document.language),
            },
        )

    def remove(self, community: CommunityId, kind: str, identity: str) -> None:
        self._transaction.do(REMOVE, {"query": f"scope : {_document(community, kind, identity)}"})

    def telling(self, text_: str) -> Sequence[str]:
        return asked(text_)

    def candidates(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Sequence[Candidate]:
        query = {"query": _query(sight, words), "at_most": CANDIDATES}
        if kinds:
            rows = self._transaction.rows(CANDIDATE_OF_KIND, {**query, "kinds": list(kinds)})
        else:
            rows = self._transaction.rows(CANDIDATE, query)
        return [Candidate(row.kind, row.id, row.rowid) for row in rows]

    def holding(self, sight: Sight, word: str, among: Sequence[Candidate]) -> Held:
        rows = {row.rowid for row in self._transaction.rows(HOLDING, {"query": _query(sight, [word])})}
        return Held(len(rows), frozenset(candidate for candidate in among if candidate.row in rows))

    def may_find(self, sight: Sight, candidate: Candidate) -> bool:
        itself = _document(sight.community, candidate.kind, candidate.id)
        seen = [_community(sight.community), *([_reader(sight.community, sight.reader)] if sight.reader else [])]
        query = f"scope : {itself} AND scope : ({' OR '.join(seen)})"
        return bool(self._transaction.rows(HOLDING, {"query": query}))


def _query(sight: Sight, words: Sequence[str]) -> str:
    """Any of the words, in what can be found. Words hold no operator: they are letters and digits only."""
    found = _within(_community(sight.community), [form for word in words for form in stems(word)])
    if sight.reader is None:
        return found
    return f"({found}) OR ({_within(_reader(sight.community, sight.reader), sight.blinded(words))})"


def _within(scope: str, forms: Sequence[str]) -> str:
    either = " OR ".join(f'"{form}"' for form in forms)
    return f"scope : {scope} AND {{title text}} : ({either})"


def _terms(text_: str, language: str) -> str:
    return " ".join(stem(word, language) for word in words_of(text_))


def _community(community: CommunityId) -> str:
    return f"c{community.encode().hex()}"


def _seen_by(community: CommunityId, document: Document) -> str:
    if document.readers is None:
        return _community(community)
    return " ".join(_reader(community, reader) for reader in document.readers)


def _reader(community: CommunityId, reader: AccountRef) -> str:
    return f"r{'|'.join((community, reader.workspace, reader.user)).encode().hex()}"


def _document(community: CommunityId, kind: str, identity: str) -> str:
    return f"d{'|'.join((community, kind, identity)).encode().hex()}"
