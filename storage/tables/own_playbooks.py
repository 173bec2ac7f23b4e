"""A community's own playbooks and each version of them that was kept. What they say is read with the keyring only."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table

from storage.columns import Encrypted, UtcDateTime, Words
from storage.tables.metadata import metadata

playbooks = Table(
    "own_playbooks",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("author", Words, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("newest", Integer, nullable=False),
    Column("offered", Integer),
    Column("draft", Encrypted, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

versions = Table(
    "own_playbook_versions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Encrypted, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "name"],
        ["own_playbooks.community_id", "own_playbooks.name"],
        deferrable=True,
        initially="DEFERRED",
    ),
)
