"""What was changed in a community, by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("workspace", WORDS, nullable=True),
        sa.Column("user", WORDS, nullable=True),
        sa.Column("about_workspace", WORDS, nullable=True),
        sa.Column("about_user", WORDS, nullable=True),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_audit"),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name="fk_audit_community_id_communities",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_audit_community_id_at", "audit", ["community_id", "at"])
    if op.get_bind().dialect.name == "postgresql":
        _shield()


def _shield() -> None:
    """The row of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute("ALTER TABLE audit ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE audit FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON audit USING ({entered}) WITH CHECK ({entered})")
