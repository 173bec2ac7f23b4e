"""What is drafted of a session may be a decision that all in it consented to: then it stands when it is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """On SQLite the default stays: there it goes only with the table."""
    op.add_column("keepings", sa.Column("stands", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("keepings", "stands", server_default=None)


def downgrade() -> None:
    op.drop_column("keepings", "stands")
