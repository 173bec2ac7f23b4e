"""What people at the edge and the core agreed on."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.agreements.model import Stage
from facilitation.people import AccountRef
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

agreements = Table(
    "agreements",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("core_workspace", Words),
    Column("core_user", Words),
    Column("brings", Encrypted, nullable=False),
    Column("expects", Encrypted, nullable=False),
    Column("months", Words, nullable=False),
    Column("by_core", Boolean, nullable=False),
    Column("stage", one_of(Stage), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("review_at", UtcDateTime),
    Column("again", EncryptedAs(tuple[AccountRef, ...]), nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index(None, "community_id", "workspace", "user"),
)
