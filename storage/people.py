"""The directory: accounts, communities and memberships."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy import Column, bindparam, insert, select, tuple_, union, update
from sqlalchemy.sql import ColumnElement, Select

from facilitation.events import Actor, Place
from facilitation.people import (
    LANGUAGES,
    Account,
    AccountRef,
    Address,
    Community,
    CommunityId,
    Member,
    MemberId,
    PlaceRef,
    Role,
    RoleTerm,
    WorkspaceId,
)
from facilitation.ports.voice import Outbox
from facilitation.recurrence import find_zone
from storage.carrying import carry_over
from storage.columns import storable
from storage.mapping import ASKED_AT
from storage.meeting import CLAIM, MEET_AT, RELEASE
from storage.sponsors import invited
from storage.tables.links import linked_places, visits
from storage.tables.people import accounts, communities, members, places, role_terms
from storage.transaction import Transaction

AGAIN = timedelta(days=1)

ONE_PLACE = (places.c.workspace == bindparam("of_workspace")) & (places.c.channel == bindparam("of_channel"))
PLACE = select(places.c.kind, places.c.name, places.c.address).where(ONE_PLACE)
CHANGE_PLACE = update(places).where(ONE_PLACE)


class SqlPeople:
    """ports.directory.People. `outbox` is told to look up who is new."""

    def __init__(self, transaction: Transaction, outbox: Outbox) -> None:
        self._transaction = transaction
        self._outbox = outbox

    def meet(self, actor: Actor) -> Account:
        account = self.account(actor.ref)
        if account is None:
            account = Account(workspace=actor.ref.workspace, user=actor.ref.user)
            self._transaction.add(account)
            self._transaction.flush()
        _bring_up_to_date(account, actor)
        if not account.profile_seen and actor.zone is None and not account.is_bot:
            self._look_up(account)
        return account

    def _look_up(self, account: Account) -> None:
        """Once a day, until the platform has told."""
        now = self._transaction.now
        asked: datetime | None = getattr(account, ASKED_AT)
        if asked is None or now - asked >= AGAIN:
            setattr(account, ASKED_AT, now)
            self._outbox.look_up(account.ref)

    def account(self, ref: AccountRef) -> Account | None:
        return self._transaction.get(Account, (ref.workspace, ref.user))

    def accounts(self, refs: Sequence[AccountRef]) -> Mapping[AccountRef, Account]:
        wanted = [(ref.workspace, ref.user) for ref in refs]
        found = select(Account).where(tuple_(accounts.c.workspace, accounts.c.user).in_(wanted))
        known = {account.ref: account for account in self._transaction.session.scalars(found)}
        principals = [account.principal for account in known.values() if account.principal]
        if not principals:
            return known
        persons = self.accounts(principals)
        return {ref: persons.get(account.principal or ref, account) for ref, account in known.items()}

    def person(self, account: AccountRef) -> AccountRef:
        known = self.account(account)
        return known.principal or account if known else account

    def linked_to(self, person: AccountRef) -> Sequence[Account]:
        theirs = select(Account).where(
            accounts.c.principal_workspace == person.workspace, accounts.c.principal_user == person.user
        )
        return self._transaction.session.scalars(theirs).all()

    def been_in(self, person: AccountRef) -> Sequence[CommunityId]:
        theirs = select(members.c.community_id).where(_is(person))
        came = select(visits.c.community_id).where(visits.c.workspace == person.workspace)
        self._transaction.flush()
        found = self._transaction.rows(union(theirs, came, invited(person)))
        return sorted(CommunityId(row.community_id) for row in found)

    def carry_over(self, was: AccountRef, now: AccountRef) -> None:
        carry_over(self._transaction, was, now)

    def see_place(self, place: Place) -> None:
        which = {"of_workspace": place.ref.workspace, "of_channel": place.ref.channel}
        told = {"kind": place.kind.value, "name": storable(place.name), "address": place.address}
        known = self._transaction.row(PLACE, which)
        if known is None:
            self._transaction.do(
                insert(places), {"workspace": place.ref.workspace, "channel": place.ref.channel, **told}
            )
            return
        changed = {name: value for name, value in told.items() if value and value != getattr(known, name)}
        if changed:
            self._transaction.do(CHANGE_PLACE, {**which, **changed})

    def place_name(self, place: PlaceRef) -> str:
        known = self._transaction.row(PLACE, {"of_workspace": place.workspace, "of_channel": place.channel})
        return str(known.name) if known else ""

    def place_address(self, place: PlaceRef) -> Address | None:
        """What the channel's adapter needs to reach it."""
        known = self._transaction.row(PLACE, {"of_workspace": place.workspace, "of_channel": place.channel})
        return known.address if known else None

    def places(self, workspace: WorkspaceId) -> Sequence[tuple[PlaceRef, str]]:
        of_others = select(communities.c.channel).where(
            communities.c.workspace == workspace, communities.c.id != (self._transaction.scope.community or "")
        )
        linked = select(linked_places.c.channel).where(linked_places.c.workspace == workspace)
        taken = of_others.union(linked)
        seen = (
            select(places.c.channel, places.c.name)
            .where(
                places.c.workspace == workspace,
                places.c.kind == "channel",
                places.c.channel.not_in(taken),
            )
            .order_by(places.c.name, places.c.channel)
        )
        return [(PlaceRef(workspace, row.channel), row.name) for row in self._transaction.rows(seen)]

    def add_community(self, community: Community) -> None:
        self._transaction.add(community)
        self._transaction.flush()

    def community(self, community_id: CommunityId) -> Community | None:
        return self._transaction.get(Community, community_id)

    def community_at(self, place: PlaceRef) -> Community | None:
        return self._meeting(place, None)

    def community_under(self, place: PlaceRef, at: datetime) -> Community | None:
        return self._meeting(place, at)

    def _meeting(self, place: PlaceRef, at: datetime | None) -> Community | None:
        self._transaction.flush()
        which = {"workspace": place.workspace, "channel": place.channel, "root": place.thread, "at": at}
        first = min(self._transaction.rows(MEET_AT, which), key=attrgetter("turn"), default=None)
        return self.community(CommunityId(first.id)) if first else None

    def claim(self, place: PlaceRef) -> None:
        community = self._transaction.scope.require()
        self._transaction.do(CLAIM, {"workspace": place.workspace, "channel": place.channel, "community_id": community})

    def release(self, place: PlaceRef) -> None:
        community = self._transaction.scope.require()
        which = {"of_workspace": place.workspace, "of_channel": place.channel, "of_community": community}
        self._transaction.do(RELEASE, which)

    def communities_in(self, workspace: WorkspaceId) -> Sequence[Community]:
        there = select(Community).where(communities.c.workspace == workspace).order_by(communities.c.id)
        return self._transaction.session.scalars(there).all()

    def communities_of(self, account: AccountRef) -> Sequence[Community]:
        theirs = (
            select(Community)
            .join(members, members.c.community_id == communities.c.id)
            .where(_is(account), members.c.left_at.is_(None))
            .order_by(communities.c.created_at, communities.c.id)
        )
        return self._transaction.session.scalars(theirs).all()

    def findable(self, workspace: WorkspaceId) -> Sequence[Community]:
        there = communities.c.workspace == workspace
        found = select(Community).where(there, communities.c.findable).order_by(communities.c.name, communities.c.id)
        return self._transaction.session.scalars(found).all()

    def add_member(self, member: Member) -> None:
        self._transaction.add(member)
        self._transaction.flush()

    def member(self, community_id: CommunityId, account: AccountRef) -> Member | None:
        member = self.past_member(community_id, account)
        return member if member and member.left_at is None else None

    def past_member(self, community_id: CommunityId, account: AccountRef) -> Member | None:
        return self._member(select(Member).where(members.c.community_id == community_id, _is(account)))

    def member_by_id(self, community_id: CommunityId, member_id: MemberId) -> Member | None:
        return self._transaction.get(Member, (community_id, member_id))

    def members_by_id(self, community_id: CommunityId, identities: Sequence[MemberId]) -> Sequence[Member]:
        wanted = select(Member).where(members.c.community_id == community_id, members.c.id.in_(identities))
        return self._transaction.session.scalars(wanted).all()

    def members(self, community_id: CommunityId) -> Sequence[Member]:
        current = (
            select(Member)
            .where(members.c.community_id == community_id, members.c.left_at.is_(None))
            .order_by(members.c.joined_at, members.c.id)
        )
        return self._transaction.session.scalars(current).all()

    def sites(self, community_id: CommunityId) -> Sequence[str]:
        return self._said(members.c.site, community_id)

    def affiliations(self, community_id: CommunityId) -> Sequence[str]:
        return self._said(members.c.affiliation, community_id)

    def _said(self, column: Column[str], community_id: CommunityId) -> Sequence[str]:
        said = select(column.label("said")).distinct()
        here = said.where(members.c.community_id == community_id, members.c.left_at.is_(None), column != "")
        self._transaction.flush()
        return sorted((row.said for row in self._transaction.rows(here)), key=lambda each: (each.casefold(), each))

    def add_role_term(self, term: RoleTerm) -> None:
        self._transaction.add(term)
        self._transaction.flush()

    def role_terms(self, community_id: CommunityId, role: Role, at: datetime) -> Sequence[RoleTerm]:
        terms = (
            select(RoleTerm)
            .join(
                members,
                (members.c.community_id == role_terms.c.community_id) & (members.c.id == role_terms.c.member_id),
            )
            .where(
                role_terms.c.community_id == community_id,
                role_terms.c.role == role,
                role_terms.c.since <= at,
                role_terms.c.until > at,
                members.c.left_at.is_(None),
            )
            .order_by(role_terms.c.since, role_terms.c.id)
        )
        return self._transaction.session.scalars(terms).all()

    def _member(self, one: Select[Member]) -> Member | None:
        return self._transaction.session.scalars(one).one_or_none()


def _is(account: AccountRef) -> ColumnElement[bool]:
    return (members.c.workspace == account.workspace) & (members.c.user == account.user)


def _bring_up_to_date(account: Account, actor: Actor) -> None:
    """Take over what the actor tells; what the person chose for themselves stays."""
    language = (actor.locale or "").replace("_", "-").partition("-")[0].lower()
    told: dict[str, object] = {"name": actor.name, "address": actor.address, "is_bot": actor.is_bot}
    if not account.chose_language and language in LANGUAGES:
        told["language"] = language
    if not account.chose_zone and actor.zone and actor.zone != account.zone:
        told["zone"] = find_zone(actor.zone)
    if not account.profile_seen:
        told["standing"] = actor.standing
    for name, value in told.items():
        if value and value != getattr(account, name):
            setattr(account, name, value)
