"""Where something stands may be in another workspace than whose it is: a person has accounts in several."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("questions", sa.Column("place_workspace", WORDS, nullable=True))
    op.add_column("questions", sa.Column("hider_workspace", WORDS, nullable=True))
    op.add_column("keepings", sa.Column("place_workspace", WORDS, nullable=True))


def downgrade() -> None:
    op.drop_column("keepings", "place_workspace")
    op.drop_column("questions", "hider_workspace")
    op.drop_column("questions", "place_workspace")
