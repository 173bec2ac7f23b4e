"""Which community meets in a place: statements with the names of what they are asked with."""

from sqlalchemy import bindparam, delete, func, select, union_all

from facilitation.ports.links import TWIN
from storage.tables.links import linked_places, visits
from storage.tables.people import communities, meeting_places
from storage.tables.traffic import posted
from storage.upsert import put

COMMUNITY_AT = union_all(
    select(communities.c.id).where(
        communities.c.workspace == bindparam("workspace"), communities.c.channel == bindparam("channel")
    ),
    select(linked_places.c.community_id).where(
        linked_places.c.workspace == bindparam("workspace"), linked_places.c.channel == bindparam("channel")
    ),
)

VISITED_BY = (
    select(visits.c.community_id.label("id"))
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
CLAIM = put(meeting_places, "community_id")
RELEASE = delete(meeting_places).where(
    meeting_places.c.workspace == bindparam("of_workspace"),
    meeting_places.c.channel == bindparam("of_channel"),
    meeting_places.c.community_id == bindparam("of_community"),
)
# A place that communities share, as people do who meet in one group, is told apart by whose message a thread is under.
CLAIMED_BY = (
    select(func.coalesce(posted.c.community_id, meeting_places.c.community_id).label("id"))
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
