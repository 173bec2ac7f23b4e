"""Where a community stands in several places: whether something is for all of it, or for one's own side alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.events import Actor, FormSubmitted
from facilitation.messages import ChoiceInput, Form, LookUp, Option, Small
from facilitation.people import Member, PlaceRef, SideId, WorkspaceId, is_own_side, whole_workspace, workspace_of
from facilitation.ports.links import (
    LinkedPlace,
    hearing_all,
    place_of_some,
    read,
    side_at,
    side_called,
    sides_in,
    stands_at,
    twins_of,
)
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Md, Texts
from facilitation.wording import for_actor

WHOLE = "community"
OUR_SIDE = "side"


def with_sides(form: Form, work: UnitOfWork, side: SideId | None = None) -> Form:
    """Asked first, and only where there is a choice: who reads what is for one side. `side`: whose it is already.

    What is begun in a place for some is theirs, unless somebody chooses otherwise.
    """
    links, community = work.links, work.community
    if not links.of(community.id):
        return form
    texts = for_actor(work)
    side = side or begun_among_some(work)
    ours = _ours(side, work)
    if not ours:
        return form
    whole = texts.plain("linking.reach.community")
    ones = [
        Option(_value(each), texts.plain("linking.reach.side", side=side_called(each, community, links)))
        for each in ours
    ]
    initial = (_value(side) if side else WHOLE,)
    asked = ChoiceInput("reach", texts.plain("linking.reach"), (Option(WHOLE, whole), *ones), initial=initial)
    seen = texts.all_of(name for each in ours for name in _called(community.place, work, texts, each))
    theirs = Small(texts("linking.one_side_reads", channel=seen))
    intro = (theirs, Small(texts("linking.or_for_all")), *form.intro) if side else (*form.intro, theirs)
    return replace(form, intro=intro, inputs=(asked, *form.inputs))


def begun_among_some(work: UnitOfWork) -> SideId | None:
    """Whose it is that is begun in a place for some, wherever its form is opened then. None: it is in no such place."""
    there = place_of_some(work.side, work.community.id, work.links) if work.in_community else None
    return there.side_id if there else None


def joined_elsewhere(work: UnitOfWork) -> Md | None:
    """Where one joins, to be said in a place for some: for there one does not. None: here."""
    if not work.in_community or not place_of_some(work.side, work.community.id, work.links):
        return None
    home = work.people.place_name(work.community.place)
    return for_actor(work)("linking.join_elsewhere", community=work.community.name, channel=home)


def side_chosen(form: FormSubmitted, work: UnitOfWork) -> SideId | None:
    """Whose alone it is to be."""
    reach = form.choice("reach")
    if reach == OUR_SIDE:
        return whole_workspace(form.workspace) if work.links.of(work.community.id) else None
    return SideId(reach) if is_own_side(reach) else None


def is_on(form: FormSubmitted, work: UnitOfWork) -> bool:
    """Whether whoever fills it in is still on the side that they chose; for else all would read it, or nobody."""
    side = side_chosen(form, work) if work.in_community else None
    return side is None or side in work.sides


def by_their_eyes(look: LookUp, actor: Actor | None, work: UnitOfWork) -> LookUp:
    """What this one can find: a member on the sides where they act."""
    sides = work.sides if actor and work.in_community and work.member else frozenset()
    return replace(look, reader=actor.ref if actor else None, sides=sides)


def said_on_one_side(thread: PlaceRef, work: UnitOfWork) -> SideId | None:
    """Whose that thread is, if it is one under a message of ours that stands on one side alone, of several.

    Or whatever people say in a place that is a side of its own.
    """
    links = work.links.of(work.community.id)
    if not links or not thread.thread:
        return None
    there = _link(read(thread.thread)[1], links)
    root = work.posted.at(thread.whole, thread.thread)
    if root is None:
        return there.side_id if there and there.is_own_side else None
    if any(work.outbox.keys(f"{twins_of(link)}{root.key}") for link in links):
        return None
    if there:
        return there.side_id
    return whole_workspace(work.community.workspace) if hearing_all(work.community.id, work.links) else None


def said_among_some(message_id: str, work: UnitOfWork) -> SideId | None:
    """Of which place for some that message is, as it is known at home."""
    there = _link(read(message_id)[1], work.links.of(work.community.id))
    return there.side_id if there and not there.hears_all else None


def members_of(side: SideId | None, work: UnitOfWork) -> list[Member]:
    """All members, or those of that side."""
    return [each for each in work.people.members(work.community.id) if side is None or side in each.sides]


def was_for_all(began: datetime | None, work: UnitOfWork) -> bool:
    """Not if it is older than one of the sides on which it would be told."""
    return began is None or all(link.since <= began for link in hearing_all(work.community.id, work.links))


def where_read(place: PlaceRef, work: UnitOfWork, texts: Texts, side: SideId | None = None) -> str:
    """The name of each place where all read what is said there, or what is for that side alone: so it is promised."""
    return texts.all_of(_called(place, work, texts, side))


def channel_called(place: PlaceRef, side: SideId | None, work: UnitOfWork) -> str:
    """The name of the channel where that stands: what is for one side, in that side's own."""
    return work.people.place_name(stands_at(side, place, work.community, work.links))


def _called(place: PlaceRef, work: UnitOfWork, texts: Texts, side: SideId | None) -> Iterator[str]:
    hearing = hearing_all(work.community.id, work.links)
    if side is not None or not hearing:
        name = channel_called(place, side, work)
        yield texts.plain("linking.in_channel", channel=name) if name else texts.plain("linking.in_its_channel")
        return
    for each, called in ((place, hearing[0].home_side), *((link.place, link.side) for link in hearing)):
        yield texts.plain("linking.in_channel_of", channel=work.people.place_name(each), side=called)


def _ours(side: SideId | None, work: UnitOfWork) -> Sequence[SideId]:
    """The sides for which whoever acts can choose: that one first; where all stands at home, that is no side."""
    community, links, mine = work.community, work.links, work.member.sides if work.member else ()
    there = sides_in(work.acting.workspace, community, links)
    at_home = whole_workspace(community.workspace)
    others = [each for each in there if each in mine and (each != at_home or hearing_all(community.id, links))]
    return list(dict.fromkeys((side, *others))) if side else others


def _value(side: SideId) -> str:
    return OUR_SIDE if side == whole_workspace(workspace_of(side)) else side


def _link(identity: str, links: Sequence[LinkedPlace]) -> LinkedPlace | None:
    return next((each for each in links if each.id == identity), None)


def seen_in(place: PlaceRef, at: datetime, work: UnitOfWork) -> None:
    """A member who is in a place of the community is on its side; to have an account in its workspace is not enough.

    What they did before they left, and is heard of later, tells of where they were.
    """
    of_ours = place.whole == work.community.place or work.links.at(place.whole) is not None
    member = work.member if of_ours and work.links.of(work.community.id) else None
    side = side_at(place, work.community, work.links)
    if member and side not in member.sides and not _left_since(at, side, member):
        member.sides = (*member.sides, side)


def gone_from(side: SideId, member: Member, at: datetime) -> None:
    """Also whoever was not yet seen there: what they did before is heard of later."""
    left = member.sides_left or {}
    member.sides_left = {**left, side: max(at, left.get(side, at))}
    member.sides = tuple(each for each in member.sides if each != side)


def gone_from_workspace(workspace: WorkspaceId, member: Member, at: datetime, *, wholly: bool) -> None:
    """From each of its places that is a side of its own; by which account they were there is not known."""
    still = None if wholly else whole_workspace(workspace)
    for side in member.sides:
        if workspace_of(side) == workspace and side != still:
            gone_from(side, member, at)


def back_again(member: Member) -> None:
    """While they were no member nobody told whether they are still in the places for some: they are seen there anew."""
    member.sides = tuple(each for each in member.sides if not is_own_side(each))


def _left_since(at: datetime, side: SideId, member: Member) -> bool:
    left = (member.sides_left or {}).get(side)
    return left is not None and at <= left
