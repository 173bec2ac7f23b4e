"""When a community hears what its week brought."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table, Time

from storage.columns import UtcDateTime, Words
from storage.tables.metadata import metadata

digests = Table(
    "digests",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", Words, nullable=False),
    Column("told_until", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)
