"""Words on their way to be kept, what each quoted person said to it, and what is kept."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.knowledge.model import Assurance, OriginKind, Say, Stage
from facilitation.knowledge.passages import Passage
from facilitation.people import AccountRef
from facilitation.playbooks.kinds import Audience
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

Passages = EncryptedAs(tuple[Passage, ...])
Accounts = EncryptedAs(tuple[AccountRef, ...])

keepings = Table(
    "keepings",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("origin_kind", one_of(OriginKind), nullable=False),
    Column("origin_id", Words, nullable=False),
    Column("origin_title", Encrypted),
    Column("origin_at", UtcDateTime),
    Column("kind", Words, nullable=False),
    Column("audience", one_of(Audience), nullable=False),
    Column("taking_part", Accounts),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("title", Encrypted, nullable=False),
    Column("passages", Passages, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words),
    Column("stage", one_of(Stage), nullable=False),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("asked_until", UtcDateTime),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index("ix_keepings_origin", "community_id", "origin_kind", "origin_id"),
)

consents = Table(
    "consents",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("keeping_id", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("say", one_of(Say), nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "keeping_id"],
        ["keepings.community_id", "keepings.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index("ix_consents_keeping", "community_id", "keeping_id"),
    Index("ix_consents_author", "community_id", "workspace", "user"),
)

items = Table(
    "knowledge_items",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("origin_kind", one_of(OriginKind), nullable=False),
    Column("origin_id", Words, nullable=False),
    Column("origin_title", Encrypted),
    Column("origin_at", UtcDateTime),
    Column("kind", Words, nullable=False),
    Column("audience", one_of(Audience), nullable=False),
    Column("taking_part", Accounts),
    Column("title", Encrypted, nullable=False),
    Column("passages", Passages, nullable=False),
    Column("language", Words, nullable=False),
    Column("assurance", one_of(Assurance), nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("used", Integer, nullable=False),
    Column("used_at", UtcDateTime),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)
