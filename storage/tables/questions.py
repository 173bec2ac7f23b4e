"""Questions, and the replies in their threads."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.questions.model import Stage
from storage.columns import UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

questions = Table(
    "questions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Column("stage", one_of(Stage), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("stirred_at", UtcDateTime, nullable=False),
    Column("accepted", Words),
    Column("helped_again", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    Index("ix_questions_asker", "community_id", "workspace", "user", "stage"),
)

replies = Table(
    "replies",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("question_id", Words, primary_key=True),
    Column("message_id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "question_id"],
        ["questions.community_id", "questions.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index("ix_replies_message", "community_id", "message_id"),
)
