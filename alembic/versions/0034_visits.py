"""Questions stand in other communities too; what is replied there is carried home."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("side", WORDS, nullable=False),
        sa.Column("home_side", WORDS, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_visits"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
        sa.UniqueConstraint("community_id", "workspace", "channel", name="uq_visits_community_id_workspace_channel"),
    )
    op.create_index("ix_visits_workspace", "visits", ["workspace"])


def downgrade() -> None:
    op.drop_table("visits")
