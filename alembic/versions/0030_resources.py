"""What communities keep at hand."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "resources",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("item_id", WORDS, nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_resources"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    )
    if op.get_bind().dialect.name == "postgresql":
        entered = "community_id = current_setting('kring.community', true)"
        op.execute("ALTER TABLE resources ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE resources FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY community ON resources USING ({entered}) WITH CHECK ({entered})")


def downgrade() -> None:
    op.drop_table("resources")
