"""A membership knows on which sides of a community somebody is; so far where they are, or at home."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

SAY_WHERE = """
UPDATE members SET sides = COALESCE(
    (SELECT MAX(linked_places.workspace) FROM linked_places
     WHERE linked_places.community_id = members.community_id AND linked_places.workspace = members.workspace),
    (SELECT communities.workspace FROM communities WHERE communities.id = members.community_id),
    '')
"""


def upgrade() -> None:
    op.add_column("members", sa.Column("sides", WORDS, nullable=False, server_default=""))
    op.execute(SAY_WHERE)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("members", "sides", server_default=None)


def downgrade() -> None:
    op.drop_column("members", "sides")
