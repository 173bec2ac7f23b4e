"""What the platform tells of a community's people and places: who came and went, what is gone, what did not arrive."""

from facilitation.audit import record
from facilitation.communities import cards
from facilitation.communities.membership import leave
from facilitation.events import (
    LeftSide,
    Loss,
    MemberJoined,
    MemberLeft,
    MessageLost,
    MessageSent,
    PermissionMissed,
    Place,
    PlaceBack,
    PlaceClosed,
    PlaceUnlinked,
    ProfileChanged,
)
from facilitation.facilitators import tell_facilitators
from facilitation.messages import Notice
from facilitation.people import (
    Community,
    Member,
    PlaceRef,
    WorkspaceId,
    is_own_side,
    whole_workspace,
    workspace_of,
)
from facilitation.ports.audit import Change
from facilitation.ports.links import side_at
from facilitation.ports.memory import UnitOfWork
from facilitation.sides import back_again, gone_from


def on_somebody_gone(left: MemberLeft, work: UnitOfWork) -> None:
    """Who leaves the channel leaves the community; when Kring is taken out of it, nothing can be posted there."""
    if left.is_kring:
        if _is_home(left.place, work):
            _place_gone(work)
        return
    closed = left.place is None
    account = work.people.account(left.by.here) if closed else None
    if account:
        account.is_active = False
    for community in _communities_left(left, work):
        member = work.people.past_member(community.id, left.by.ref)
        if member is None:
            continue
        if left.place and _left_side(left.place, left, community, member, work):
            continue
        member.left_place = member.left_place or not closed
        if member.left_at is None:
            member.paused = closed
            leave(community, member, work)


def _left_side(place: Place, left: MemberLeft, community: Community, member: Member, work: UnitOfWork) -> bool:
    """Whether they go on as a member elsewhere: a place that is a side of its own was not their only one."""
    side = side_at(place.ref, community, work.links)
    was_there = side in member.sides
    gone_from(side, member, left.at)
    link = work.links.at(place.ref)
    if link is None or not link.is_own_side or (was_there and link.hears_all and not member.sides):
        return False
    if was_there and member.left_at is None:
        work.announce(LeftSide(community_id=community.id, member_id=member.id, account=member.ref, side=side))
    return True


def on_profile_changed(changed: ProfileChanged, work: UnitOfWork) -> None:
    """Whose account was closed and is open again takes part again where they did; what they held went round."""
    account = work.people.account(changed.of.ref)
    if account is None or account.is_active:
        return
    account.is_active = True
    for identity in work.people.been_in(work.people.person(changed.of.ref)):
        member = work.people.past_member(identity, work.people.person(changed.of.ref))
        if member and member.paused:
            member.left_at, member.paused = None, False
            back_again(member)


def on_somebody_came(joined: MemberJoined, work: UnitOfWork) -> None:
    """When Kring is invited again, the community's place is there again; so it is for whoever had left it."""
    if not _is_own(joined.place, work):
        return
    if joined.is_kring:
        if work.community.place_gone and _is_home(joined.place, work):
            work.community.place_gone = False
            record(work, Change.PLACE_BACK)
        return
    known = work.people.past_member(work.community.id, joined.by.ref)
    if known:
        known.left_place = False


def on_unlinked(unlinked: PlaceUnlinked, work: UnitOfWork) -> None:
    """With a linked place go those who met the community there, and nowhere else."""
    community, side = work.community, unlinked.side
    others = [link for link in work.links.of(community.id) if link.id != unlinked.link_id]
    still = {whole_workspace(community.workspace), *(link.side_id for link in others)}
    if side in still:
        return
    workspaces = {workspace_of(each) for each in still}
    for member in work.people.members(community.id):
        was_there = side in member.sides
        if was_there:
            gone_from(side, member, work.now)
        if _met_there_only(member, unlinked, workspaces, was_there, work):
            member.left_place = True
            leave(community, member, work, with_link=True)
        elif was_there:
            work.announce(LeftSide(community_id=community.id, member_id=member.id, account=member.ref, side=side))


def _met_there_only(
    member: Member, unlinked: PlaceUnlinked, workspaces: set[WorkspaceId], was_there: bool, work: UnitOfWork
) -> bool:
    """`workspaces`: those in which the community still stands."""
    workspace = workspace_of(unlinked.side)
    if is_own_side(unlinked.side):
        return unlinked.heard_all and was_there and not member.sides
    return member.workspace == workspace and not _comes_by_another(member, workspaces, work)


def on_place_closed(closed: PlaceClosed, work: UnitOfWork) -> None:
    if _is_home(closed.place, work):
        _place_gone(work)


def on_message_lost(lost: MessageLost, work: UnitOfWork) -> None:
    """Tell a facilitator what did not arrive in the community's channel, or may not have."""
    if not work.in_community or lost.place is None:
        return
    if lost.loss is Loss.PLACE_GONE and lost.place.whole == work.community.place:
        _place_gone(work)
    elif lost.loss is Loss.UNCERTAIN:
        group = not _is_own(Place(ref=lost.place), work) and work.people.community_at(lost.place)
        _tell("communities.uncertain_in_group" if group else "communities.uncertain", work, lost.place.whole)


def on_message_sent(sent: MessageSent, work: UnitOfWork) -> None:
    """What arrives in the channel tells that Kring is there again, also where it was let in while it didn't run."""
    if work.in_community and work.community.place_gone and sent.place.whole == work.community.place:
        work.community.place_gone = False
        record(work, Change.PLACE_BACK)
        work.announce(PlaceBack(community_id=work.community.id, place=sent.place.whole))


def on_permission_missed(missed: PermissionMissed, work: UnitOfWork) -> None:
    """Its facilitators hear of it, of the same one once a month at most."""
    name = work.community.name
    once = f"permission/{work.community.id}/{missed.why}/{work.now:%Y-%m}"
    tell_facilitators(work, lambda texts: cards.permission(name, missed.why, missed.where, texts), once)


def _comes_by_another(member: Member, workspaces: set[WorkspaceId], work: UnitOfWork) -> bool:
    """Whether whoever that is has an account in one of these, too."""
    return any(account.workspace in workspaces for account in work.people.linked_to(member.ref))


def _communities_left(left: MemberLeft, work: UnitOfWork) -> list[Community]:
    if left.place is None:
        theirs = work.people.communities_of(left.by.ref)
        goes_on = left.by.through or work.people.linked_to(left.by.ref)  # by another account, elsewhere
        return [each for each in theirs if each.workspace == left.workspace or not goes_on]
    here = work.people.community_at(left.place.ref)
    return [here] if here and (here.place == left.place.ref.whole or work.links.at(left.place.ref)) else []


def _is_home(place: Place | None, work: UnitOfWork) -> bool:
    """Whether it is the community's own channel: not one of its private groups."""
    return place is not None and work.in_community and place.ref.whole == work.community.place


def _is_own(place: Place | None, work: UnitOfWork) -> bool:
    """Its own channel, or a linked place."""
    return _is_home(place, work) or (place is not None and work.in_community and work.links.at(place.ref) is not None)


def _place_gone(work: UnitOfWork) -> None:
    """Say it once, to those who can mend it."""
    if not work.community.place_gone:
        work.community.place_gone = True
        record(work, Change.PLACE_GONE)
        _tell("communities.place_gone", work)


def _tell(key: str, work: UnitOfWork, place: PlaceRef | None = None) -> None:
    name, channel = work.community.name, work.people.place_name(place or work.community.place)
    tell_facilitators(work, lambda texts: Notice(texts(key, community=name, channel=channel)))
