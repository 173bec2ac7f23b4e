"""A person may have several accounts and say so: one of them is theirs for everything, and codes link them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
OF_ACCOUNTS = ("principal_workspace", "principal_user", "reached_workspace", "reached_user")


def upgrade() -> None:
    for name in OF_ACCOUNTS:
        op.add_column("accounts", sa.Column(name, WORDS, nullable=True))
    op.create_index(
        "ix_accounts_principal_workspace_principal_user", "accounts", ["principal_workspace", "principal_user"]
    )
    op.create_table(
        "account_links",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("other_workspace", WORDS, nullable=True),
        sa.Column("other_user", WORDS, nullable=True),
        sa.Column("other_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "user", name="pk_account_links"),
        sa.UniqueConstraint("digest", name="uq_account_links_digest"),
    )


def downgrade() -> None:
    op.drop_table("account_links")
    op.drop_index("ix_accounts_principal_workspace_principal_user", "accounts")
    for name in reversed(OF_ACCOUNTS):
        op.drop_column("accounts", name)
