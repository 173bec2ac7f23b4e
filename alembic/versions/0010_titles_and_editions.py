"""What is kept is encrypted with its title, a playbook's edition with its text, a found document with what it shows."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SECRET = {
    "keepings": (("id",), ("title",)),
    "knowledge_items": (("id",), ("title",)),
    "playbook_editions": (("digest",), ("body",)),
    "search_documents": (("kind", "id"), ("title", "shown", "by")),
}
"""By table: what tells its rows apart within a community, and what of them is encrypted from now on."""


def upgrade() -> None:
    _change()
    _write_anew()


def _change() -> None:
    for community in op.get_bind().scalars(sa.text("SELECT id FROM communities")).all():
        _enter(community)
        for name, (keys, secrets) in SECRET.items():
            _rewrite(name, keys, secrets, community)


def _rewrite(name: str, keys: tuple[str, ...], secrets: tuple[str, ...], community: str) -> None:
    rows = sa.table(name, *map(sa.column, ("community_id", *keys, *secrets)))
    theirs = rows.c.community_id == community
    for key in op.get_bind().execute(sa.select(*(rows.c[each] for each in keys)).where(theirs)).all():
        this = sa.and_(theirs, *(rows.c[each] == value for each, value in zip(keys, key, strict=True)))
        words = op.get_bind().execute(sa.select(*(rows.c[each] for each in secrets)).where(this)).one()
        lock: Callable[[str], str] = _keyring().lock
        changed = {each: lock(word) for each, word in zip(secrets, words, strict=True)}
        op.get_bind().execute(sa.update(rows).where(this).values(changed))


def _write_anew() -> None:
    """PostgreSQL then makes a file without the rows of before; SQLite has overwritten them (secure_delete)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered of which something is yet to be checked
        for name, (_, secrets) in SECRET.items():
            for secret in secrets:
                op.alter_column(name, secret, type_=sa.Text(), postgresql_using=f'"{secret}" || $$$$')
        op.execute("SET CONSTRAINTS ALL DEFERRED")


def _keyring() -> Any:
    found = context.config.attributes.get("keyring")
    if found is None:
        raise LookupError("what is stored can't be encrypted without KRING_SECRET_KEY")
    return found


def _enter(community: str) -> None:
    """For whoever owns the tables forced security holds, too."""
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().execute(sa.text("SELECT set_config('kring.community', :id, true)"), {"id": community})
