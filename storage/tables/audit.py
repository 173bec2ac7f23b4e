"""What was changed in a community, by whom."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.ports.audit import Change
from storage.columns import Encrypted, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

audit = Table(
    "audit",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("change", one_of(Change), nullable=False),
    Column("workspace", Words),
    Column("user", Words),
    Column("about_workspace", Words),
    Column("about_user", Words),
    Column("named", Encrypted, nullable=False),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index(None, "community_id", "at"),
)
