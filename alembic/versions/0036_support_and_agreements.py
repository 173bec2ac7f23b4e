"""What a community asks of its sponsor, and what people at its edge and its core agreed on."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CHOICE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _requests()
    _replies()
    _agreements()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("support_requests", "support_replies", "agreements"):
            _shield(table)


def _requests() -> None:
    op.create_table(
        "support_requests",
        *_who(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("stage", CHOICE, nullable=False),
        *_owned("support_requests"),
    )


def _replies() -> None:
    op.create_table(
        "support_replies",
        *_who(),
        sa.Column("request_id", WORDS, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_support_replies"),
        sa.ForeignKeyConstraint(
            ["community_id", "request_id"],
            ["support_requests.community_id", "support_requests.id"],
            name="fk_support_replies_community_id_support_requests",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_support_replies_community_id_request_id", "support_replies", ["community_id", "request_id"])


def _agreements() -> None:
    op.create_table(
        "agreements",
        *_who(),
        sa.Column("core_workspace", WORDS, nullable=True),
        sa.Column("core_user", WORDS, nullable=True),
        sa.Column("brings", sa.Text(), nullable=False),
        sa.Column("expects", sa.Text(), nullable=False),
        sa.Column("months", WORDS, nullable=False),
        sa.Column("by_core", sa.Boolean(), nullable=False),
        sa.Column("stage", CHOICE, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("review_at", MOMENT, nullable=True),
        sa.Column("again", sa.Text(), nullable=False),
        *_owned("agreements"),
    )
    op.create_index("ix_agreements_community_id_workspace_user", "agreements", ["community_id", "workspace", "user"])


def _who() -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in ("community_id", "id", "workspace", "user")]


def _owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=f"fk_{table}_community_id_communities",
            deferrable=True,
            initially="DEFERRED",
        ),
    )


def _shield(table: str) -> None:
    """The row of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")
