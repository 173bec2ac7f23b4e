"""Sessions: their course, the playbooks as they began with them, what is given in them, their log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

OWNED = ("playbook_editions", "sessions", "session_givings", "session_voices", "session_log", "session_late")


def upgrade() -> None:
    _playbooks()
    _sessions()
    _givings()
    _log()
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            _shield(table)


def _playbooks() -> None:
    op.create_table(
        "playbook_editions",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("body", WORDS, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "digest", name="pk_playbook_editions"),
        _follows(["community_id"], ["communities.id"]),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("playbook", WORDS, nullable=False),
        sa.Column("edition", WORDS, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("room", sa.String(40), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("call_link", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("purged", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_sessions"),
        _follows(["community_id", "edition"], ["playbook_editions.community_id", "playbook_editions.digest"]),
    )
    op.create_index("ix_sessions_stage", "sessions", ["community_id", "stage"])


def _givings() -> None:
    op.create_table(
        "session_givings",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("session_id", WORDS, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("marker", WORDS, nullable=False),
        sa.Column("contribution", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "session_id", "step", "marker", name="pk_session_givings"),
        _of_session(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session_voices",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("session_id", WORDS, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "session_id", "step", "id", name="pk_session_voices"),
        _of_session(),
        sqlite_with_rowid=False,
    )


def _log() -> None:
    op.create_table(
        "session_log",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("session_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("by", WORDS),
        sa.Column("detail", WORDS, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "session_id", "number", name="pk_session_log"),
        _of_session(),
    )
    op.create_table(
        "session_late",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("session_id", WORDS, nullable=False),
        sa.Column("member_id", WORDS, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_session_late"),
        _of_session(),
    )


def _shield(table: str) -> None:
    """Rows of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")


def _of_session() -> sa.ForeignKeyConstraint:
    return _follows(["community_id", "session_id"], ["sessions.community_id", "sessions.id"])


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")
