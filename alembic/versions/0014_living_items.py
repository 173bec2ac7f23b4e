"""What is kept lives on: versions, a steward, acts, followers, tags, links, reviews; and words looked for in vain.

What is there already gets its first version; its title is the words of whoever wished it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ONE_OF = sa.String(40)
NEW = (
    "knowledge_versions",
    "knowledge_acts",
    "knowledge_followers",
    "knowledge_tags",
    "knowledge_links",
    "knowledge_wanted",
)

LIVING = (
    ("title_workspace", WORDS),
    ("title_user", WORDS),
    ("changed_at", MOMENT),
    ("steward_workspace", WORDS),
    ("steward_user", WORDS),
    ("steward_since", MOMENT),
    ("review_at", MOMENT),
    ("unattended_since", MOMENT),
)

TITLED_BY = (
    "UPDATE knowledge_items SET"
    " title_workspace = (SELECT workspace FROM keepings AS k WHERE k.community_id = knowledge_items.community_id"
    " AND k.id = knowledge_items.id),"
    ' title_user = (SELECT "user" FROM keepings AS k WHERE k.community_id = knowledge_items.community_id'
    " AND k.id = knowledge_items.id)"
)
FIRST_VERSIONS = sa.text(
    "INSERT INTO knowledge_versions (community_id, item_id, number, title, title_workspace, title_user, passages,"
    ' audience, change, workspace, "user", name, at, version)'
    " SELECT community_id, id, 1, title, title_workspace, title_user, passages, audience, 'kept',"
    " title_workspace, title_user, :nobody, kept_at, 1 FROM knowledge_items"
)


def upgrade() -> None:
    _add("consents", "unnamed", sa.Boolean(), sa.False_())
    _living()
    _versions()
    _people()
    _between()
    if op.get_bind().dialect.name == "postgresql":
        for table in NEW:
            _shield(table)
    _first_versions()


def downgrade() -> None:
    """What an item says now stays; how it came to that goes."""
    for table in NEW:
        op.drop_table(table)
    for index in ("ix_knowledge_items_origin", "ix_knowledge_items_steward"):
        op.drop_index(index, "knowledge_items")
    for name in ("number", "review", *(name for name, _ in LIVING)):
        op.drop_column("knowledge_items", name)
    op.drop_column("consents", "unnamed")


def _living() -> None:
    for name, kind in LIVING:
        op.add_column("knowledge_items", sa.Column(name, kind))
    _add("knowledge_items", "number", sa.Integer(), "1")
    _add("knowledge_items", "review", ONE_OF, "nobody")
    op.create_index("ix_knowledge_items_origin", "knowledge_items", ["community_id", "origin_kind", "origin_id"])
    steward = ["community_id", "steward_workspace", "steward_user"]
    op.create_index("ix_knowledge_items_steward", "knowledge_items", steward)


def _versions() -> None:
    op.create_table(
        "knowledge_versions",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("item_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_workspace", WORDS),
        sa.Column("title_user", WORDS),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.Column("audience", ONE_OF, nullable=False),
        sa.Column("change", ONE_OF, nullable=False),
        sa.Column("workspace", WORDS),
        sa.Column("user", WORDS),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "item_id", "number", name="pk_knowledge_versions"),
        _of_item(),
    )


def _people() -> None:
    op.create_table(
        "knowledge_acts",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("item_id", WORDS, nullable=False),
        sa.Column("kind", ONE_OF, nullable=False),
        sa.Column("workspace", WORDS),
        sa.Column("user", WORDS),
        sa.Column("session_id", WORDS),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_knowledge_acts"),
        _of_item(),
    )
    op.create_index("ix_knowledge_acts_item", "knowledge_acts", ["community_id", "item_id"])
    op.create_index("ix_knowledge_acts_person", "knowledge_acts", ["community_id", "workspace", "user"])
    op.create_table(
        "knowledge_followers",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("item_id", WORDS, nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "item_id", "workspace", "user", name="pk_knowledge_followers"),
        _of_item(),
    )
    op.create_index("ix_knowledge_followers_person", "knowledge_followers", ["community_id", "workspace", "user"])


def _between() -> None:
    op.create_table(
        "knowledge_tags",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("item_id", WORDS, nullable=False),
        sa.Column("tag", WORDS, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "item_id", "tag", name="pk_knowledge_tags"),
        _of_item(),
    )
    op.create_index("ix_knowledge_tags_tag", "knowledge_tags", ["community_id", "tag"])
    op.create_table(
        "knowledge_links",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("item_id", WORDS, nullable=False),
        sa.Column("other_id", WORDS, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "item_id", "other_id", name="pk_knowledge_links"),
        _of_item(),
        _follows(["community_id", "other_id"], ["knowledge_items.community_id", "knowledge_items.id"]),
    )
    op.create_index("ix_knowledge_links_other", "knowledge_links", ["community_id", "other_id"])
    op.create_table(
        "knowledge_wanted",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text()),
        sa.Column("seekers", sa.Text()),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_knowledge_wanted"),
        _follows(["community_id"], ["communities.id"]),
    )


def _first_versions() -> None:
    """Only where something is kept: without that no secret is needed."""
    _force("NO FORCE")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM knowledge_items")):
        op.execute(TITLED_BY)
        op.get_bind().execute(FIRST_VERSIONS, {"nobody": _locked("")})
        if op.get_bind().dialect.name == "postgresql":  # no table is altered of which something is yet to be checked
            op.execute("SET CONSTRAINTS ALL IMMEDIATE")
            op.execute("SET CONSTRAINTS ALL DEFERRED")
    _force("FORCE")


def _locked(words: str) -> str:
    keyring = context.config.attributes.get("keyring")
    if keyring is None:
        raise LookupError("what is stored can't be encrypted without KRING_SECRET_KEY")
    locked: str = keyring.lock(words)
    return locked


def _add(table: str, column: str, kind: sa.types.TypeEngine[Any], there_already: str | sa.False_) -> None:
    """What each row has from now on. On SQLite the default stays: there it goes only with the table."""
    op.add_column(table, sa.Column(column, kind, nullable=False, server_default=there_already))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, server_default=None)


def _force(how: str) -> None:
    """Whether row-level security hides every community's rows from the tables' owner as well, who migrates."""
    if op.get_bind().dialect.name == "postgresql":
        for table in ("keepings", "knowledge_items", "knowledge_versions"):
            op.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")


def _shield(table: str) -> None:
    """Rows of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")


def _of_item() -> sa.ForeignKeyConstraint:
    return _follows(["community_id", "item_id"], ["knowledge_items.community_id", "knowledge_items.id"])


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")
