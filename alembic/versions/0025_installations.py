"""Where Kring was installed, and who is on the way to installing it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("within", WORDS),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("app", WORDS, nullable=False),
        sa.Column("bot_user", WORDS, nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("secrets", sa.Text()),
        sa.Column("expires_at", MOMENT),
        sa.Column("turn", WORDS, nullable=False),
        sa.Column("leased_until", MOMENT),
        sa.Column("installed_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("workspace", name="pk_installations"),
    )
    op.create_index("ix_installations_within", "installations", ["within"])
    op.create_index("ix_installations_ended_at", "installations", ["ended_at"])
    op.create_table(
        "install_attempts",
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_install_attempts"),
    )
    op.create_index("ix_install_attempts_until", "install_attempts", ["until"])
