"""Whose an event is: who acts, and which community is meant. Looked up before anything is made of it."""

from facilitation.acting import as_person
from facilitation.events import (
    Actor,
    ChatEvent,
    LinksShared,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
)
from facilitation.linking import crossing
from facilitation.messages import Subject
from facilitation.people import Community, CommunityId
from facilitation.ports.links import stands_in
from facilitation.ports.upkeep import EngineUnit

OVERHEARD = (MessagePosted, MessageEdited, MessageDeleted)
OF_THIS_PLACE = (MemberJoined, MemberLeft, LinksShared)


def found_out(event: ChatEvent, unit: EngineUnit) -> tuple[ChatEvent, Community | None]:
    """The event as the person's who did it, by whichever account; and the community.

    Who is merely overheard where no community meets is looked up no further.
    """
    if isinstance(event, OVERHEARD):
        community = crossing.heard_in(event, unit)
        return (as_person(event, unit.people) if community else event), community
    event = as_person(event, unit.people)
    return event, _community(event, unit)


def concerns_nobody(event: ChatEvent, community: Community | None) -> bool:
    """Merely overheard where no community meets: nothing is done for it, and not even that it came is written down."""
    return community is None and isinstance(event, OVERHEARD)


def actor_of(event: ChatEvent) -> Actor | None:
    actor: Actor | None = getattr(event, "by", None)
    return actor


def community_meant(event: object) -> CommunityId | None:
    """The community an event names itself: by its subject, or because Kring made it."""
    subject: Subject | None = getattr(event, "subject", None)
    if isinstance(subject, Subject):
        return subject.community
    identity: CommunityId | None = getattr(event, "community_id", None)
    return identity


def is_another_bots(event: ChatEvent) -> bool:
    """Bots are never members; that Kring itself comes or goes is worth knowing."""
    actor = actor_of(event)
    return actor is not None and actor.is_bot and not getattr(event, "is_kring", False)


def is_too_early(event: ChatEvent, unit: EngineUnit) -> bool:
    """Whether it was said under a message that may be the one of ours that is being posted: people can be that fast."""
    if not isinstance(event, OVERHEARD) or event.place.ref.thread is None:
        return False
    channel, root = event.place.ref.whole, event.place.ref.thread
    return unit.posted.at(channel, root) is None and unit.dispatch.is_posting(channel)


def _community(event: ChatEvent, unit: EngineUnit) -> Community | None:
    """The one that is meant, or that meets in this place, or the actor's only one.

    Who comes, goes or shares a link elsewhere means none: not even their own.
    """
    meant = community_meant(event)
    if meant:
        found = unit.people.community(meant)
        return found if found and _may_be_meant(found, event, unit) else None
    actor, place = actor_of(event), getattr(event, "place", None)
    here = unit.people.community_at(place.ref) if place else None
    elsewhere = place and isinstance(event, OF_THIS_PLACE)
    if here or not actor or elsewhere:
        return here
    theirs = unit.people.communities_of(actor.ref) or unit.sponsors.sponsored_by(actor.ref)
    return theirs[0] if len(theirs) == 1 else None


def _may_be_meant(community: Community, event: ChatEvent, unit: EngineUnit) -> bool:
    """From another workspace only by its members: they have an account in its own, or a place of it in theirs."""
    actor = actor_of(event)
    if stands_in(community, event.workspace, unit.links):
        return True
    return actor is not None and unit.people.member(community.id, actor.ref) is not None
