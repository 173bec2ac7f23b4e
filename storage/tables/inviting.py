"""Who comes into a community by invitation, and who sponsors it. Read before a community is entered."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.inviting.model import As, Stage
from facilitation.people import AccountRef
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

invitations = Table(
    "invitations",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("kind", one_of(As), nullable=False),
    Column("called", Encrypted, nullable=False),
    Column("inviter_workspace", Words, nullable=False),
    Column("inviter_user", Words, nullable=False),
    Column("agreed", EncryptedAs(tuple[AccountRef, ...]), nullable=False),
    Column("stage", one_of(Stage), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("digest", Words),
    Column("code_until", UtcDateTime),
    Column("workspace", Words),
    Column("user", Words),
    Column("until", UtcDateTime),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index(None, "digest"),
    Index(None, "workspace", "user"),
)
