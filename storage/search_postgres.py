"""The words on PostgreSQL: tsvector, stemmed for each document's own language."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy import Row, text

from facilitation.people import CommunityId
from facilitation.ports.search import Document
from storage.search import CANDIDATES, MANY, RAREST, Candidate, Holding, Sight, readers_named
from storage.stems import asked, stem, words_of
from storage.transaction import Transaction
from storage.weighing import Told

COUNTED = 16  # words of a query; each takes a look into the index
BEGINNING = 5  # letters

CONFIGURATIONS = {"en": "english", "nl": "dutch", "fr": "french"}

PUT = text(
    "UPDATE search_documents SET readers = CAST(:readers AS text[]), stems = :stems,"
    " terms = setweight(to_tsvector(CAST(:language AS regconfig), :title), 'A')"
    " || setweight(to_tsvector(CAST(:language AS regconfig), :text), 'D')"
    " WHERE community_id = :community AND kind = :kind AND id = :id"
)
TELLING = text(
    "SELECT word FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS asked(word, place)"
    " WHERE numnode(plainto_tsquery('english', word)) > 0 AND numnode(plainto_tsquery('dutch', word)) > 0"
    " AND numnode(plainto_tsquery('french', word)) > 0 ORDER BY place"
)
CANDIDATE = text(
    "WITH forms AS ("
    " SELECT plainto_tsquery('english', word) || plainto_tsquery('dutch', word)"
    " || plainto_tsquery('french', word) || plainto_tsquery('simple', word) AS form"
    " FROM unnest(CAST(:words AS text[])) AS asked(word)"
    "), either AS (SELECT CAST(string_agg('(' || CAST(form AS text) || ')', ' | ') AS tsquery) AS query FROM forms)"
    " SELECT kind, id, readers IS NOT NULL AS few, coalesce(stems, '') AS stems FROM search_documents, either"
    " WHERE community_id = :community AND ((readers IS NULL AND terms @@ query)"
    " OR (CAST(:names AS text[]) && readers AND terms @@ CAST(:blinded AS tsquery)))"
    " AND (cardinality(CAST(:kinds AS text[])) = 0 OR kind = ANY(CAST(:kinds AS text[])))"
    " ORDER BY ts_rank(terms, query || CAST(:blinded AS tsquery)) DESC, kind, id LIMIT :at_most"
)
COUNT = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_documents"
    " WHERE community_id = :community AND ((readers IS NULL"
    " AND terms @@ (plainto_tsquery('english', :word) || plainto_tsquery('dutch', :word)"
    " || plainto_tsquery('french', :word) || plainto_tsquery('simple', :word)))"
    " OR (CAST(:names AS text[]) && readers AND terms @@ CAST(:blinded AS tsquery))) LIMIT :at_most) AS held"
)
ALL = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_documents WHERE community_id = :community"
    " AND (readers IS NULL OR CAST(:names AS text[]) && readers) LIMIT :at_most) AS found"
)
ALIKE = text(
    "SELECT kind, id, readers IS NOT NULL AS few, coalesce(stems, '') AS stems FROM search_documents"
    " WHERE community_id = :community AND readers IS NULL"
    " AND terms @@ CAST(:beginnings AS tsquery)"
    " AND (cardinality(CAST(:kinds AS text[])) = 0 OR kind = ANY(CAST(:kinds AS text[]))) LIMIT :at_most"
)
TOLD = text(
    "SELECT kind, id, readers IS NOT NULL AS few, coalesce(stems, '') AS stems FROM search_documents"
    " JOIN unnest(CAST(:kinds AS text[]), CAST(:ids AS text[])) AS asked(of_kind, of_id)"
    ' ON kind = of_kind COLLATE "C" AND id = of_id COLLATE "C"'
    " WHERE community_id = :community AND (readers IS NULL OR CAST(:names AS text[]) && readers)"
)
MAY_FIND = text(
    "SELECT 1 FROM search_documents WHERE community_id = :community AND kind = :kind AND id = :id"
    " AND (readers IS NULL OR CAST(:names AS text[]) && readers)"
)


class TsvectorIndex:
    """storage.search.Index."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, community: CommunityId, document: Document) -> None:
        """Into the document's own row, which is there already."""
        said, named = (document.title, document.text), readers_named(document)
        self._transaction.do(
            PUT,
            {
                "community": community,
                "kind": document.kind,
                "id": document.id,
                "language": CONFIGURATIONS.get(document.language, "simple"),
                "title": " ".join(words_of(document.title)),
                "text": " ".join(words_of(document.text)),
                "stems": " ".join(stem(word, document.language) for each in said for word in words_of(each)),
                "readers": None if named is None else list(named),
            },
        )

    def remove(self, community: CommunityId, kind: str, identity: str) -> None:
        """They go with the document's row."""

    def count(self, sight: Sight, at_most: int) -> int:
        which = {"community": sight.community, "names": list(sight.names), "at_most": at_most}
        return int(self._transaction.rows(ALL, which)[0][0])

    def holding(self, sight: Sight, text_: str, kinds: Sequence[str]) -> Holding:
        counts = self._rarest(sight, text_)
        if not counts:
            return Holding({}, {})
        words = _not_too_common(counts)
        query = {**_seen(sight, words), "words": list(words), "kinds": list(kinds), "at_most": CANDIDATES}
        return Holding(counts, _by_candidate(self._transaction.rows(CANDIDATE, query)))

    def _rarest(self, sight: Sight, text_: str) -> Mapping[str, int]:
        """Long words are rare rather than short ones: only so many are counted. What nothing holds comes last."""
        telling = [row.word for row in self._transaction.rows(TELLING, {"words": list(asked(text_))})]
        counted = sorted(sorted(telling, key=len, reverse=True)[:COUNTED], key=telling.index)
        held = {word: self._count(sight, word) for word in counted}
        return {word: held[word] for word in sorted(counted, key=lambda word: held[word] or MANY + 1)[:RAREST]}

    def alike(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Mapping[Candidate, Told]:
        """Those that begin alike."""
        beginnings = [f"{word[:BEGINNING]}:*" for word in words if len(word) > BEGINNING and word.isalpha()]
        if not beginnings:
            return {}
        query = {"community": sight.community, "kinds": list(kinds), "beginnings": " | ".join(beginnings)}
        return _by_candidate(self._transaction.rows(ALIKE, {**query, "at_most": CANDIDATES}))

    def told(self, sight: Sight, candidates: Sequence[Candidate]) -> Mapping[Candidate, Told]:
        which = {"kinds": [each.kind for each in candidates], "ids": [each.id for each in candidates]}
        return _by_candidate(self._transaction.rows(TOLD, {**_seen(sight, ()), **which}))

    def may_find(self, sight: Sight, candidate: Candidate) -> bool:
        names = list(sight.names)
        asked_for = {"community": sight.community, "kind": candidate.kind, "id": candidate.id, "names": names}
        return bool(self._transaction.rows(MAY_FIND, asked_for))

    def _count(self, sight: Sight, word: str) -> int:
        row = self._transaction.row(COUNT, {**_seen(sight, [word]), "word": word, "at_most": MANY})
        return row[0] if row else 0


def _seen(sight: Sight, words: Sequence[str]) -> Mapping[str, object]:
    return {"community": sight.community, "names": list(sight.names), "blinded": " | ".join(sight.blinded(words))}


def _by_candidate(rows: Sequence[Row[Any]]) -> Mapping[Candidate, Told]:
    return {Candidate(row.kind, row.id): Told(row.stems, is_blinded=row.few) for row in rows}


def _not_too_common(counts: Mapping[str, int]) -> Sequence[str]:
    """The rarest words, as many as not too many documents hold: those that hold them all are among these."""
    held = list(accumulate(counts.values()))
    return [word for word, so_many in zip(counts, held, strict=True) if so_many <= 2 * MANY] or list(counts)[:1]
