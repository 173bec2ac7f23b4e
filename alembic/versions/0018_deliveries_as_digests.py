"""Of a delivery that was seen a digest is kept: its id can tell who acted."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INBOX = sa.table("inbox", sa.column("workspace"), sa.column("delivery_id"))
CHANGE = (
    sa.update(INBOX)
    .where(INBOX.c.workspace == sa.bindparam("of_workspace"), INBOX.c.delivery_id == sa.bindparam("of_id"))
    .values(delivery_id=sa.bindparam("digest"))
)


def upgrade() -> None:
    """Of the last three days: what is older is forgotten anyway."""
    seen = op.get_bind().execute(sa.select(INBOX)).all()
    changes = [
        {"of_workspace": row.workspace, "of_id": row.delivery_id, "digest": _digest(row.delivery_id)} for row in seen
    ]
    if changes:
        op.get_bind().execute(CHANGE, changes)


def downgrade() -> None:
    """A digest is never an id again: what was delivered lately and comes again is handled again."""


def _digest(delivery_id: str) -> str:
    return sha256(delivery_id.encode("utf-8", "surrogatepass")).hexdigest()
