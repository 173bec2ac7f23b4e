"""Words on their way to be kept, what each quoted person said to it, and what is kept and lives on."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.items import Change, Review
from facilitation.knowledge.kinds import Assurance, Audience, OriginKind
from facilitation.knowledge.model import Say, Stage
from facilitation.knowledge.passages import Passage
from facilitation.people import AccountRef
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

Passages = EncryptedAs(tuple[Passage, ...])
Accounts = EncryptedAs(tuple[AccountRef, ...])
Digests = EncryptedAs(tuple[str, ...])

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
    Column("for_side", Words),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("title", Encrypted, nullable=False),
    Column("passages", Passages, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words),
    Column("stage", one_of(Stage), nullable=False),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("asked_until", UtcDateTime),
    Column("stands", Boolean, nullable=False),
    Column("number", Integer),
    Column("place_workspace", Words),
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
    Column("unnamed", Boolean, nullable=False),
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
    Column("side", Words),
    Column("title", Encrypted, nullable=False),
    Column("title_workspace", Words),
    Column("title_user", Words),
    Column("passages", Passages, nullable=False),
    Column("language", Words, nullable=False),
    Column("assurance", one_of(Assurance), nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime),
    Column("number", Integer, nullable=False),
    Column("steward_workspace", Words),
    Column("steward_user", Words),
    Column("steward_since", UtcDateTime),
    Column("review", one_of(Review), nullable=False),
    Column("review_at", UtcDateTime),
    Column("unattended_since", UtcDateTime),
    Column("used", Integer, nullable=False),
    Column("used_at", UtcDateTime),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index("ix_knowledge_items_origin", "community_id", "origin_kind", "origin_id"),
    Index("ix_knowledge_items_steward", "community_id", "steward_workspace", "steward_user"),
)


def _of_item() -> ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return ForeignKeyConstraint(
        ["community_id", "item_id"],
        ["knowledge_items.community_id", "knowledge_items.id"],
        deferrable=True,
        initially="DEFERRED",
    )


versions = Table(
    "knowledge_versions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Encrypted, nullable=False),
    Column("title_workspace", Words),
    Column("title_user", Words),
    Column("passages", Passages, nullable=False),
    Column("audience", one_of(Audience), nullable=False),
    Column("change", one_of(Change), nullable=False),
    Column("workspace", Words),
    Column("user", Words),
    Column("name", Encrypted, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    _of_item(),
)

acts = Table(
    "knowledge_acts",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("item_id", Words, nullable=False),
    Column("kind", one_of(ActKind), nullable=False),
    Column("workspace", Words),
    Column("user", Words),
    Column("session_id", Words),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    _of_item(),
    Index("ix_knowledge_acts_item", "community_id", "item_id"),
    Index("ix_knowledge_acts_person", "community_id", "workspace", "user"),
)

followers = Table(
    "knowledge_followers",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("told", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    _of_item(),
    Index("ix_knowledge_followers_person", "community_id", "workspace", "user"),
)

tags = Table(
    "knowledge_tags",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("tag", Words, primary_key=True),
    Column("word", Encrypted, nullable=False),
    Column("version", Integer, nullable=False),
    _of_item(),
    Index("ix_knowledge_tags_tag", "community_id", "tag"),
)
"""An index: an item's tags, found by their digests. What they say is encrypted."""

links = Table(
    "knowledge_links",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("other_id", Words, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    _of_item(),
    ForeignKeyConstraint(
        ["community_id", "other_id"],
        ["knowledge_items.community_id", "knowledge_items.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index("ix_knowledge_links_other", "community_id", "other_id"),
)

wanted = Table(
    "knowledge_wanted",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("word", Encrypted, nullable=False),
    Column("salt", Encrypted),
    Column("seekers", Digests),
    Column("since", UtcDateTime, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)
