"""By which links members read the handbook. Found by a digest of what the link holds, before a community is entered."""

from sqlalchemy import Column, ForeignKeyConstraint, Table, UniqueConstraint

from storage.columns import UtcDateTime, Words
from storage.tables.metadata import metadata

links = Table(
    "handbook_links",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("digest", Words, primary_key=True),
    Column("member_id", Words, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "member_id"],
        ["members.community_id", "members.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    UniqueConstraint("digest"),
)
