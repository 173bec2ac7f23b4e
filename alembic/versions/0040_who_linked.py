"""Who accepted the invitation by which a place is linked is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("linked_places") as table:
        table.add_column(sa.Column("by_workspace", WORDS))
        table.add_column(sa.Column("by_user", WORDS))


def downgrade() -> None:
    with op.batch_alter_table("linked_places") as table:
        table.drop_column("by_user")
        table.drop_column("by_workspace")
