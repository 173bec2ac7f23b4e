"""What the first look found that is alike, with the question that is not asked yet."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("questions", sa.Column("alike", sa.Text()))
