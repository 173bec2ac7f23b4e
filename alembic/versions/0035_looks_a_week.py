"""People may say how often at most they are asked for a look."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("looks_a_week", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "looks_a_week")
