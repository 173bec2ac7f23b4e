"""Other places in which communities stand too, as `facilitation.ports.links.Links`.

Which these are is asked with each message that goes out: what was read once in a transaction is read no more in it.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, delete, insert, select

from facilitation.people import AccountRef, Community, CommunityId, PlaceRef, WorkspaceId
from facilitation.ports.links import Invitation, LinkedPlace, Relay, Visit
from storage.tables.links import linked_places, place_invitations, relays, visits
from storage.transaction import Transaction

OF_COMMUNITY = (
    select(LinkedPlace)
    .where(linked_places.c.community_id == bindparam("of_community"))
    .order_by(linked_places.c.since, linked_places.c.id)
)
ONE_CODE = place_invitations.c.code == bindparam("of_code")
BY_CODE = select(place_invitations).where(ONE_CODE)
TAKE = delete(place_invitations).where(ONE_CODE)

FORGET_BEFORE = delete(relays).where(
    relays.c.community_id == bindparam("of_community"), relays.c.at < bindparam("before", type_=relays.c.at.type)
)


class SqlLinks:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._known: dict[CommunityId, Sequence[LinkedPlace]] = transaction.memory()

    def of(self, community: CommunityId) -> Sequence[LinkedPlace]:
        if community not in self._known:
            found = self._transaction.session.scalars(OF_COMMUNITY, {"of_community": community})
            self._known[community] = found.all()
        return self._known[community]

    def at(self, place: PlaceRef) -> LinkedPlace | None:
        return self._transaction.get(LinkedPlace, (place.workspace, place.channel))

    def place_of(self, link: str) -> PlaceRef | None:
        """Of a link of the entered community."""
        community = self._transaction.community_id
        if community is None:
            return None
        places: list[LinkedPlace | Visit] = [*self.of(community), *self.visits(community)]
        return next((each.place for each in places if each.id == link), None)

    def visit(self, other: Community, home: Community, until: datetime) -> Visit:
        before = {each.place: each for each in self.visits(home.id)}
        visit = before.get(other.place)
        if visit is None:
            visit = Visit(
                community_id=home.id,
                workspace=other.workspace,
                channel=other.channel,
                side=other.name,
                home_side=home.name,
                until=until,
            )
            self._transaction.add(visit)
        visit.until = max(visit.until, until)
        self._transaction.flush()
        return visit

    def visits(self, community: CommunityId) -> Sequence[Visit]:
        theirs = select(Visit).where(visits.c.community_id == community).order_by(visits.c.until, visits.c.id)
        return self._transaction.session.scalars(theirs).all()

    def in_workspace(self, workspace: WorkspaceId) -> Sequence[LinkedPlace]:
        there = select(LinkedPlace).where(linked_places.c.workspace == workspace)
        return self._transaction.session.scalars(there.order_by(linked_places.c.since, linked_places.c.id)).all()

    def begin(self, link: LinkedPlace) -> None:
        self._known.clear()
        self._transaction.add(link)
        self._transaction.flush()

    def end(self, link: LinkedPlace) -> None:
        self._known.clear()
        self._transaction.remove(link)

    def invite(self, code: str, invitation: Invitation) -> None:
        values = {"community_id": invitation.community_id, "home_side": invitation.home_side, "until": invitation.until}
        self._transaction.do(insert(place_invitations), {"code": _digest(code), **values})

    def invitation(self, code: str) -> Invitation | None:
        row = self._transaction.row(BY_CODE, {"of_code": _digest(code)})
        if row is None or row.until <= self._transaction.now:
            return None
        return Invitation(community_id=CommunityId(row.community_id), home_side=row.home_side, until=row.until)

    def take(self, code: str) -> bool:
        return self._transaction.do(TAKE, {"of_code": _digest(code)}) == 1

    def remember(self, relay: Relay) -> None:
        self._transaction.add(relay)

    def relay(self, identity: str) -> Relay | None:
        return self._transaction.get(Relay, (self._transaction.scope.require(), identity))

    def relay_at(self, message_id: str, channel: str | None = None) -> Relay | None:
        one = select(Relay).where(relays.c.message_id == message_id)
        one = one if channel is None else one.where(relays.c.channel == channel)
        return self._transaction.session.scalars(one.limit(1)).first()

    def relays_by(self, author: AccountRef) -> Sequence[Relay]:
        theirs = select(Relay).where(relays.c.workspace == author.workspace, relays.c.user == author.user)
        return self._transaction.session.scalars(theirs.order_by(relays.c.at, relays.c.id)).all()

    def forget(self, relay: Relay) -> None:
        self._transaction.remove(relay)
        self._transaction.scrub = True

    def forget_before(self, moment: datetime) -> None:
        self._transaction.forget(Relay)
        which = {"of_community": self._transaction.scope.require(), "before": moment}
        self._transaction.do(FORGET_BEFORE, which)
        self._transaction.scrub = True


def _digest(code: str) -> str:
    """Of a code that nobody guesses, so that no key is needed."""
    return sha256(code.encode()).hexdigest()
