"""What can be found. On PostgreSQL `terms` holds the words; on SQLite an FTS5 table of its own does.

So it is with `readers`, who alone can find a document that has any: its words are blinded. What is shown is encrypted.
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from storage.columns import Encrypted, Words
from storage.tables.metadata import metadata

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
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index("ix_search_documents_terms", "terms", postgresql_using="gin").ddl_if(dialect="postgresql"),
)

INDEX = "search_index"
CREATE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5("
    "kind UNINDEXED, id UNINDEXED, scope, title, text, tokenize = 'unicode61 remove_diacritics 2')"
)
"""`scope` holds a token for the community, or one for each of the readers, and one for the document.

So all of them are found without a scan, and nobody finds what has none of theirs.
"""
