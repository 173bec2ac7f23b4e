"""What comes back may be for one side of a community alone."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column(
        "series", sa.Column("side", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("series", "side")
