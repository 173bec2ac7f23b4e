"""Verbs and buttons of a community, and what happens to its people and its place."""

from collections import Counter

from facilitation.audit import record
from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.communities import cards, finding, founding, levels, model, recording, terms, whereabouts, workspaces
from facilitation.events import (
    ButtonPressed,
    CameIn,
    ChangedOutside,
    CommandGiven,
    CommunityBroughtIn,
    CommunityFounded,
    FallsSilent,
    Installed,
    Loss,
    MemberJoined,
    MemberLeft,
    MemberLeftCommunity,
    MessageLost,
    PermissionMissed,
    PersonErased,
    Place,
    PlaceClosed,
    PlaceUnlinked,
    ProfileChanged,
    ProfileSeen,
    TokenRunsOut,
    Uninstalled,
)
from facilitation.facilitators import facilitators, tell_facilitators
from facilitation.messages import Answer, Notice, Whisper
from facilitation.people import Community, Level, Member, PlaceRef, WorkspaceId
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.sides import gone_from
from facilitation.wording import for_actor


def on_about(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring community`: what it is for, who holds the process, how many take part."""
    community = work.community
    return Whisper(
        cards.about(
            community,
            place=work.people.place_name(community.place),
            levels=Counter(member.level for member in work.people.members(community.id)),
            mine=work.member.level if work.member else None,
            facilitators=[account.name for account in facilitators(work)],
            texts=for_actor(work),
        )
    )


def on_join(command: CommandGiven, said: str, work: model.CommunityWork) -> Answer:
    return _join(command.place.ref, work)


def on_join_pressed(press: ButtonPressed, work: model.CommunityWork) -> Answer:
    return _join(press.place.ref, work)


def on_leave(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """Leaving is done at once, and undone by one button."""
    community, texts = work.community, for_actor(work)
    if not work.people.past_member(community.id, work.account.ref):
        return Whisper(Notice(texts("communities.no_member", community=community.name)))
    held = _leave(community, work.member, work) if work.member else False
    return Whisper(cards.left(community, texts, held=held))


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
        member.left_place = member.left_place or not closed
        if left.place:
            gone_from(left.place.ref.workspace, member)
        if member.left_at is None:
            member.paused = closed
            _leave(community, member, work)


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
    community, workspace = work.community, unlinked.workspace
    others = [link for link in work.links.of(community.id) if link.id != unlinked.link_id]
    if workspace == community.workspace or any(link.workspace == workspace for link in others):
        return
    still = {community.workspace, *(link.workspace for link in others)}
    for member in work.people.members(community.id):
        gone_from(workspace, member)
        if member.workspace == workspace and not _comes_by_another(member, still, work):
            member.left_place = True
            _leave(community, member, work, with_link=True)


def _comes_by_another(member: Member, workspaces: set[WorkspaceId], work: UnitOfWork) -> bool:
    """Whether whoever that is has an account in one of these, too."""
    return any(account.workspace in workspaces for account in work.people.linked_to(member.ref))


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


def on_permission_missed(missed: PermissionMissed, work: UnitOfWork) -> None:
    """Its facilitators hear of it, of the same one once a month at most."""
    name = work.community.name
    once = f"permission/{work.community.id}/{missed.why}/{work.now:%Y-%m}"
    tell_facilitators(work, lambda texts: cards.permission(name, missed.why, missed.where, texts), once)


def _join(place: PlaceRef, work: model.CommunityWork) -> Answer:
    """In the community's own channel; or again from anywhere, for who has left the community but not its channel."""
    community, texts = work.community, for_actor(work)
    if work.member and not levels.grows(work.member, work.acting):
        return Whisper(Notice(texts("communities.member_already", community=community.name)))
    known = work.people.past_member(community.id, work.account.ref)
    is_there = place.whole == community.place
    if not is_there and (known is None or known.left_place or work.member):
        return Whisper(Notice(texts("communities.join_there", channel=work.people.place_name(community.place))))
    if work.sponsors.is_one(community.id, work.account.ref):
        return Whisper(Notice(texts("communities.sponsors_stay_out", community=community.name)))
    member = model.join(community, work.account.ref, work, work.acting.workspace if is_there else None)
    member.level = levels.level_for(member, work.acting, where_members_join=is_there)
    record(work, Change.GUEST_JOINED if member.level is Level.GUEST else Change.JOINED)
    return Whisper(cards.joined(community, work.resources.all(), texts))


def _leave(community: Community, member: Member, work: UnitOfWork, *, with_link: bool = False) -> bool:
    """Whether they held the facilitator's role, which is offered round then."""
    held = model.end_term(member, work.now, work)
    member.left_at = work.now
    work.announce(
        MemberLeftCommunity(
            community_id=community.id,
            member_id=member.id,
            account=member.ref,
            facilitated=held,
            with_link=with_link,
        )
    )
    if held:
        terms.offer_if_nobody(community, work)
    return held


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


COMMUNITIES: Capability[model.CommunityWork] = Capability(
    name="communities",
    verbs=(
        Verb("community", on_about),
        Verb("community create", founding.on_create, opens_form=True),
        Verb("join", on_join),
        Verb("communities", finding.on_list, alone=True),
        Verb("installed", finding.on_installed_here, alone=True),
        Verb("community settings", finding.on_settings, opens_form=True),
        Verb("level", levels.on_level, opens_form=True),
        Verb("leave", on_leave, alone=True),
        Verb("where I am", whereabouts.on_where, opens_form=True),
        Verb("facilitate", terms.on_facilitate),
    ),
    buttons={
        cards.JOIN: Press(on_join_pressed),
        cards.FACILITATE: Press(terms.on_facilitate_pressed),
        cards.OFFER: Press(terms.on_offer),
        cards.TOGETHER: Press(terms.on_together),
        cards.GO_ON: Press(terms.on_go_on),
        cards.LAY_DOWN: Press(terms.on_lay_down),
    },
    forms={
        cards.FOUND: Fill(founding.on_founded),
        finding.SET: Fill(finding.on_set),
        levels.LEVEL: Fill(levels.on_said),
        whereabouts.WHERE: Fill(whereabouts.on_placed),
    },
    timers={terms.TERM_ENDS: terms.on_term_ends},
    queue=terms.queue,
    listeners=(
        listen(CommunityFounded, founding.on_begun),
        listen(MemberJoined, on_somebody_came),
        listen(MemberLeft, on_somebody_gone),
        listen(ProfileChanged, on_profile_changed),
        listen(PlaceClosed, on_place_closed),
        listen(Installed, workspaces.on_installed),
        listen(CameIn, levels.on_came_in),
        listen(ProfileSeen, levels.on_profile),
        listen(MemberLeftCommunity, recording.on_left),
        listen(ChangedOutside, recording.on_outside),
        listen(PersonErased, recording.on_erased),
        listen(CommunityBroughtIn, recording.on_brought_in),
        listen(Uninstalled, workspaces.on_uninstalled),
        listen(TokenRunsOut, workspaces.on_token_runs_out),
        listen(FallsSilent, workspaces.on_falls_silent),
        listen(PlaceUnlinked, on_unlinked),
        listen(MessageLost, on_message_lost),
        listen(PermissionMissed, on_permission_missed),
    ),
)
