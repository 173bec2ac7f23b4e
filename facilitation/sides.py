"""Where a community stands in several places: whether something is for all of it, or for one's own side alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from facilitation.events import FormSubmitted
from facilitation.messages import ChoiceInput, Form, Option, Small
from facilitation.people import Member, PlaceRef, WorkspaceId
from facilitation.ports.links import side_called, twins_of
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Texts
from facilitation.wording import for_actor

WHOLE = "community"
OUR_SIDE = "side"


def with_sides(form: Form, work: UnitOfWork, side: WorkspaceId | None = None) -> Form:
    """Asked first, and only where there is a choice: who reads what is for one side. `side`: whose it is already."""
    if not work.links.of(work.community.id):
        return form
    texts, ours = for_actor(work), side_called(side or work.acting.workspace, work.community, work.links)
    whole, one = texts.plain("linking.reach.community"), texts.plain("linking.reach.side", side=ours)
    reach = (Option(WHOLE, whole), Option(OUR_SIDE, one))
    asked = ChoiceInput("reach", texts.plain("linking.reach"), reach, initial=(OUR_SIDE if side else WHOLE,))
    seen = where_read(work.community.place, work, texts, side or work.acting.workspace)
    intro = (*form.intro, Small(texts("linking.one_side_reads", channel=seen)))
    return replace(form, intro=intro, inputs=(asked, *form.inputs))


def side_chosen(form: FormSubmitted, work: UnitOfWork) -> WorkspaceId | None:
    """Whose alone it is to be."""
    return form.workspace if form.choice("reach") == OUR_SIDE and work.links.of(work.community.id) else None


def said_on_one_side(thread: PlaceRef, work: UnitOfWork) -> bool:
    """Whether that thread is one under a message of ours that stands on one side alone, of several."""
    links = work.links.of(work.community.id)
    root = work.posted.at(thread.whole, thread.thread) if links and thread.thread else None
    return root is not None and not any(work.outbox.keys(f"{twins_of(link)}{root.key}") for link in links)


def members_of(side: WorkspaceId | None, work: UnitOfWork) -> list[Member]:
    """All members, or those of that side."""
    return [each for each in work.people.members(work.community.id) if side is None or side in each.sides]


def was_for_all(began: datetime | None, work: UnitOfWork) -> bool:
    """Not if it is older than one of the sides on which it would be told."""
    return began is None or all(link.since <= began for link in work.links.of(work.community.id))


def where_read(place: PlaceRef, work: UnitOfWork, texts: Texts, side: WorkspaceId | None = None) -> str:
    """The name of each place where all read what is said there, or what is for that side alone: so it is promised."""
    return texts.all_of(_called(place, work, texts, side))


def _called(place: PlaceRef, work: UnitOfWork, texts: Texts, side: WorkspaceId | None) -> Iterator[str]:
    links = work.links.of(work.community.id)
    if side is not None or not links:
        there = next((link.place for link in links if link.workspace == side), place)
        name = work.people.place_name(there)
        yield texts.plain("linking.in_channel", channel=name) if name else texts.plain("linking.in_its_channel")
        return
    for each, called in ((place, links[0].home_side), *((link.place, link.side) for link in links)):
        yield texts.plain("linking.in_channel_of", channel=work.people.place_name(each), side=called)


def seen_in(place: PlaceRef, work: UnitOfWork) -> None:
    """A member who is in a place of the community is on its side; to have an account in its workspace is not enough."""
    of_ours = place.whole == work.community.place or work.links.at(place.whole) is not None
    member = work.member if of_ours and work.links.of(work.community.id) else None
    if member and place.workspace not in member.sides:
        member.sides = (*member.sides, place.workspace)


def gone_from(side: WorkspaceId, member: Member) -> None:
    member.sides = tuple(each for each in member.sides if each != side)
