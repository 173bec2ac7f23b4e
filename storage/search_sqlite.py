"""The words on SQLite: FTS5 over stems and over three letters, each document with tokens for who can find it and one
for itself."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
from sqlalchemy import Row, text

from facilitation.people import CommunityId
from facilitation.ports.search import Document
from storage.search import CANDIDATES, MANY, RAREST, Candidate, Holding, Sight, readers_named
from storage.stems import asked, grams, stem, stems, words_of
from storage.transaction import Transaction
from storage.weighing import Told

PUT = text("INSERT INTO search_index (kind, id, scope, title, text) VALUES (:kind, :id, :scope, :title, :text)")
PUT_GRAMS = text("INSERT INTO search_grams (rowid, scope, grams) VALUES (last_insert_rowid(), :scope, :grams)")
REMOVE = text("DELETE FROM search_index WHERE search_index MATCH :query")
REMOVE_GRAMS = text("DELETE FROM search_grams WHERE search_grams MATCH :query")
COUNTS = text(
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH each.value LIMIT :at_most))"
    " AS held FROM json_each(:queries) AS each ORDER BY each.key"
)
HOLDING = text(
    "SELECT (SELECT json_group_array(held) FROM (SELECT rowid AS held FROM search_index"
    " WHERE search_index MATCH each.value ORDER BY rowid DESC LIMIT :at_most)) AS held"
    " FROM json_each(:queries) AS each ORDER BY each.key"
)
HOLDING_OF_KINDS = text(
    "SELECT rowid FROM search_index WHERE search_index MATCH :query AND kind IN (SELECT value FROM json_each(:kinds))"
    " ORDER BY rowid DESC LIMIT :at_most"
)
OF_KINDS = text(
    "SELECT rowid FROM search_index WHERE rowid IN (SELECT value FROM json_each(:rows))"
    " AND kind IN (SELECT value FROM json_each(:kinds))"
)
ROWS = text("SELECT kind, id, scope, title, text FROM search_index WHERE rowid IN (SELECT value FROM json_each(:rows))")
ALIKE = text(
    "SELECT kind, id, scope, title, text FROM search_index WHERE rowid IN"
    " (SELECT rowid FROM search_grams WHERE search_grams MATCH :query LIMIT :at_most)"
)
TOLD = text("SELECT kind, id, scope, title, text FROM search_index WHERE search_index MATCH :query")
IS_THERE = text("SELECT 1 FROM search_index WHERE search_index MATCH :query")

SPELLED = 3  # words that nothing holds, of which others are looked for that are spelled alike
COUNTED = 200  # documents that hold a word of a long query; of those that more hold, the longest count as rare
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

    def holding(self, sight: Sight, text_: str, kinds: Sequence[str]) -> Holding:
        """Of a word that many hold, the newest that do, what holds all such words, and what is of the kinds wanted."""
        words = self._rarest(sight, asked(text_))
        held = self._held(sight, words)
        counts = {word: min(sum(len(rows) for of, rows in held if of == word), MANY) for word in words}
        common = [word for word, count in counts.items() if count == MANY]
        more = [self._all_of(sight, common)] if common == words else []
        more += [self._of_kinds(sight, common, kinds)] if common and kinds else []
        order = self._wanted(_best_first([*(rows for _, rows in held), *more]), kinds)[:CANDIDATES]
        return Holding(counts, _by_candidate(sight, self._transaction.rows(ROWS, {"rows": json.dumps(order)})))

    def alike(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Mapping[Candidate, Told]:
        """Two threes of letters that follow each other: so much is left of a word in which one letter is wrong."""
        long = [word for word in words if len(word) >= LETTERS and word.isalpha()][:SPELLED]
        pairs = [pair for word in long for pair in _pairs(word)]
        if not pairs:
            return {}
        query = f"scope : {_community(sight.community)} AND ({' OR '.join(pairs)})"
        rows = self._transaction.rows(ALIKE, {"query": query, "at_most": CANDIDATES})
        return _by_candidate(sight, rows, kinds)

    def told(self, sight: Sight, candidates: Sequence[Candidate]) -> Mapping[Candidate, Told]:
        if not candidates:
            return {}
        themselves = " OR ".join(_document(sight.community, each.kind, each.id) for each in candidates)
        return _by_candidate(sight, self._transaction.rows(TOLD, {"query": f"scope : ({themselves})"}))

    def may_find(self, sight: Sight, candidate: Candidate) -> bool:
        itself = _document(sight.community, candidate.kind, candidate.id)
        query = f"scope : {itself} AND scope : ({' OR '.join(_sees(sight))})"
        return bool(self._transaction.rows(IS_THERE, {"query": query}))

    def count(self, sight: Sight, at_most: int) -> int:
        queries = json.dumps([f"scope : ({' OR '.join(_sees(sight))})"])
        return int(self._transaction.rows(COUNTS, {"queries": queries, "at_most": at_most})[0].held)

    def _rarest(self, sight: Sight, words: Sequence[str]) -> Sequence[str]:
        """And of those that many hold the longest; what nothing holds comes last, for it finds nothing."""
        if len(words) <= RAREST:
            return words
        queries = json.dumps([" OR ".join(f"({each})" for each in _queries(sight, word)) for word in words])
        counts = self._transaction.rows(COUNTS, {"queries": queries, "at_most": COUNTED})
        held = {word: row.held for word, row in zip(words, counts, strict=True)}
        longest = sorted(words, key=lambda word: -len(word) if held[word] == COUNTED else 0)
        return sorted(longest, key=lambda word: held[word] or COUNTED + 1)[:RAREST]

    def _held(self, sight: Sight, words: Sequence[str]) -> Sequence[tuple[str, Sequence[int]]]:
        """The rows that hold each word: of what is for all, and of what is for few, which those do not crowd out."""
        queries = [(word, query) for word in words for query in _queries(sight, word)]
        which = {"queries": json.dumps([query for _, query in queries]), "at_most": MANY}
        found = self._transaction.rows(HOLDING, which)
        return [(word, json.loads(row.held)) for (word, _), row in zip(queries, found, strict=True)]

    def _all_of(self, sight: Sight, words: Sequence[str]) -> Sequence[int]:
        query = " AND ".join([f"scope : {_community(sight.community)}", *(_says(stems(word)) for word in words)])
        (row,) = self._transaction.rows(HOLDING, {"queries": json.dumps([query]), "at_most": CANDIDATES})
        return list(json.loads(row.held))

    def _of_kinds(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Sequence[int]:
        query = " OR ".join(f"({each})" for word in words for each in _queries(sight, word))
        which = {"query": query, "kinds": json.dumps(kinds), "at_most": CANDIDATES}
        return [row.rowid for row in self._transaction.rows(HOLDING_OF_KINDS, which)]

    def _wanted(self, rows: Sequence[int], kinds: Sequence[str]) -> Sequence[int]:
        """Those of these kinds, in their order; no kinds are all."""
        if not kinds:
            return rows
        which = {"rows": json.dumps(rows), "kinds": json.dumps(kinds)}
        wanted = {row.rowid for row in self._transaction.rows(OF_KINDS, which)}
        return [row for row in rows if row in wanted]


def _best_first(held: Iterable[Sequence[int]]) -> Sequence[int]:
    """Each row once: first what few share, or what is in most of these; of what is in the same, the newest."""
    some = [np.array(rows, np.int64) for rows in held if rows]
    if not some:
        return ()
    each, places = np.unique(np.concatenate(some), return_inverse=True)
    weights = np.bincount(places, np.concatenate([np.full(len(rows), log(1 + MANY / len(rows))) for rows in some]))
    best: list[int] = each[np.lexsort((each, weights))[::-1]].tolist()
    return best


def _by_candidate(sight: Sight, rows: Sequence[Row[Any]], kinds: Sequence[str] = ()) -> Mapping[Candidate, Told]:
    """Of what can be found here."""
    all_, seen = _community(sight.community), set(_sees(sight))
    return {
        Candidate(row.kind, row.id): Told(f"{row.title} {row.text}", is_blinded=not row.scope.startswith(all_))
        for row in rows
        if not seen.isdisjoint(row.scope.split()) and (not kinds or row.kind in kinds)
    }


def _queries(sight: Sight, word: str) -> Sequence[str]:
    """The word in what is for all, and blinded in what is for few and can be found here."""
    clear = f"scope : {_community(sight.community)} AND {_says(stems(word))}"
    if not sight.names:
        return [clear]
    few = " OR ".join(_reader(sight.community, name) for name in sight.names)
    return [clear, f"scope : ({few}) AND {_says(sight.blinded([word]))}"]


def _says(forms: Sequence[str]) -> str:
    """Any of them. They hold no operator: they are letters and digits only."""
    either = " OR ".join(f'"{form}"' for form in forms)
    return f"{{title text}} : ({either})"


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
