"""Who agreed that their words be kept, and not their name."""

from collections import defaultdict

from sqlalchemy import Connection, and_, select

from facilitation.knowledge.kinds import OriginKind
from facilitation.people import AccountRef, CommunityId
from storage.exporting.share import Nameless
from storage.tables.knowledge import consents, keepings


def who_is_nameless(connection: Connection, community: CommunityId) -> Nameless:
    """By the item they are nameless in: it has its keeping's id, or was asked about again."""
    its = and_(keepings.c.community_id == consents.c.community_id, keepings.c.id == consents.c.keeping_id)
    asked = select(
        keepings.c.id, keepings.c.origin_kind, keepings.c.origin_id, consents.c.workspace, consents.c.user
    ).join(keepings, its)
    found: dict[str, frozenset[AccountRef]] = defaultdict(frozenset)
    for row in connection.execute(asked.where(consents.c.community_id == community, consents.c.unnamed)):
        item = row.origin_id if row.origin_kind is OriginKind.ITEM else row.id
        found[item] |= {AccountRef(row.workspace, row.user)}
    return found
