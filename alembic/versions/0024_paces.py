"""How much a workspace was sent, what its platform told to wait, and who goes first of what waits for it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """On SQLite the default stays: there it goes only with the table."""
    op.create_table(
        "holds",
        sa.Column("workspace", WORDS, primary_key=True),
        sa.Column("budget", WORDS, primary_key=True),
        sa.Column("until", MOMENT, primary_key=True),
    )
    op.create_table(
        "budgets",
        sa.Column("workspace", WORDS, primary_key=True),
        sa.Column("budget", WORDS, primary_key=True),
        sa.Column("spent_until", MOMENT, nullable=False),
    )
    op.create_index("ix_budgets_spent_until", "budgets", ["spent_until"])
    op.add_column("outbox", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("outbox", "turn", server_default=None)
    op.create_index(
        "ix_outbox_turn_due",
        "outbox",
        ["workspace", "turn", "due_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_turn_due", "outbox")
    op.drop_column("outbox", "turn")
    op.drop_table("budgets")
    op.drop_table("holds")
