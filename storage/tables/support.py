"""What a community asks of its sponsor, and what is replied."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.support.model import Stage
from storage.columns import Encrypted, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

requests = Table(
    "support_requests",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("stage", one_of(Stage), nullable=False),
    Column("settler_workspace", Words),
    Column("settler_user", Words),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

replies = Table(
    "support_replies",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("request_id", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "request_id"],
        ["support_requests.community_id", "support_requests.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index(None, "community_id", "request_id"),
)
