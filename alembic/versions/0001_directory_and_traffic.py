"""The directory of people, and what comes in, goes out and is due."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kring_app') THEN
        CREATE ROLE kring_app NOLOGIN;
    END IF;
    EXECUTE format('GRANT kring_app TO %I', current_user);
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'kring_app may not be made: Kring will work as %, who must not be a superuser', current_user;
END
$$
"""

RIGHTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'kring_app') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO kring_app', current_schema());
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I'
            ' GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kring_app', current_schema());
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO kring_app', current_schema());
        GRANT SELECT ON alembic_version TO kring_app;
    END IF;
END
$$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ROLE)
        op.execute(RIGHTS)
    _directory()
    _traffic()


def _directory() -> None:
    op.create_table(
        "accounts",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("language", WORDS),
        sa.Column("zone", WORDS),
        sa.Column("quiet_from", sa.Time()),
        sa.Column("quiet_until", sa.Time()),
        sa.Column("paused_until", MOMENT),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("profile_seen", sa.Boolean(), nullable=False),
        sa.Column("chose_language", sa.Boolean(), nullable=False),
        sa.Column("chose_zone", sa.Boolean(), nullable=False),
        sa.Column("address", sa.JSON()),
        sa.Column("looked_up_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", name="pk_accounts"),
    )
    op.create_table(
        "communities",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("purpose", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("zone", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("place_gone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_communities"),
        sa.UniqueConstraint("workspace", "channel", name="uq_communities_workspace_channel"),
    )
    op.create_table(
        "members",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.Column("left_place", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_members"),
        _follows(["workspace", "user"], ["accounts.workspace", "accounts.user"]),
        _follows(["community_id"], ["communities.id"]),
        sa.UniqueConstraint("community_id", "workspace", "user", name="uq_members_community_id_workspace_user"),
    )
    op.create_index("ix_members_workspace_user", "members", ["workspace", "user"])
    op.create_table(
        "role_terms",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("member_id", WORDS, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_role_terms"),
        _follows(["community_id", "member_id"], ["members.community_id", "members.id"]),
    )
    op.create_index("ix_role_terms_community_id_member_id", "role_terms", ["community_id", "member_id"])
    op.create_table(
        "places",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("address", sa.JSON()),
        sa.PrimaryKeyConstraint("workspace", "channel", name="pk_places"),
    )


def _traffic() -> None:
    op.create_table(
        "inbox",
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("delivery_id", WORDS, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "delivery_id", name="pk_inbox"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_inbox_seen_at", "inbox", ["seen_at"])
    op.create_table(
        "outbox",
        sa.Column("seq", NUMBER, sa.Identity(always=True), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("errand", WORDS, nullable=False),
        sa.Column("community_id", WORDS),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS),
        sa.Column("thread", WORDS),
        sa.Column("user", WORDS),
        sa.Column("place_key", WORDS, nullable=False),
        sa.Column("key", WORDS),
        sa.Column("root", WORDS),
        sa.Column("body", sa.Text()),
        sa.Column("not_before", MOMENT),
        sa.Column("expires", MOMENT),
        sa.Column("due_at", MOMENT),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("loss", WORDS),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("final_at", MOMENT),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        sqlite_autoincrement=True,
    )
    _index("ix_outbox_expires", "outbox", ["expires"], "final_at IS NULL AND expires IS NOT NULL")
    _index("ix_outbox_final", "outbox", ["final_at"], "final_at IS NOT NULL")
    _index("ix_outbox_key", "outbox", ["key"], "final_at IS NULL AND key IS NOT NULL")
    _index("ix_outbox_line", "outbox", ["place_key", "seq"], "final_at IS NULL")
    _index("ix_outbox_lost", "outbox", ["seq"], "final_at IS NULL AND loss IS NOT NULL")
    _index("ix_outbox_place_due", "outbox", ["place_key", "due_at"], "due_at IS NOT NULL")
    _index("ix_outbox_root", "outbox", ["root"], "root IS NOT NULL")
    _index("ix_outbox_sending", "outbox", ["place_key"], "state = 'sending'")
    _index("ix_outbox_workspace_due", "outbox", ["workspace", "due_at"], "due_at IS NOT NULL")
    op.create_table(
        "posted",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("community_id", WORDS),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("thread", WORDS),
        sa.Column("message_id", WORDS, nullable=False),
        sa.Column("user", WORDS),
        sa.Column("place_key", WORDS, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_posted"),
    )
    op.create_index("ix_posted_message", "posted", ["workspace", "channel", "message_id"])
    op.create_table(
        "timers",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("offer_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "kind", "subject", name="pk_timers"),
    )
    op.create_index("ix_timers_offer_at", "timers", ["offer_at"])
    op.create_table(
        "notes",
        sa.Column("platform", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "key", name="pk_notes"),
    )


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
