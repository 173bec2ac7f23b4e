"""Who tends what is kept, as `facilitation.ports.stewards.Stewards`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from facilitation.events import Found
from facilitation.people import AccountRef, WorkspaceId
from storage.tables.knowledge import items
from storage.transaction import Transaction

STEWARD = select(items.c.steward_workspace, items.c.steward_user).where(
    items.c.community_id == bindparam("of_community"),
    items.c.id == bindparam("of_id"),
    items.c.kind == bindparam("of_kind"),
    items.c.steward_user.is_not(None),
)


class SqlStewards:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, found: Sequence[Found]) -> Sequence[AccountRef]:
        community = self._transaction.scope.require()
        self._transaction.flush()
        tending: dict[AccountRef, None] = {}
        for each in found:
            which = {"of_community": community, "of_id": each.id, "of_kind": each.kind}
            row = self._transaction.row(STEWARD, which)
            if row:
                tending[AccountRef(WorkspaceId(row.steward_workspace), row.steward_user)] = None
        return list(tending)
