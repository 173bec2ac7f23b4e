"""A community may stand in places of other workspaces too; what people write in its threads is copied to each."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "linked_places",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("side", WORDS, nullable=False),
        sa.Column("home_side", WORDS, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name="pk_linked_places"),
        _of_community(),
    )
    op.create_index("ix_linked_places_community_id", "linked_places", ["community_id"])
    op.create_table(
        "place_invitations",
        sa.Column("code", WORDS, nullable=False),
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("home_side", WORDS, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_place_invitations"),
        _of_community(),
    )
    op.create_table(
        "relays",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("message_id", WORDS, nullable=False),
        sa.Column("root", WORDS, nullable=False),
        sa.Column("link", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_relays"),
        _of_community(),
    )
    op.create_index("ix_relays_community_id_message_id", "relays", ["community_id", "message_id"])
    if op.get_bind().dialect.name == "postgresql":
        _shield("relays")


def downgrade() -> None:
    op.drop_table("relays")
    op.drop_table("place_invitations")
    op.drop_table("linked_places")


def _shield(table: str) -> None:
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")


def _of_community() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED")
