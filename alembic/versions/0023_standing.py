"""An account tells how its person belongs to the workspace; of those known already that is asked again."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("standing", sa.String(40), nullable=False, server_default="member"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("accounts", "standing", server_default=None)
    op.execute("UPDATE accounts SET profile_seen = false, looked_up_at = NULL")
