"""Private groups: to whom a message goes that makes one, and whose place it is afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("members", sa.JSON()))
    op.create_table(
        "meeting_places",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("community_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name="pk_meeting_places"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    )
