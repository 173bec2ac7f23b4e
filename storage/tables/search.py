"""What can be found. On PostgreSQL `terms` and `stems` hold the words; on SQLite FTS5 tables of their own do.

So it is with `readers`, who alone can find a document that has any: its words are blinded. What is shown is encrypted,
and so is what is yet to be understood, or to be understood anew by another model.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from storage.columns import Encrypted, EncryptedAs, Floats, UtcDateTime, Words
from storage.tables.metadata import metadata


@dataclass(frozen=True, slots=True)
class Said:
    """A document's title and text, and the names of its readers."""

    text: str
    readers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The vector of what only these may find, in base 64: who has it, can tell what it is about."""

    vector: str
    readers: tuple[str, ...]


documents = Table(
    "search_documents",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("title", Encrypted, nullable=False),
    Column("shown", Encrypted, nullable=False),
    Column("by", Encrypted, nullable=False),
    Column("language", Words, nullable=False),
    Column("terms", Text().with_variant(TSVECTOR(), "postgresql")),
    Column("readers", Text().with_variant(ARRAY(Text()), "postgresql")),
    Column("stems", Text),
    Column("said", EncryptedAs(Said)),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index("ix_search_documents_terms", "terms", postgresql_using="gin").ddl_if(dialect="postgresql"),
)

vectors = Table(
    "search_vectors",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("part", Words, primary_key=True),
    Column("model", Words, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("vector", Floats),  # NULL: sealed
    Column("sealed", EncryptedAs(Sealed)),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index("ix_search_vectors_stamp", "community_id", "model", "stamp"),
)
"""What documents mean: each as a whole, and its title by itself.

A later vector of a community has a higher stamp: so those who hold them in memory keep up.
"""

WHOLE, TITLE = "whole", "title"
PARTS = (WHOLE, TITLE)

stamps = Table(
    "search_stamps",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("last", BigInteger, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

unread = Table(
    "search_unread",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("turn", Words, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),  # later while a process holds it
)
"""Documents that are yet to be understood, of all communities together. Put anew, a document has another turn."""

INDEX = "search_index"
CREATE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5("
    "kind UNINDEXED, id UNINDEXED, scope, title, text, tokenize = 'unicode61 remove_diacritics 2')"
)
"""`scope` holds a token for the community, or one for each of the readers, and one for the document.

So all of them are found without a scan, and nobody finds what has none of theirs.
"""

GRAMS = "search_grams"
CREATE_GRAMS = f"CREATE VIRTUAL TABLE {GRAMS} USING fts5(scope, grams, detail = 'column', tokenize = 'unicode61')"
"""Three letters each, of the words of what all may find: what is spelled otherwise is found by them."""
