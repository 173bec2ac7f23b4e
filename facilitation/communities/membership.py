"""Joining a community and leaving it: at once, and undone by one button."""

from facilitation.audit import record
from facilitation.communities import cards, levels, model, terms
from facilitation.events import ButtonPressed, CommandGiven, MemberLeftCommunity
from facilitation.messages import Answer, Notice, Whisper
from facilitation.people import Community, Level, Member, PlaceRef
from facilitation.ports.audit import Change
from facilitation.ports.links import place_of_some
from facilitation.ports.memory import UnitOfWork
from facilitation.sides import joined_elsewhere
from facilitation.wording import for_actor


def on_join(command: CommandGiven, said: str, work: model.CommunityWork) -> Answer:
    return _join(command.place.ref, work)


def on_join_pressed(press: ButtonPressed, work: model.CommunityWork) -> Answer:
    return _join(press.place.ref, work)


def on_leave(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """Leaving is done at once, and undone by one button."""
    community, texts = work.community, for_actor(work)
    if not work.people.past_member(community.id, work.account.ref):
        return Whisper(Notice(texts("communities.no_member", community=community.name)))
    held = leave(community, work.member, work) if work.member else False
    return Whisper(cards.left(community, texts, held=held))


def leave(community: Community, member: Member, work: UnitOfWork, *, with_link: bool = False) -> bool:
    """Answers whether they held the facilitator's role, which is offered round then."""
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


def _join(place: PlaceRef, work: model.CommunityWork) -> Answer:
    """In the community's own channel; or again from anywhere, for who has left the community but not its channel."""
    community, texts = work.community, for_actor(work)
    if work.member and not levels.grows(work.member, work.acting):
        return Whisper(Notice(texts("communities.member_already", community=community.name)))
    known = work.people.past_member(community.id, work.account.ref)
    is_there = place.whole == community.place and not place_of_some(work.side, community.id, work.links)
    if not is_there and (known is None or known.left_place or work.member):
        there = texts("communities.join_there", channel=work.people.place_name(community.place))
        return Whisper(Notice(joined_elsewhere(work) or there))
    if work.sponsors.is_one(community.id, work.account.ref):
        return Whisper(Notice(texts("communities.sponsors_stay_out", community=community.name)))
    member = model.join(community, work.account.ref, work, work.side if is_there else None)
    member.level = levels.level_for(member, work.acting, where_members_join=is_there)
    record(work, Change.GUEST_JOINED if member.level is Level.GUEST else Change.JOINED)
    return Whisper(cards.joined(community, work.resources.all(), texts))
