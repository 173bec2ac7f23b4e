"""Two accounts become one person's, or are taken apart: what is remembered of one is the other's from then on."""

from collections.abc import Sequence

from facilitation.accounts.model import AccountWork
from facilitation.events import AccountMoved, AccountMoves
from facilitation.people import Account, Member, MemberId, Role
from facilitation.ports.links import stands_in
from facilitation.sides import gone_from_workspace

CHOSEN = ("quiet_from", "quiet_until", "paused_until", "language", "zone", "chose_language", "chose_zone")
"""What a person chose for themselves, by whichever account they go on."""


def link(first: Account, second: Account, work: AccountWork) -> None:
    """The first one's from now on; so are those that were linked to the second."""
    for account in (*work.people.linked_to(second.ref), second):
        account.principal = first.ref
    second.reached_at = second.ref
    for community in work.people.been_in(second.ref):
        work.announce(AccountMoves(community_id=community, was=second.ref, now=first.ref))


def take_apart(person: Account, apart: Account, work: AccountWork) -> None:
    """What lives in its workspace, and where no other account of theirs is, goes with it."""
    apart.principal = None
    if person.reached_at == apart.ref:
        person.reached_at = person.ref
    left = {account.workspace for account in (person, *work.people.linked_to(person.ref)) if account is not apart}
    for identity in work.people.been_in(person.ref):
        community = work.people.community(identity)
        goes = community and stands_in(community, apart.workspace, work.links)
        stays = community and any(stands_in(community, workspace, work.links) for workspace in left)
        if goes and not stays and work.people.past_member(identity, apart.ref) is None:
            work.announce(AccountMoves(community_id=identity, was=person.ref, now=apart.ref))
        elif member := work.people.past_member(identity, person.ref):
            gone_from_workspace(apart.workspace, member, work.now, wholly=apart.workspace not in left)


def go_on_without(closed: Account, work: AccountWork) -> None:
    """One of a person's accounts was closed: they go on by another one, if there is any."""
    person = work.people.account(closed.principal) if closed.principal else closed
    others = work.people.linked_to(person.ref) if person else ()
    heir = next((each for each in others if each.is_active), None)
    if person:
        _is_there_no_more(person, closed, (person, *others), work)
    if person is closed and heir:
        heir.principal = None
        for chosen in CHOSEN:
            setattr(heir, chosen, getattr(closed, chosen))
        heir.reached_at = closed.reached_at if closed.reached_at != closed.ref else heir.ref
        link(heir, closed, work)
    elif person and person.reached_at == closed.ref:
        person.reached_at = person.ref


def _is_there_no_more(person: Account, closed: Account, accounts: Sequence[Account], work: AccountWork) -> None:
    """On the side where that account was; with their only one, they are where they were if it is opened again."""
    left = {each.workspace for each in accounts if each.is_active and each is not closed}
    if not left:
        return
    for identity in work.people.been_in(person.ref):
        member = work.people.past_member(identity, person.ref)
        if member:
            gone_from_workspace(closed.workspace, member, work.now, wholly=closed.workspace not in left)


def on_moves(moves: AccountMoves, work: AccountWork) -> None:
    """Where both were members there is one membership: the other's, which goes on if either did."""
    if not work.in_community:
        return
    gone = work.people.past_member(moves.community_id, moves.was)
    goes_on = work.people.past_member(moves.community_id, moves.now)
    work.people.carry_over(moves.was, moves.now)
    if gone is None:
        return
    merged: MemberId | None = None
    if goes_on is None:
        gone.workspace, gone.user = moves.now.workspace, moves.now.user
        goes_on = gone
    else:
        _merge(gone, goes_on, work)
        merged = gone.id
    work.announce(
        AccountMoved(community_id=moves.community_id, was=moves.was, now=moves.now, member_id=goes_on.id, merged=merged)
    )


def _merge(gone: Member, goes_on: Member, work: AccountWork) -> None:
    if goes_on.left_at and not gone.left_at:
        goes_on.left_at, goes_on.left_place, goes_on.level, goes_on.sides = None, False, gone.level, gone.sides
    elif not gone.left_at:
        goes_on.sides = tuple(dict.fromkeys((*goes_on.sides, *gone.sides)))
    goes_on.affiliation, goes_on.site = goes_on.affiliation or gone.affiliation, goes_on.site or gone.site
    goes_on.joined_at = min(gone.joined_at, goes_on.joined_at)
    terms = (term for role in Role for term in work.people.role_terms(gone.community_id, role, work.now))
    for term in [term for term in terms if term.member_id == gone.id]:
        term.member_id = goes_on.id
    gone.left_at, gone.sides = gone.left_at or work.now, ()
