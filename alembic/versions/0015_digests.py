"""When a community hears what its week brought."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", WORDS, nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_digests"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _shield()


def _shield() -> None:
    """The row of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute("ALTER TABLE digests ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE digests FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON digests USING ({entered}) WITH CHECK ({entered})")
