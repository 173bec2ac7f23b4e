"""Who settled a request to the sponsor is remembered, for its card to say."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("support_requests", sa.Column("settler_workspace", WORDS))
    op.add_column("support_requests", sa.Column("settler_user", WORDS))


def downgrade() -> None:
    op.drop_column("support_requests", "settler_user")
    op.drop_column("support_requests", "settler_workspace")
