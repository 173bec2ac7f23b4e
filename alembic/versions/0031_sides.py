"""A question or a session may be for one side of a community alone: the people of one workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("questions", sa.Column("side", WORDS, nullable=True))
    op.add_column("sessions", sa.Column("side", WORDS, nullable=True))


def downgrade() -> None:
    op.drop_column("sessions", "side")
    op.drop_column("questions", "side")
