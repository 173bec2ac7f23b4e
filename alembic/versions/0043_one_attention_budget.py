"""One attention budget: what is sent unasked says so, and how much of it a week is chosen over all its kinds."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
UNASKED = sa.text("unasked IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("unasked", WORDS))
    op.create_index(
        "ix_outbox_unasked", "outbox", ["workspace", "user"], sqlite_where=UNASKED, postgresql_where=UNASKED
    )
    op.add_column("accounts", sa.Column("unasked_a_week", sa.Integer()))
    # Who wanted no looks is asked nothing; who wanted few or many of them gets about as many messages in all.
    op.execute(
        "UPDATE accounts SET unasked_a_week = CASE WHEN looks_a_week = 0 THEN 0 WHEN looks_a_week > 2 THEN 7 ELSE 3 END"
        " WHERE looks_a_week IS NOT NULL"
    )
    op.drop_column("accounts", "looks_a_week")


def downgrade() -> None:
    op.add_column("accounts", sa.Column("looks_a_week", sa.Integer()))
    op.execute(
        "UPDATE accounts SET looks_a_week = CASE WHEN unasked_a_week = 0 THEN 0 WHEN unasked_a_week > 3 THEN 4"
        " ELSE 2 END WHERE unasked_a_week IS NOT NULL"
    )
    op.drop_column("accounts", "unasked_a_week")
    op.drop_index("ix_outbox_unasked", "outbox")
    op.drop_column("outbox", "unasked")
