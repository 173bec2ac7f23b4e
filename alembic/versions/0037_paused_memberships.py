"""A membership that ended with somebody's account goes on when that does."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """On SQLite the default stays: there it goes only with the table."""
    op.add_column("members", sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("members", "paused", server_default=None)


def downgrade() -> None:
    op.drop_column("members", "paused")
