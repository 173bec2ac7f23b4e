"""What communities keep at hand."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table

from storage.columns import Encrypted, UtcDateTime, Words
from storage.tables.metadata import metadata

resources = Table(
    "resources",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("title", Encrypted, nullable=False),
    Column("address", Encrypted, nullable=False),
    Column("item_id", Words),
    Column("why", Encrypted, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)
