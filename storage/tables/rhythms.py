"""What recurs: series, and what became of their occurrences."""

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, Table

from facilitation.people import MemberId
from facilitation.sessions.course.values import Setup
from facilitation.sessions.rhythms.model import MeetingState, SeriesState, Swap
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, WallTimes, Words, one_of
from storage.tables.metadata import metadata

series = Table(
    "series",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("playbook", Words, nullable=False),
    Column("edition", Words, nullable=False),
    Column("subject", Encrypted, nullable=False),
    Column("setup", EncryptedAs(Setup), nullable=False),
    Column("rule", Words, nullable=False),
    Column("times", WallTimes, nullable=False),
    Column("zone", Words, nullable=False),
    Column("since", Date, nullable=False),
    Column("own_clocks", Boolean, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("call_link", Encrypted, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", one_of(SeriesState), nullable=False),
    Column("paused_until", Date),
    Column("next_at", UtcDateTime),
    Column("rota", EncryptedAs(tuple[MemberId, ...]), nullable=False),
    Column("swaps", EncryptedAs(tuple[Swap, ...])),
    Column("told_host", Date),
    Column("host_wanted", Boolean, nullable=False),
    Column("note", Encrypted, nullable=False),
    Column("empty", Integer, nullable=False),
    Column("asked_on", UtcDateTime),
    Column("voices", EncryptedAs(dict[MemberId, str]), nullable=False),
    Column("side", Words),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "edition"],
        ["playbook_editions.community_id", "playbook_editions.digest"],
        deferrable=True,
        initially="DEFERRED",
    ),
)

meetings = Table(
    "series_meetings",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("series_id", Words, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("state", one_of(MeetingState), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("session_id", Words),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "series_id"], ["series.community_id", "series.id"], deferrable=True, initially="DEFERRED"
    ),
    ForeignKeyConstraint(
        ["community_id", "session_id"], ["sessions.community_id", "sessions.id"], deferrable=True, initially="DEFERRED"
    ),
    Index("ix_series_meetings_state", "community_id", "series_id", "state"),
)
