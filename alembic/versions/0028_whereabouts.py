"""Members may say what they are to the organisation, and at which site."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("members", sa.Column("affiliation", WORDS, nullable=True))
    op.add_column("members", sa.Column("site", WORDS, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("members", "site", server_default=None)


def downgrade() -> None:
    op.drop_column("members", "site")
    op.drop_column("members", "affiliation")
