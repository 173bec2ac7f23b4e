"""The words on PostgreSQL: tsvector, stemmed for each document's own language."""

from collections.abc import Mapping, Sequence

from sqlalchemy import text

from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document
from storage.search import CANDIDATES, Candidate, Held, Sight
from storage.stems import asked, words_of
from storage.transaction import Transaction

CONFIGURATIONS = {"en": "english", "nl": "dutch", "fr": "french"}

PUT = text(
    "UPDATE search_documents SET readers = CAST(:readers AS text[]),"
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
    " SELECT kind, id FROM search_documents, either"
    " WHERE community_id = :community AND ((readers IS NULL AND terms @@ query)"
    " OR (CAST(:reader AS text) = ANY (readers) AND terms @@ CAST(:blinded AS tsquery)))"
    " AND (cardinality(CAST(:kinds AS text[])) = 0 OR kind = ANY(CAST(:kinds AS text[])))"
    " ORDER BY ts_rank(terms, query || CAST(:blinded AS tsquery)) DESC, kind, id LIMIT :at_most"
)
HOLDING = text(
    "SELECT kind, id FROM search_documents"
    " WHERE community_id = :community AND ((readers IS NULL"
    " AND terms @@ (plainto_tsquery('english', :word) || plainto_tsquery('dutch', :word)"
    " || plainto_tsquery('french', :word) || plainto_tsquery('simple', :word)))"
    " OR (CAST(:reader AS text) = ANY (readers) AND terms @@ CAST(:blinded AS tsquery)))"
)

MAY_FIND = text(
    "SELECT 1 FROM search_documents WHERE community_id = :community AND kind = :kind AND id = :id"
    " AND (readers IS NULL OR CAST(:reader AS text) = ANY (readers))"
)


class TsvectorIndex:
    """storage.search.Index."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, community: CommunityId, document: Document) -> None:
        """Into the document's own row, which is there already."""
        self._transaction.do(
            PUT,
            {
                "community": community,
                "kind": document.kind,
                "id": document.id,
                "language": CONFIGURATIONS.get(document.language, "simple"),
                "title": " ".join(words_of(document.title)),
                "text": " ".join(words_of(document.text)),
                "readers": None if document.readers is None else [_name(reader) for reader in document.readers],
            },
        )

    def remove(self, community: CommunityId, kind: str, identity: str) -> None:
        """They go with the document's row."""

    def telling(self, text_: str) -> Sequence[str]:
        return [row.word for row in self._transaction.rows(TELLING, {"words": list(asked(text_))})]

    def candidates(self, sight: Sight, words: Sequence[str], kinds: Sequence[str]) -> Sequence[Candidate]:
        query = {**_told(sight, words), "words": list(words), "kinds": list(kinds), "at_most": CANDIDATES}
        return [Candidate(row.kind, row.id) for row in self._transaction.rows(CANDIDATE, query)]

    def holding(self, sight: Sight, word: str, among: Sequence[Candidate]) -> Held:
        rows = self._transaction.rows(HOLDING, {**_told(sight, [word]), "word": word})
        return Held(len(rows), frozenset(Candidate(row.kind, row.id) for row in rows).intersection(among))

    def may_find(self, sight: Sight, candidate: Candidate) -> bool:
        reader = _name(sight.reader) if sight.reader else None
        asked_for = {"community": sight.community, "kind": candidate.kind, "id": candidate.id, "reader": reader}
        return bool(self._transaction.rows(MAY_FIND, asked_for))


def _told(sight: Sight, words: Sequence[str]) -> Mapping[str, str | None]:
    reader = _name(sight.reader) if sight.reader else None
    return {"community": sight.community, "reader": reader, "blinded": " | ".join(sight.blinded(words))}


def _name(reader: AccountRef) -> str:
    return f"{reader.workspace}|{reader.user}"
