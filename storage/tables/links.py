"""Other places in which a community stands too. All but the last are read before one is entered."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from storage.columns import Encrypted, UtcDateTime, Words
from storage.tables.metadata import metadata

linked_places = Table(
    "linked_places",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("community_id", Words, nullable=False),
    Column("id", Words, nullable=False),
    Column("side", Words, nullable=False),
    Column("side_id", Words, nullable=False),
    Column("hears_all", Boolean, nullable=False),
    Column("home_side", Words, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("by_workspace", Words),
    Column("by_user", Words),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index(None, "community_id"),
)

visits = Table(
    "visits",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("side", Words, nullable=False),
    Column("home_side", Words, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    UniqueConstraint("community_id", "workspace", "channel"),
    Index(None, "workspace"),
)

place_invitations = Table(
    "place_invitations",
    metadata,
    Column("code", Words, primary_key=True),  # its digest
    Column("community_id", Words, nullable=False),
    Column("home_side", Words, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

relays = Table(
    "relays",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("channel", Words, nullable=False),
    Column("message_id", Words, nullable=False),
    Column("root", Words, nullable=False),
    Column("link", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index(None, "community_id", "message_id"),
)
