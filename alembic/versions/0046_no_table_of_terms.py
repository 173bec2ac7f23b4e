"""How many hold a word is counted in the index itself: what stood beside it for that is read no more."""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

TERMS = "CREATE VIRTUAL TABLE search_index_terms USING fts5vocab(search_index, 'row')"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index_terms")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(TERMS)
