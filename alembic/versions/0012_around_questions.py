"""Kinds of questions, asked by name or not; what was helpful; and all that stands around a question."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CHOICE = sa.String(length=40)
SHIELDED = (
    "question_joiners",
    "question_looks",
    "question_wishes",
    "question_adoptions",
    "question_spotted",
    "question_customs",
)


def upgrade() -> None:
    _more_of_questions()
    _people_around()
    _community_around()
    if op.get_bind().dialect.name == "postgresql":
        for table in SHIELDED:
            _shield(table)


def _more_of_questions() -> None:
    op.add_column("questions", sa.Column("kind", CHOICE, nullable=False, server_default="question"))
    op.add_column("questions", sa.Column("newcomer", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("questions", sa.Column("receipt", WORDS))
    op.add_column("questions", sa.Column("with_question", WORDS))
    op.add_column("questions", sa.Column("hidden_by", WORDS))
    op.add_column("questions", sa.Column("hidden_why", sa.Text()))
    op.add_column("replies", sa.Column("helpful", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_questions_stage", "questions", ["community_id", "stage", "written_at"])
    op.create_index("ix_questions_receipt", "questions", ["community_id", "receipt"])
    op.create_index("ix_questions_with", "questions", ["community_id", "with_question"])


def _people_around() -> None:
    op.create_table(
        "question_joiners",
        *_one_of_the_people("question_id"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_question(),
    )
    op.create_table(
        "question_looks",
        *_one_of_the_people("question_id"),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("said", CHOICE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_question(),
    )
    op.create_index("ix_question_looks_asked", "question_looks", ["community_id", "asked_at"])
    op.create_table(
        "question_wishes",
        *_one_of_the_people(),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("looks", sa.Boolean(), nullable=False),
        sa.Column("follow_ups", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_community(),
    )


def _community_around() -> None:
    op.create_table(
        "question_adoptions",
        *_keys("id"),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("what", CHOICE, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_question(),
    )
    op.create_index("ix_question_adoptions_question", "question_adoptions", ["community_id", "question_id"])
    op.create_table(
        "question_spotted",
        *_keys("channel", "message_id"),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_community(),
    )
    op.create_table(
        "question_customs",
        *_keys(),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_community(),
    )


def _one_of_the_people(*keys: str) -> tuple[sa.Column[str] | sa.PrimaryKeyConstraint, ...]:
    return _keys(*keys, "workspace", "user")


def _keys(*names: str) -> tuple[sa.Column[str] | sa.PrimaryKeyConstraint, ...]:
    columns = ("community_id", *names)
    return (*(sa.Column(name, WORDS, nullable=False) for name in columns), sa.PrimaryKeyConstraint(*columns))


def _of_community() -> sa.ForeignKeyConstraint:
    return _follows(["community_id"], ["communities.id"])


def _of_question() -> sa.ForeignKeyConstraint:
    return _follows(["community_id", "question_id"], ["questions.community_id", "questions.id"])


def _shield(table: str) -> None:
    """Rows of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")
