"""What can be found may be for some readers only. On SQLite their names are among an entry's own tokens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

READERS = sa.Text().with_variant(ARRAY(sa.Text()), "postgresql")


def upgrade() -> None:
    op.add_column("search_documents", sa.Column("readers", READERS))
