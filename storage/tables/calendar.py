"""By which link each community's calendar is read. Found by a digest of what the link holds, before one is entered."""

from sqlalchemy import Column, ForeignKeyConstraint, Table, UniqueConstraint

from storage.columns import Encrypted, Words
from storage.tables.metadata import metadata

links = Table(
    "calendar_links",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("digest", Words, nullable=False),
    Column("token", Encrypted, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    UniqueConstraint("digest"),
)
