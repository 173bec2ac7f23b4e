"""What belongs to one community: check-ins, questions, knowledge, and the search over them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TERMS = sa.Text().with_variant(TSVECTOR(), "postgresql")

OWNED = (
    "check_in_series",
    "check_in_rounds",
    "check_in_turns",
    "check_in_voices",
    "questions",
    "replies",
    "keepings",
    "consents",
    "knowledge_items",
    "search_documents",
)

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "kind UNINDEXED, id UNINDEXED, scope, title, text, tokenize = 'unicode61 remove_diacritics 2')"
)


def upgrade() -> None:
    _check_ins()
    _questions()
    _knowledge()
    _search()
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            _shield(table)


def _check_ins() -> None:
    op.create_table(
        "check_in_series",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("rule", WORDS, nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", WORDS, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("visibility", sa.String(40), nullable=False),
        sa.Column("open_for", sa.Integer(), nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_check_in_series"),
        _follows(["community_id"], ["communities.id"]),
    )
    op.create_table(
        "check_in_rounds",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("series_id", WORDS, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(40), nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("answers_count", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_check_in_rounds"),
        _follows(["community_id", "series_id"], ["check_in_series.community_id", "check_in_series.id"]),
        sa.UniqueConstraint(
            "community_id", "series_id", "day", "slot", name="uq_check_in_rounds_community_id_series_id_day_slot"
        ),
    )
    op.create_table(
        "check_in_turns",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("round_id", WORDS, nullable=False),
        sa.Column("marker", WORDS, nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "round_id", "marker", name="pk_check_in_turns"),
        _follows(["community_id", "round_id"], ["check_in_rounds.community_id", "check_in_rounds.id"]),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "check_in_voices",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("round_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "round_id", "id", name="pk_check_in_voices"),
        _follows(["community_id", "round_id"], ["check_in_rounds.community_id", "check_in_rounds.id"]),
        sqlite_with_rowid=False,
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("detail", WORDS, nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("stirred_at", MOMENT, nullable=False),
        sa.Column("accepted", WORDS),
        sa.Column("helped_again", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_questions"),
        _follows(["community_id"], ["communities.id"]),
    )
    op.create_index("ix_questions_asker", "questions", ["community_id", "workspace", "user", "stage"])
    op.create_table(
        "replies",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("message_id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "question_id", "message_id", name="pk_replies"),
        _follows(["community_id", "question_id"], ["questions.community_id", "questions.id"]),
    )
    op.create_index("ix_replies_message", "replies", ["community_id", "message_id"])


def _knowledge() -> None:
    op.create_table(
        "keepings",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("thread", WORDS),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_keepings"),
        _follows(["community_id"], ["communities.id"]),
    )
    op.create_index("ix_keepings_question", "keepings", ["community_id", "question_id"])
    op.create_table(
        "consents",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("keeping_id", WORDS, nullable=False),
        sa.Column("question_id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("say", sa.String(40), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_consents"),
        _follows(["community_id", "keeping_id"], ["keepings.community_id", "keepings.id"]),
    )
    op.create_index("ix_consents_author", "consents", ["community_id", "workspace", "user"])
    op.create_index("ix_consents_keeping", "consents", ["community_id", "keeping_id"])
    op.create_table(
        "knowledge_items",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("assurance", sa.String(40), nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("thread", WORDS),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_knowledge_items"),
        _follows(["community_id"], ["communities.id"]),
    )


def _search() -> None:
    op.create_table(
        "search_documents",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("shown", WORDS, nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("terms", TERMS),
        sa.PrimaryKeyConstraint("community_id", "kind", "id", name="pk_search_documents"),
        _follows(["community_id"], ["communities.id"]),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_search_documents_terms", "search_documents", ["terms"], postgresql_using="gin")
    else:
        op.execute(SEARCH_INDEX)


def _shield(table: str) -> None:
    """Rows of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")
