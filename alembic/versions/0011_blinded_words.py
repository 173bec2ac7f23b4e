"""What only some can find is indexed by digests of its words, under a key that rests among the notes, encrypted."""

import hmac
import json
import secrets

import sqlalchemy as sa
from alembic import context, op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NOTES = sa.table("notes", sa.column("platform"), sa.column("key"), sa.column("value"))
WORDS = sa.text(
    "SELECT word.lexeme, word.positions, word.weights FROM search_documents, unnest(terms) AS word"
    " WHERE community_id = :community AND kind = :kind AND id = :id"
)
CHANGE = sa.text(
    "UPDATE search_documents SET terms = CAST(:said AS tsvector)"
    " WHERE community_id = :community AND kind = :kind AND id = :id"
)
LENGTH = 24  # hexadecimal digits of a digest


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _in_vectors()
    else:
        _in_fts()


def _in_fts() -> None:
    """A scope of readers names no community but in the document's own token, the last."""
    rows = op.get_bind().execute(sa.text("SELECT rowid, scope, title, text FROM search_index")).all()
    few = [row for row in rows if not row.scope.startswith("c")]
    if not few:
        return
    key = _made()
    change = sa.text("UPDATE search_index SET title = :title, text = :text WHERE rowid = :rowid")
    for row in few:
        community = bytes.fromhex(row.scope.split()[-1][1:]).decode().partition("|")[0]
        title, text = _blinded(key, community, row.title), _blinded(key, community, row.text)
        op.get_bind().execute(change, {"title": title, "text": text, "rowid": row.rowid})
    op.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")  # forgets the words of before


def _in_vectors() -> None:
    key = b""
    few = sa.text("SELECT kind, id FROM search_documents WHERE community_id = :community AND readers IS NOT NULL")
    for community in op.get_bind().scalars(sa.text("SELECT id FROM communities")).all():
        op.get_bind().execute(sa.text("SELECT set_config('kring.community', :id, true)"), {"id": community})
        for row in op.get_bind().execute(few, {"community": community}).all():
            key = key or _made()
            _in_vector(key, {"community": community, "kind": row.kind, "id": row.id})
    if key:  # a file and an index without the words of before
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        op.execute("ALTER TABLE search_documents ALTER COLUMN terms TYPE tsvector USING terms || ''::tsvector")
        op.execute("SET CONSTRAINTS ALL DEFERRED")


def _in_vector(key: bytes, which: dict[str, str]) -> None:
    """With every word's places and weights."""
    said = []
    for word in op.get_bind().execute(WORDS, which):
        places = (f"{place}{weight}" for place, weight in zip(word.positions, word.weights, strict=True))
        said.append(f"{_blind(key, which['community'], word.lexeme)}:{','.join(places)}")
    op.get_bind().execute(CHANGE, {**which, "said": " ".join(said)})


def _blinded(key: bytes, community: str, words: str) -> str:
    return " ".join(_blind(key, community, word) for word in words.split())


def _blind(key: bytes, community: str, word: str) -> str:
    return f"x{hmac.new(key, f'{community}|{word}'.encode(), 'sha256').hexdigest()[:LENGTH]}"


def _made() -> bytes:
    keyring = context.config.attributes.get("keyring")
    if keyring is None:
        raise LookupError("what is stored can't be encrypted without KRING_SECRET_KEY")
    key = secrets.token_hex(32)
    value = keyring.lock(json.dumps(key))
    op.get_bind().execute(sa.insert(NOTES), {"platform": "storage", "key": "search", "value": value})
    return bytes.fromhex(key)
