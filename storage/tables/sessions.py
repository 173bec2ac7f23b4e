"""Sessions: their course, the playbooks they began with, what was given, what an anonymous step leaves, the log.

Givings and voices carry no times. Both are WITHOUT ROWID, so that nothing tells the order they came in.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, Table

from facilitation.recurrence import Rhythm
from facilitation.sessions.course.values import Contribution, Course, Stage
from facilitation.sessions.model import Room
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata


def _of_session() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", "session_id"],
        ["sessions.community_id", "sessions.id"],
        deferrable=True,
        initially="DEFERRED",
    )


editions = Table(
    "playbook_editions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("digest", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("body", Encrypted, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("playbook", Words, nullable=False),
    Column("edition", Words, nullable=False),
    Column("subject", Encrypted, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("side", Words),
    Column("room", one_of(Room), nullable=False),
    Column("stage", one_of(Stage), nullable=False),
    Column("course", EncryptedAs(Course), nullable=False),
    Column("call_link", Encrypted, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("purged", Boolean, nullable=False),
    Column("series_id", Words),
    Column("day", Date),
    Column("rhythm", EncryptedAs(Rhythm)),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "edition"],
        ["playbook_editions.community_id", "playbook_editions.digest"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index("ix_sessions_stage", "community_id", "stage"),
)

givings = Table(
    "session_givings",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("session_id", Words, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("marker", Words, primary_key=True),
    Column("contribution", EncryptedAs(Contribution), nullable=False),
    Column("version", Integer, nullable=False),
    _of_session(),
    sqlite_with_rowid=False,
)

voices = Table(
    "session_voices",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("session_id", Words, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("question", Integer, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("version", Integer, nullable=False),
    _of_session(),
    sqlite_with_rowid=False,
)

log = Table(
    "session_log",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("session_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("what", Words, nullable=False),
    Column("by", Words),
    Column("detail", Words, nullable=False),
    Column("version", Integer, nullable=False),
    _of_session(),
)

late = Table(
    "session_late",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("session_id", Words, nullable=False),
    Column("member_id", Words, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    _of_session(),
)
