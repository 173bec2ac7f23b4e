"""When somebody was last gone from a side: what is heard of later and was before does not bring them back."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("sides_left", sa.Text()))


def downgrade() -> None:
    op.drop_column("members", "sides_left")
