"""Words for trying a store: a workspace, a community in it, and one unit of work after another."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from facilitation.events import Actor, TimerDue
from facilitation.people import AccountRef, Community, CommunityId, GroupRef, Member, MemberId, PlaceRef, WorkspaceId
from facilitation.ports.platform import Sent
from facilitation.ports.search import Hit, Wanted
from facilitation.ports.upkeep import Claimed, Terms
from storage.store import Store
from storage.unit import SqlUnit

KEY = "a key for tests"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORKSPACE = WorkspaceId("slack:T1")
CIRCLE = CommunityId("circle")
ANN = Actor(ref=AccountRef(WORKSPACE, "UANN"), name="Ann", locale="en-GB", zone="Europe/London")
BEN = Actor(ref=AccountRef(WORKSPACE, "UBEN"), name="Ben")
LEASE = timedelta(seconds=30)


@dataclass
class MovedClock:
    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, span: timedelta) -> None:
        self.moment += span


def channel(name: str, workspace: WorkspaceId = WORKSPACE) -> PlaceRef:
    return PlaceRef(workspace, name)


def a_community(identity: CommunityId = CIRCLE, where: PlaceRef | None = None) -> Community:
    place = where or channel(f"C-{identity}")
    return Community(
        id=identity,
        name=identity.title(),
        language="en",
        zone="Europe/Brussels",
        workspace=place.workspace,
        channel=place.channel,
        created_at=NOON,
    )


@dataclass
class Shelf:
    store: Store
    clock: MovedClock

    @contextmanager
    def unit(self, community: CommunityId | None = None, actor: Actor | None = None) -> Iterator[SqlUnit]:
        """A unit of work in that community; committed at the end, unless something was raised."""
        unit = self.store.units()
        try:
            unit.enter(unit.people.community(community) if community else None, actor)
            yield unit
            unit.commit()
        finally:
            unit.close()

    def find(
        self,
        words: str,
        limit: int = 10,
        kinds: tuple[str, ...] = (),
        reader: AccountRef | None = None,
        community: CommunityId = CIRCLE,
    ) -> Sequence[Hit]:
        """What is found, as it is shown then."""
        found = self.store.find(Wanted(community, words, limit, kinds, reader))
        with self.unit(community) as unit:
            return unit.search.show(found, reader)

    def found(self, identity: CommunityId = CIRCLE, where: PlaceRef | None = None) -> Community:
        community = a_community(identity, where)
        with self.unit() as unit:
            unit.people.add_community(community)
        return community

    def join(self, actor: Actor, community: CommunityId = CIRCLE) -> MemberId:
        identity = MemberId(f"{community}-{actor.ref.user}")
        with self.unit(community, actor) as unit:
            unit.people.add_member(
                Member(
                    community_id=community,
                    id=identity,
                    workspace=unit.account.workspace,
                    user=unit.account.user,
                    joined_at=self.clock.moment,
                )
            )
        return identity

    def claim(self, limit: int = 10, skip: tuple[WorkspaceId, ...] = ()) -> list[Claimed]:
        with self.unit() as unit:
            return list(unit.dispatch.claim(limit, LEASE, lambda workspace: Terms(0 if workspace in skip else 1_000)))

    def deliver(self, claimed: Claimed, message_id: str, place: PlaceRef | None = None) -> bool:
        """As delivery does when the platform took it."""
        with self.unit() as unit:
            return unit.dispatch.sent(claimed, Sent(place or _stands_in(claimed), message_id))

    def due(self, limit: int = 10) -> list[TimerDue]:
        with self.unit() as unit:
            return list(unit.due_timers.claim(limit, LEASE))


def _stands_in(claimed: Claimed) -> PlaceRef:
    match claimed.to:
        case PlaceRef():
            return claimed.to
        case AccountRef(workspace, user):
            return PlaceRef(workspace, f"D{user}")
        case GroupRef():
            return PlaceRef(claimed.to.workspace, f"G-{claimed.id}")
