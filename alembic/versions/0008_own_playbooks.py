"""A community's own playbooks, with each version of them that was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
SHIELDED = ("own_playbooks", "own_playbook_versions")


def upgrade() -> None:
    op.create_table(
        "own_playbooks",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Integer()),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "name", name="pk_own_playbooks"),
        _follows(["community_id"], ["communities.id"]),
    )
    op.create_table(
        "own_playbook_versions",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "name", "number", name="pk_own_playbook_versions"),
        _follows(["community_id", "name"], ["own_playbooks.community_id", "own_playbooks.name"]),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in SHIELDED:
            _shield(table)


def _shield(table: str) -> None:
    """Rows of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")
