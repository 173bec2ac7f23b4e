"""A question may doubt something that is kept: it says of which item it is."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("questions", sa.Column("about", WORDS, nullable=True))
    op.create_index("ix_questions_about", "questions", ["community_id", "about"])


def downgrade() -> None:
    op.drop_index("ix_questions_about", "questions")
    op.drop_column("questions", "about")
