"""How a community begins, and what its members hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from facilitation.people import (
    AccountRef,
    Community,
    CommunityId,
    Member,
    MemberId,
    PlaceRef,
    Role,
    RoleTerm,
    SideId,
    new_id,
    whole_workspace,
)
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.resources import Resources
from facilitation.sides import back_again

TERM = timedelta(days=182)  # half a year, then the role is offered round again
NAME_AT_MOST = 80  # characters
PURPOSE_AT_MOST = 1000  # characters


class CommunityWork(UnitOfWork, Protocol):
    @property
    def resources(self) -> Resources: ...


@dataclass(frozen=True, slots=True)
class Founding:
    """What somebody asked for when they started a community."""

    name: str
    purpose: str
    language: str
    zone: str
    place: PlaceRef


def found(founding: Founding, founder: AccountRef, work: UnitOfWork) -> Community:
    """Begin a community; whoever starts it is a member, and its facilitator for a term."""
    community = Community(
        id=CommunityId(new_id()),
        name=founding.name,
        purpose=founding.purpose,
        language=founding.language,
        zone=founding.zone,
        workspace=founding.place.workspace,
        channel=founding.place.channel,
        created_at=work.now,
    )
    work.people.add_community(community)
    hold(join(community, founder, work, whole_workspace(community.workspace)), work)
    return community


def join(community: Community, who: AccountRef, work: UnitOfWork, side: SideId | None = None) -> Member:
    """Make them a member, or a member again; one who is already, stays as they are. `side`: where they are, too."""
    member = work.people.past_member(community.id, who)
    if member is None:
        member = Member(
            community_id=community.id,
            id=MemberId(new_id()),
            workspace=who.workspace,
            user=who.user,
            joined_at=work.now,
        )
        work.people.add_member(member)
    elif member.left_at is not None:
        member.left_at, member.left_place, member.paused, member.joined_at = None, False, False, work.now
        back_again(member)
    if side and side not in member.sides:
        member.sides = (*member.sides, side)
    return member


def hold(member: Member, work: UnitOfWork) -> RoleTerm:
    """The facilitator's role, for a term from now."""
    term = RoleTerm(
        community_id=member.community_id,
        member_id=member.id,
        role=Role.FACILITATOR,
        since=work.now,
        until=work.now + TERM,
    )
    work.people.add_role_term(term)
    return term


def end_term(member: Member, at: datetime, work: UnitOfWork) -> bool:
    """End what the member holds; whether they held anything."""
    terms = [
        term
        for term in work.people.role_terms(member.community_id, Role.FACILITATOR, at)
        if term.member_id == member.id
    ]
    for term in terms:
        term.until = at
    return bool(terms)
