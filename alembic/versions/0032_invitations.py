"""Who comes in by invitation, and who sponsors a community; whether it wants to be found."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CHOICE = sa.String(length=40)


def upgrade() -> None:
    op.add_column("communities", sa.Column("findable", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "invitations",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", CHOICE, nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("inviter_workspace", WORDS, nullable=False),
        sa.Column("inviter_user", WORDS, nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("stage", CHOICE, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", WORDS, nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace", WORDS, nullable=True),
        sa.Column("user", WORDS, nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_invitations"),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name="fk_invitations_community_id_communities",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_invitations_digest", "invitations", ["digest"])
    op.create_index("ix_invitations_workspace_user", "invitations", ["workspace", "user"])
