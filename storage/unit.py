"""The unit of work over SQL: one transaction's memory and voice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from facilitation.events import Actor, Announcement, Place
from facilitation.people import (
    Account,
    AccountRef,
    Community,
    CommunityId,
    Member,
    PlaceKind,
    SideId,
    WorkspaceId,
    whole_workspace,
)
from facilitation.ports.clock import Clock
from facilitation.ports.links import side_at, sides_in, stands_since
from storage.account_links import SqlAccountLinks
from storage.agreements import SqlAgreements
from storage.around_questions import SqlAround
from storage.attention import SqlAttention
from storage.audit import SqlAudit
from storage.calendar import SqlCalendarLinks
from storage.circles import RhythmCircles
from storage.departed import forget_departed
from storage.digests import SqlDigests
from storage.dispatch import SqlDispatch
from storage.doubts import SqlDoubts
from storage.erasing import erase_account, erase_community, erase_in, people_called, remembered_in
from storage.handbook_links import SqlHandbookLinks
from storage.importing import Arrival
from storage.inbox import SqlInbox
from storage.installations import SqlInstallations
from storage.inviting import SqlInvitations
from storage.knowledge import SqlKnowledge
from storage.links import SqlLinks
from storage.notebook import SqlNotebook
from storage.outbox import SqlOutbox
from storage.outlook import SqlOutlooks
from storage.own_playbooks import SqlOwnPlaybooks
from storage.people import SqlPeople
from storage.posted import SqlPosted
from storage.questions import SqlQuestions
from storage.resources import SqlResources
from storage.retention import prune
from storage.rhythms import SqlRhythms
from storage.search import SqlSearch
from storage.search_indexes import index_over
from storage.sessions import SqlSessions
from storage.sponsors import SqlSponsors
from storage.stewards import SqlStewards
from storage.support import SqlRequests
from storage.timers import SqlDueTimers, SqlTimers
from storage.transaction import Transaction
from storage.twins import TwinOutbox, TwinPosted
from storage.unread import SqlUnderstanding


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where people find what is read outside the chat: a calendar by its token, the handbook by a path within it.

    `reachable`: whether the people in the chat are known to find it there.
    """

    calendar: Callable[[str], str] = str
    handbook: Callable[[str], str] = str
    reachable: bool = False


class SqlUnit:
    """ports.upkeep.EngineUnit, with each capability's repositories. Serves a batch: one event after another."""

    _community: Community | None
    _actor: Actor | None
    _place: Place | None
    _account: Account | None
    _announced: list[Announcement]

    def __init__(self, session: Session, clock: Clock, addresses: Addresses) -> None:
        transaction = Transaction(session, clock)
        self._transaction = transaction
        self._addresses = addresses
        self._inbox = SqlInbox(transaction)
        self.links = SqlLinks(transaction)
        posted = SqlPosted(transaction)
        self.posted = TwinPosted(posted, self.links, transaction)
        self.outbox = TwinOutbox(SqlOutbox(transaction, posted), posted, self.links, transaction)
        self.people = SqlPeople(transaction, self.outbox)
        self.account_links = SqlAccountLinks(transaction)
        self.timers = SqlTimers(transaction)
        self.attention = SqlAttention(transaction)
        self.audit, self.sponsors = SqlAudit(transaction), SqlSponsors(transaction)
        self.search = SqlSearch(transaction, index_over(transaction))
        self.questions, self.around = SqlQuestions(transaction), SqlAround(transaction)
        self.stewards, self.doubts = SqlStewards(transaction), SqlDoubts(transaction)
        self.knowledge = SqlKnowledge(transaction)
        self.sessions = SqlSessions(transaction)
        self.own_playbooks, self.rhythms = SqlOwnPlaybooks(transaction), SqlRhythms(transaction)
        self.circles, self.digests = RhythmCircles(self), SqlDigests(transaction)
        self.resources = SqlResources(transaction)
        self.calendar_links = SqlCalendarLinks(transaction, addresses.calendar)
        self.handbook_links = SqlHandbookLinks(transaction, addresses.handbook)
        self.dispatch = SqlDispatch(transaction, posted, self.people)
        self.due_timers = SqlDueTimers(transaction)
        self.understanding, self.notebook = SqlUnderstanding(transaction), SqlNotebook(transaction)
        self.installations = SqlInstallations(transaction)
        self.invitations, self.outlooks = SqlInvitations(transaction), SqlOutlooks(transaction)
        self.support, self.agreements = SqlRequests(transaction), SqlAgreements(transaction)
        self._leave()

    @property
    def now(self) -> datetime:
        return self._transaction.now

    @property
    def actor(self) -> AccountRef | None:
        return self._actor.ref if self._actor else None

    @property
    def account(self) -> Account:
        if self._account is None:
            if self._actor is None:
                raise LookupError("nobody acted")
            self._account = self.people.meet(self._actor)
        return self._account

    @property
    def acting(self) -> Account:
        through = self._actor.through if self._actor else None
        return (self.people.account(through) if through else None) or self.account

    @property
    def side(self) -> SideId:
        if self._actor is None:
            raise LookupError("nobody acted")
        return self._side_of(self._actor, self._place)

    @property
    def sides(self) -> frozenset[SideId]:
        return self._transaction.scope.sides or frozenset()

    @property
    def community(self) -> Community:
        if self._community is None:
            raise LookupError("no community is entered")
        return self._community

    @property
    def member(self) -> Member | None:
        return self.people.member(self.community.id, self.account.ref)

    @property
    def me(self) -> Member:
        member = self.member
        if member is None:
            raise LookupError("who acts is no member")
        return member

    @property
    def in_community(self) -> bool:
        return self._community is not None

    @property
    def stirred(self) -> bool:
        return self._transaction.stirred

    def enter(self, community: Community | None, actor: Actor | None, place: Place | None = None) -> None:
        self._transaction.flush()
        named = community.id if community else None
        self._transaction.scope.enter(named, partial(self._sides, actor, place), partial(self._since, actor))
        self.outbox.begin({actor.ref, actor.here} if actor else set())
        self._community = community
        self._actor, self._place = actor, place
        self._account = None

    def _side_of(self, actor: Actor, place: Place | None) -> SideId:
        if place is None or place.kind is not PlaceKind.CHANNEL:
            return whole_workspace(actor.here.workspace)
        return side_at(place.ref, self.community, self.links)

    def _sides(self, actor: Actor | None, place: Place | None) -> frozenset[SideId] | None:
        """Whose matters whoever acts is shown, if they are there: in a channel its side's alone, for others hear of it;
        in private those of each side in that workspace. For what Kring itself does, None: all there are."""
        community = self._community
        if actor is None or community is None:
            return None if actor is None else frozenset()
        member, acted_on = self.people.member(community.id, actor.ref), self._side_of(actor, place)
        there = frozenset(sides_in(actor.here.workspace, community, self.links)) or {acted_on}
        if place is not None and place.kind is PlaceKind.CHANNEL:
            there = frozenset({acted_on})
        if member:
            return frozenset(there.intersection(member.sides))
        return frozenset({acted_on}) if there == {acted_on} else frozenset()

    def _since(self, actor: Actor | None) -> datetime | None:
        """From when on whoever acts belongs to it: not before their side did."""
        community = self._community
        if actor is None or community is None or not self.links.of(community.id):
            return None
        member = self.people.member(community.id, actor.ref)
        sides = member.sides if member else (self._side_of(actor, self._place),)
        return stands_since(community, sides, self.links)

    def first_time(self, workspace: WorkspaceId, delivery_id: str) -> bool:
        return self._inbox.first_time(workspace, delivery_id)

    def page(self, path: str) -> str | None:
        return self._addresses.handbook(f"/{self.community.id}{path}") if self._addresses.reachable else None

    def announce(self, announcement: Announcement) -> None:
        self._announced.append(announcement)

    def announced(self) -> Sequence[Announcement]:
        announced, self._announced = self._announced, []
        return announced

    def arrival(self, community: CommunityId) -> Arrival:
        """By which a community comes in, in this transaction."""
        return Arrival(self._transaction, self.search, community)

    def erase(self, community: CommunityId) -> int:
        """All that there is of it, and of those who were members of no other; returns how many rows."""
        return erase_community(self._transaction, self.search, community, with_accounts=True)

    def people_called(self, wanted: str) -> Mapping[AccountRef, str]:
        """By their name, or by workspace/user."""
        return people_called(self._transaction, wanted)

    def remembered_in(self, person: AccountRef) -> Sequence[CommunityId]:
        """Wherever there is anything of somebody, be they ever a member or not."""
        there = remembered_in(self._transaction, person)
        self.enter(None, None)
        return there

    def forget(self, person: AccountRef) -> int:
        """All that is left of somebody once every community gave up their words; returns how many rows it was."""
        count = sum(erase_in(self._transaction, community, person) for community in self.remembered_in(person))
        self.enter(None, None)
        return count + erase_account(self._transaction, person)

    def prune(self) -> int:
        return prune(self._transaction) + forget_departed(self._transaction, self.search)

    def flush(self) -> None:
        self._transaction.flush()

    def commit(self) -> None:
        self._transaction.commit()
        self._leave()

    def rollback(self) -> None:
        self._transaction.rollback()
        self._leave()

    def close(self) -> None:
        self._transaction.close()
        self._leave()

    def _leave(self) -> None:
        self._community = self._actor = self._place = self._account = None
        self._announced = []
