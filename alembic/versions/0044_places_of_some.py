"""A channel may be a side of its own beside others of its workspace, and what is kept for a side knows of which.

What was kept of a question of one side is of that side. Of the rest it is not known:
it stays with those it was kept for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

OF_QUESTIONS = """
UPDATE knowledge_items SET side = (
    SELECT questions.side FROM questions
    WHERE questions.community_id = knowledge_items.community_id AND questions.id = knowledge_items.origin_id)
WHERE origin_kind = 'question' AND audience = 'session'
"""


def upgrade() -> None:
    op.add_column("linked_places", sa.Column("side_id", WORDS, nullable=False, server_default=""))
    op.add_column("linked_places", sa.Column("hears_all", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE linked_places SET side_id = workspace")
    if _is_shared():
        op.alter_column("linked_places", "side_id", server_default=None)
        op.alter_column("linked_places", "hears_all", server_default=None)
    op.add_column("outbox", sa.Column("side", WORDS, nullable=True))
    op.add_column("keepings", sa.Column("for_side", WORDS, nullable=True))
    op.add_column("knowledge_items", sa.Column("side", WORDS, nullable=True))
    _force("NO FORCE")
    op.execute(OF_QUESTIONS)
    _force("FORCE")


def downgrade() -> None:
    op.drop_column("knowledge_items", "side")
    op.drop_column("keepings", "for_side")
    op.drop_column("outbox", "side")
    op.drop_column("linked_places", "hears_all")
    op.drop_column("linked_places", "side_id")


def _force(how: str) -> None:
    """Whoever owns the tables migrates all communities at once."""
    if _is_shared():
        for table in ("knowledge_items", "questions"):
            op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")


def _is_shared() -> bool:
    return op.get_bind().dialect.name == "postgresql"
