"""The links by which members read the handbook."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "handbook_links",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("member_id", WORDS, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "digest", name="pk_handbook_links"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("digest", name="uq_handbook_links_digest"),
    )
