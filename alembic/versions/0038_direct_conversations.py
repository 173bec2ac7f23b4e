"""Which conversation a person has with Kring is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "direct_conversations",
        sa.Column("workspace", WORDS, primary_key=True),
        sa.Column("user", WORDS, primary_key=True),
        sa.Column("channel", WORDS, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("direct_conversations")
