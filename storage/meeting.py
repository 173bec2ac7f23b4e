"""Which community meets in a place: statements with the names of what they are asked with."""

from typing import Any

from sqlalchemy import Select, bindparam, delete, func, literal_column, select, union_all

from facilitation.ports.links import TWIN
from storage.tables.links import linked_places, visits
from storage.tables.people import communities, meeting_places
from storage.tables.traffic import posted
from storage.upsert import put

_VISITS = (
    select(literal_column("0").label("turn"), visits.c.community_id.label("id"))
    .join(
        posted,
        (posted.c.workspace == visits.c.workspace)
        & (posted.c.channel == visits.c.channel)
        & (posted.c.community_id == visits.c.community_id),
    )
    .where(
        posted.c.workspace == bindparam("workspace"),
        posted.c.channel == bindparam("channel"),
        posted.c.message_id == bindparam("root"),
        posted.c.key.startswith(TWIN),
        visits.c.until > bindparam("at", type_=visits.c.until.type),
    )
)
_AT_HOME = select(literal_column("1"), communities.c.id).where(
    communities.c.workspace == bindparam("workspace"), communities.c.channel == bindparam("channel")
)
_LINKED = select(literal_column("1"), linked_places.c.community_id).where(
    linked_places.c.workspace == bindparam("workspace"), linked_places.c.channel == bindparam("channel")
)
# A place that communities share, as people do who meet in one group, is told apart by whose message a thread is under.
_CLAIMED: Select[Any, Any] = (
    select(literal_column("2"), func.coalesce(posted.c.community_id, meeting_places.c.community_id))
    .select_from(
        meeting_places.outerjoin(
            posted,
            (posted.c.workspace == meeting_places.c.workspace)
            & (posted.c.channel == meeting_places.c.channel)
            & (posted.c.message_id == bindparam("root")),
        )
    )
    .where(meeting_places.c.workspace == bindparam("workspace"), meeting_places.c.channel == bindparam("channel"))
)
MEET_AT = union_all(_VISITS, _AT_HOME, _LINKED, _CLAIMED)
"""Whoever may be meant under `root` in a channel `at` a moment (None: nobody who visits); the lowest `turn` is.

One statement, for it is asked with everything that anybody says.
"""

CLAIM = put(meeting_places, "community_id")
RELEASE = delete(meeting_places).where(
    meeting_places.c.workspace == bindparam("of_workspace"),
    meeting_places.c.channel == bindparam("of_channel"),
    meeting_places.c.community_id == bindparam("of_community"),
)
