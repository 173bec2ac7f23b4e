"""What documents mean: their vectors, and those that are yet to have one. Words on SQLite by three letters as well.

What all may find already waits for its vector, made of its title and of what is shown of it; what only some may find
is found by its words, until it is put anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
FLOATS = sa.LargeBinary().with_variant(sa.ARRAY(sa.REAL()), "postgresql")

UNREAD = sa.text(
    "INSERT INTO search_unread (community_id, kind, id, turn, due_at)"
    " VALUES (:community, :kind, :id, 'first', '2000-01-01 00:00:00')"
)
UNREAD_OF = sa.text(
    "INSERT INTO search_unread (community_id, kind, id, turn, due_at)"
    " SELECT community_id, kind, id, 'first', '2000-01-01 00:00:00Z' FROM search_documents"
    " WHERE community_id = :id AND readers IS NULL"
)
STEMS_OF = sa.text(
    "UPDATE search_documents SET stems = array_to_string(tsvector_to_array(terms), ' ') WHERE community_id = :id"
)
EXTENSION = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS vector;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'without the extension vector: meanings are compared in memory';
END $$
"""
TERMS = "CREATE VIRTUAL TABLE search_index_terms USING fts5vocab(search_index, 'row')"
GRAMS = "CREATE VIRTUAL TABLE search_grams USING fts5(scope, grams, detail = 'column', tokenize = 'unicode61')"
ALL_MAY_FIND = "SELECT rowid, scope, title, text FROM search_index WHERE scope LIKE 'c%'"
ADD = sa.text("INSERT INTO search_grams (rowid, scope, grams) VALUES (:rowid, :scope, :grams)")


def upgrade() -> None:
    op.add_column("search_documents", sa.Column("stems", sa.Text()))
    op.add_column("search_documents", sa.Column("said", sa.Text()))
    _vectors()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("search_vectors", "search_stamps"):
            _shield(table)
        op.execute(EXTENSION)
        _on_postgresql()
    else:
        op.execute(TERMS)
        op.execute(GRAMS)
        _take_apart()


def _vectors() -> None:
    op.create_table(
        "search_vectors",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("part", WORDS, nullable=False),
        sa.Column("model", WORDS, nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("vector", FLOATS),
        sa.Column("sealed", sa.Text()),
        sa.PrimaryKeyConstraint("community_id", "kind", "id", "part", name="pk_search_vectors"),
        _of_a_community(),
    )
    op.create_index("ix_search_vectors_stamp", "search_vectors", ["community_id", "model", "stamp"])
    op.create_table(
        "search_stamps",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_search_stamps"),
        _of_a_community(),
    )
    op.create_table(
        "search_unread",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("turn", WORDS, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "kind", "id", name="pk_search_unread"),
    )
    op.create_index("ix_search_unread_due_at", "search_unread", ["due_at"])


def _on_postgresql() -> None:
    """Each community by itself: forced security holds for whoever owns the tables, too."""
    for community in op.get_bind().scalars(sa.text("SELECT id FROM communities")).all():
        op.get_bind().execute(sa.text("SELECT set_config('kring.community', :id, true)"), {"id": community})
        for statement in (STEMS_OF, UNREAD_OF):
            op.get_bind().execute(statement, {"id": community})


def _take_apart() -> None:
    """A document's own token is the last of its scope."""
    for row in op.get_bind().execute(sa.text(ALL_MAY_FIND)).all():
        grams = (gram for word in f"{row.title} {row.text}".split() for gram in _grams(word))
        op.get_bind().execute(ADD, {"rowid": row.rowid, "scope": row.scope, "grams": " ".join(dict.fromkeys(grams))})
        community, kind, identity = bytes.fromhex(row.scope.split()[-1][1:]).decode().split("|", 2)
        op.get_bind().execute(UNREAD, {"community": community, "kind": kind, "id": identity})


def _grams(word: str) -> list[str]:
    framed = f"0{word}0"
    return [framed[start : start + 3] for start in range(len(framed) - 2)]


def _of_a_community() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED")


def _shield(table: str) -> None:
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {table} USING ({entered}) WITH CHECK ({entered})")
