"""Check-ins: series, their rounds, the turns taken in them, and what an anonymous round leaves.

Turns and voices carry no times. Both are WITHOUT ROWID, so that nothing tells the order they came in.
"""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Integer, Table, Time, UniqueConstraint

from facilitation.check_ins.model import RoundState, SeriesState, Visibility
from storage.columns import Encrypted, EncryptedTexts, Seconds, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

series = Table(
    "check_in_series",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("questions", EncryptedTexts, nullable=False),
    Column("rule", Words, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", Words, nullable=False),
    Column("since", Date, nullable=False),
    Column("visibility", one_of(Visibility), nullable=False),
    Column("open_for", Seconds, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", one_of(SeriesState), nullable=False),
    Column("next_at", UtcDateTime),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

rounds = Table(
    "check_in_rounds",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("series_id", Words, nullable=False),
    Column("day", Date, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("state", one_of(RoundState), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("questions", EncryptedTexts, nullable=False),
    Column("visibility", one_of(Visibility), nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("key", Encrypted),
    Column("answers_count", Integer),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "series_id"],
        ["check_in_series.community_id", "check_in_series.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    UniqueConstraint("community_id", "series_id", "day", "slot"),
)

turns = Table(
    "check_in_turns",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("round_id", Words, primary_key=True),
    Column("marker", Words, primary_key=True),
    Column("texts", EncryptedTexts, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "round_id"],
        ["check_in_rounds.community_id", "check_in_rounds.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    sqlite_with_rowid=False,
)

voices = Table(
    "check_in_voices",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("round_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("question", Integer, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "round_id"],
        ["check_in_rounds.community_id", "check_in_rounds.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    sqlite_with_rowid=False,
)
