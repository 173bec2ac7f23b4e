"""What is kept may come from a session: its origin, its kind, how far it reaches, and how long its authors are asked.

What is there already is of questions, and for the community.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

ORIGINS = (
    "UPDATE knowledge_items SET origin_id = (SELECT keepings.origin_id FROM keepings"
    " WHERE keepings.community_id = knowledge_items.community_id AND keepings.id = knowledge_items.id)"
)


def upgrade() -> None:
    _keepings()
    op.drop_column("consents", "question_id")
    _items()


def _keepings() -> None:
    op.drop_index("ix_keepings_question", "keepings")
    op.execute("ALTER TABLE keepings RENAME COLUMN question_id TO origin_id")
    _add("keepings", "origin_kind", sa.String(40), "question")
    op.create_index("ix_keepings_origin", "keepings", ["community_id", "origin_kind", "origin_id"])
    _add("keepings", "kind", WORDS, "knowledge.answer")
    _add("keepings", "audience", sa.String(40), "community")
    op.add_column("keepings", sa.Column("asked_until", MOMENT))
    _of_sessions("keepings")


def _items() -> None:
    _add("knowledge_items", "origin_kind", sa.String(40), "question")
    _add("knowledge_items", "origin_id", WORDS, "")
    _add("knowledge_items", "audience", sa.String(40), "community")
    _of_sessions("knowledge_items")
    _force("NO FORCE")
    op.execute(ORIGINS)
    _force("FORCE")


def _of_sessions(table: str) -> None:
    op.add_column(table, sa.Column("origin_title", sa.Text()))
    op.add_column(table, sa.Column("origin_at", MOMENT))
    op.add_column(table, sa.Column("taking_part", sa.Text()))


def _add(table: str, column: str, kind: sa.types.TypeEngine[str], there_already: str) -> None:
    """What each row has from now on. On SQLite the default stays: there it goes only with the table."""
    op.add_column(table, sa.Column(column, kind, nullable=False, server_default=there_already))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, server_default=None)


def _force(how: str) -> None:
    """Whether row-level security hides every community's rows from the tables' owner as well, who migrates."""
    if op.get_bind().dialect.name == "postgresql":
        for table in ("keepings", "knowledge_items"):
            op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")
