"""The words on SQLite: FTS5 over stems and over three letters, each document with tokens for who can find it and one
for itself."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sqlalchemy import bindparam, text

from facilitation.people import CommunityId
from facilitation.ports.search import Document
from storage.search import CANDIDATES, MANY, RAREST, Candidate, Sight, readers_named
from storage.stems import asked, grams, stem, stems, words_of
from storage.transaction import Transaction
from storage.weighing import Told

PUT = text("INSERT INTO search_index (kind, id, scope, title, text) VALUES (:kind, :id, :scope, :title, :text)")
PUT_GRAMS = text("INSERT INTO search_grams (rowid, scope, grams) VALUES (last_insert_rowid(), :scope, :grams)")
REMOVE = text("DELETE FROM search_index WHERE search_index MATCH :query")
REMOVE_GRAMS = text("DELETE FROM search_grams WHERE search_grams MATCH :query")
HELD_BY = text("SELECT term, doc FROM search_index_terms WHERE term IN :words").bindparams(
    bindparam("words", expanding=True)
)
COUNT = text("SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH :query LIMIT :at_most)")
CANDIDATE = text(
    "SELECT kind, id FROM search_index WHERE search_index MATCH :query"
    " ORDER BY bm25(search_index, 0, 0, 0, 4, 1), rowid LIMIT :at_most"
)
CANDIDATE_OF_KIND = text(
    "SELECT kind, id FROM search_index WHERE search_index MATCH :query AND kind IN :kinds"
    " ORDER BY bm25(search_index, 0, 0, 0, 4, 1), rowid LIMIT :at_most"
).bindparams(bindparam("kinds", expanding=True))
ALIKE = text(
    "SELECT i.kind, i.id FROM search_index AS i WHERE i.rowid IN"
    " (SELECT rowid FROM search_grams WHERE search_grams MATCH :query LIMIT :at_most)"
)
TOLD = text("SELECT kind, id, scope, title, text FROM search_index WHERE search_index MATCH :query")
IS_THERE = text("SELECT 1 FROM search_index WHERE search_index MATCH :query")

SPELLED = 3  # words that nothing holds, of which others are looked for that are spelled alike
LETTERS = 5  # of such a word, at least: shorter ones are alike too many


class Fts5Index:
    """storage.search.Index."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, community: CommunityId, document: Document) -> None:
        itself = _document(community, document.kind, document.id)
        title, said = _terms(document.title, document.language), _terms(document.text, document.language)
        words = {"kind": document.kind, "id": document.id, "title": title, "text": said}
        self._transaction.do(PUT, {**words, "scope": f"{_seen_by(community, document)} {itself}"})
        if readers_named(document) is None:
            letters = sorted(frozenset().union(*map(grams, f"{title} {said}".split())))
            self._transaction.do(PUT_GRAMS, {"scope": f"{_community(community)} {itself}", "grams": " ".join(letters)})

    def remove(self, community: CommunityId, kind: str, identity: str) -> None:
        itself = {"query": f"scope : {_document(community, kind, identity)}"}
        self._transaction.do(REMOVE, itself)
        self._transaction.do(REMOVE_GRAMS, itself)

    def rarest(self, sight: Sight, text_: str) -> Mapping[str, int]:
        """Which are rare, all communities together tell well enough; how rare, only what can be found here."""
        words = asked(text_)
        forms = {form: word for word in words for form in stems(word)}
        held = dict.fromkeys(words, 0)
        for row in self._transaction.rows(HELD_BY, {"words": list(forms)}) if forms else ():
            held[forms[row.term]] += row.doc
        rare = sorted(words, key=lambda word: held[word])[:RAREST]
        return {word: self._count(sight, word) for word in rare}

    def candidates(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Sequence[Candidate]:
        query = {"query": _query(sight, words), "at_most": CANDIDATES}
        if kinds:
            rows = self._transaction.rows(CANDIDATE_OF_KIND, {**query, "kinds": list(kinds)})
        else:
            rows = self._transaction.rows(CANDIDATE, query)
        return [Candidate(row.kind, row.id) for row in rows]

    def alike(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Sequence[Candidate]:
        """Two threes of letters that follow each other: so much is left of a word in which one letter is wrong."""
        long = [word for word in words if len(word) >= LETTERS and word.isalpha()][:SPELLED]
        pairs = [pair for word in long for pair in _pairs(word)]
        if not pairs:
            return ()
        query = f"scope : {_community(sight.community)} AND ({' OR '.join(pairs)})"
        rows = self._transaction.rows(ALIKE, {"query": query, "at_most": CANDIDATES})
        return [Candidate(row.kind, row.id) for row in rows if not kinds or row.kind in kinds]

    def told(self, sight: Sight, candidates: Sequence[Candidate]) -> Mapping[Candidate, Told]:
        if not candidates:
            return {}
        themselves = " OR ".join(_document(sight.community, each.kind, each.id) for each in candidates)
        all_, seen = _community(sight.community), set(_sees(sight))
        return {
            Candidate(row.kind, row.id): Told(f"{row.title} {row.text}", is_blinded=not row.scope.startswith(all_))
            for row in self._transaction.rows(TOLD, {"query": f"scope : ({themselves})"})
            if not seen.isdisjoint(row.scope.split())
        }

    def may_find(self, sight: Sight, candidate: Candidate) -> bool:
        itself = _document(sight.community, candidate.kind, candidate.id)
        query = f"scope : {itself} AND scope : ({' OR '.join(_sees(sight))})"
        return bool(self._transaction.rows(IS_THERE, {"query": query}))

    def _count(self, sight: Sight, word: str) -> int:
        row = self._transaction.row(COUNT, {"query": _query(sight, [word]), "at_most": MANY})
        return row[0] if row else 0


def _query(sight: Sight, words: Sequence[str]) -> str:
    """Any of the words, in what can be found. Words hold no operator: they are letters and digits only."""
    found = _within(_community(sight.community), [form for word in words for form in stems(word)])
    if not sight.names:
        return found
    few = " OR ".join(_reader(sight.community, name) for name in sight.names)
    return f"({found}) OR ({_within(f'({few})', sight.blinded(words))})"


def _within(scope: str, forms: Sequence[str]) -> str:
    either = " OR ".join(f'"{form}"' for form in forms)
    return f"scope : {scope} AND {{title text}} : ({either})"


def _pairs(word: str) -> Iterator[str]:
    letters = [f"0{word}0"[start : start + 3] for start in range(len(word))]
    for one, other in pairwise(letters):
        yield f'grams : ("{one}" AND "{other}")'


def _terms(text_: str, language: str) -> str:
    return " ".join(stem(word, language) for word in words_of(text_))


def _sees(sight: Sight) -> Sequence[str]:
    return [_community(sight.community), *(_reader(sight.community, name) for name in sight.names)]


def _community(community: CommunityId) -> str:
    return f"c{community.encode().hex()}"


def _seen_by(community: CommunityId, document: Document) -> str:
    names = readers_named(document)
    if names is None:
        return _community(community)
    return " ".join(_reader(community, name) for name in names)


def _reader(community: CommunityId, name: str) -> str:
    return f"r{'|'.join((community, name)).encode().hex()}"


def _document(community: CommunityId, kind: str, identity: str) -> str:
    return f"d{'|'.join((community, kind, identity)).encode().hex()}"
