"""Questions, the replies in their threads, and what stands around them."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table

from facilitation.events import Found
from facilitation.questions.around import Adopted, Said
from facilitation.questions.model import Kind, Stage
from storage.columns import Encrypted, EncryptedAs, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata


def _of_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED")


def _of_question() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", "question_id"],
        ["questions.community_id", "questions.id"],
        deferrable=True,
        initially="DEFERRED",
    )


questions = Table(
    "questions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),  # "" where it was asked anonymously
    Column("channel", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Column("stage", one_of(Stage), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("stirred_at", UtcDateTime, nullable=False),
    Column("accepted", Words),
    Column("alike", EncryptedAs(tuple[Found, ...])),
    Column("helped_again", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", one_of(Kind), nullable=False),
    Column("newcomer", Boolean, nullable=False),
    Column("receipt", Words),
    Column("with_question", Words),
    Column("hidden_by", Words),
    Column("hidden_why", Encrypted),
    Column("about", Words),  # an item that is doubted
    Column("place_workspace", Words),
    Column("side", Words),
    Column("hider_workspace", Words),
    _of_community(),
    Index("ix_questions_asker", "community_id", "workspace", "user", "stage"),
    Index("ix_questions_stage", "community_id", "stage", "written_at"),
    Index("ix_questions_receipt", "community_id", "receipt"),
    Index("ix_questions_about", "community_id", "about"),
    Index("ix_questions_with", "community_id", "with_question"),
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
    Column("helpful", Boolean, nullable=False),
    _of_question(),
    Index("ix_replies_message", "community_id", "message_id"),
)

joiners = Table(
    "question_joiners",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("question_id", Words, primary_key=True),
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    _of_question(),
)

looks = Table(
    "question_looks",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("question_id", Words, primary_key=True),
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("said", one_of(Said), nullable=False),
    Column("version", Integer, nullable=False),
    _of_question(),
    Index("ix_question_looks_asked", "community_id", "asked_at"),
)

wishes = Table(
    "question_wishes",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("subjects", EncryptedAs(tuple[str, ...]), nullable=False),
    Column("looks", Boolean, nullable=False),
    Column("follow_ups", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    _of_community(),
)

adoptions = Table(
    "question_adoptions",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("question_id", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("what", one_of(Adopted), nullable=False),
    Column("words", Encrypted, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    _of_question(),
    Index("ix_question_adoptions_question", "community_id", "question_id"),
)

spotted = Table(
    "question_spotted",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("message_id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("text", Encrypted, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    _of_community(),
)

customs = Table(
    "question_customs",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("channel", Words),
    Column("window", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    _of_community(),
)
