"""Which moments to come back at leave: not those of what stays behind."""

import re

from sqlalchemy import Connection, select

from facilitation.people import CommunityId
from storage.exporting.shares import IN_ORDER
from storage.tables import sessions

NAMES = re.compile(r"\w+")


def subjects_left(connection: Connection, community: CommunityId) -> frozenset[str]:
    """Names of what stays behind: few, for it is what is under way."""
    late = select(sessions.late.c.id).where(sessions.late.c.community_id == community)
    found = set(connection.scalars(late))
    for share in IN_ORDER:
        if share.where is not None and {"community_id", "id"} <= set(share.table.c.keys()):
            found.update(connection.scalars(select(share.table.c.id).where(share.staying(community))))
    return frozenset(found)


def is_for(subject: str, left: frozenset[str]) -> bool:
    """Whether a timer of this subject finds what it comes back to."""
    return left.isdisjoint(NAMES.findall(subject))
