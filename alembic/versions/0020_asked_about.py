"""What is proposed about an item is said yes to as it was then: the version that people are asked about."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("keepings", sa.Column("number", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("keepings", "number")
