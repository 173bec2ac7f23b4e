"""Of an installation is remembered why its token can't be renewed any more, for whoever can mend it to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("installations", sa.Column("refused", WORDS))


def downgrade() -> None:
    op.drop_column("installations", "refused")
