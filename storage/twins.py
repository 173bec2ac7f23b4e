"""What is said to the whole community stands in each of its places: at home, and as a twin wherever all is heard.

A twin has a key made of its link and the key at home. So who speaks knows the one key, and reaches all that stand under
it; and of whatever is found in a linked place it can be told what it is at home.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from facilitation.messages import Message, To, ToCommunity, ToPerson, ToPlace, ToThread
from facilitation.people import Account, AccountRef, Community, Member, PlaceRef, SideId, new_id
from facilitation.ports.links import HOME, LinkedPlace, key_at_home, named, read, twins_of
from facilitation.ports.voice import PostedMessage
from storage.calling_back import call_back
from storage.links import SqlLinks
from storage.outbox import SqlOutbox
from storage.posted import SqlPosted
from storage.tables.people import accounts, members
from storage.transaction import Transaction


def twin_key(link: LinkedPlace, key: str) -> str:
    return twins_of(link) + key


class TwinPosted:
    """ports.voice.Posted. What stands on another side alone is told by its name at home, as events tell of it."""

    def __init__(self, posted: SqlPosted, links: SqlLinks, transaction: Transaction) -> None:
        self._posted = posted
        self._links = links
        self._transaction = transaction

    def at(self, place: PlaceRef, message_id: str) -> PostedMessage | None:
        found = self._posted.at(place, message_id) or self._far(message_id)
        return replace(found, key=key_at_home(found.key)) if found else None

    def under(self, key: str) -> PostedMessage | None:
        found = self._posted.under(key)
        identity = self._transaction.community_id
        link = self._links.at(found.place) if found and identity and self._links.of(identity) else None
        home = self._transaction.get(Community, identity) if link else None
        if found is None or link is None or home is None or link.community_id != identity:
            return found
        thread = named(found.place.thread, link.id) if found.place.thread else None
        return replace(found, place=replace(home.place, thread=thread), message_id=named(found.message_id, link.id))

    def rename(self, key: str, to: str) -> None:
        self._posted.rename(key, to)

    def goes_on(self, key: str) -> bool:
        return self._posted.goes_on(key)

    def _far(self, message_id: str) -> PostedMessage | None:
        """One that stands in a linked place, by its name at home."""
        real, link = read(message_id)
        place = self._links.place_of(link) if link else None
        return self._posted.at(place, real) if place else None


class TwinOutbox:
    """ports.voice.Outbox."""

    def __init__(self, outbox: SqlOutbox, posted: SqlPosted, links: SqlLinks, transaction: Transaction) -> None:
        self._outbox = outbox
        self._posted = posted
        self._links = links
        self._transaction = transaction

    def begin(self, actor: Set[AccountRef]) -> None:
        """From here on it is another event that speaks."""
        self._outbox.begin(actor)

    def post(
        self,
        to: To,
        message: Message,
        *,
        key: str | None = None,
        not_before: datetime | None = None,
        expires: datetime | None = None,
    ) -> bool:
        aims = list(self._aims(to))
        if len(aims) > 1 and key is None:
            key = f"said/{new_id()}"
        for link, aim in aims:
            twin = twin_key(link, key) if link and key else key
            self._outbox.post(aim, message, key=twin, not_before=not_before, expires=expires)
        return bool(aims)

    def update(self, key: str, message: Message) -> None:
        for each in self._keys(key):
            self._outbox.update(each, message)

    def withdraw(self, key: str) -> None:
        for each in self._keys(key):
            self._outbox.withdraw(each)

    def keys(self, beginning: str) -> Sequence[str]:
        return self._outbox.keys(beginning)

    def forget(self, beginning: str) -> None:
        for each in self._keys(beginning):
            self._outbox.forget(each)

    def call_back(self, account: AccountRef, side: SideId) -> None:
        person = self._person(account)
        theirs = select(Account).where(
            accounts.c.principal_workspace == person.workspace, accounts.c.principal_user == person.user
        )
        others = (each.ref for each in self._transaction.session.scalars(theirs))
        call_back(self._transaction, (person, *others), side)

    def look_up(self, account: AccountRef) -> None:
        self._outbox.look_up(account)

    def read(self, place: PlaceRef, message_id: str, *, key: str) -> None:
        """Where it was written."""
        real, link = read(message_id)
        there = self._links.place_of(link) if link else place
        if there:
            self._outbox.read(there, real, key=key)

    def _aims(self, to: To) -> Iterator[tuple[LinkedPlace | None, To]]:
        """Where it is to stand, each place once."""
        match to:
            case ToCommunity(place):
                yield None, to
                hearing = (link for link in self._all() if link.hears_all and link.place != place)
                yield from ((link, ToPlace(link.place)) for link in hearing)
            case ToThread(key, beside):
                if beside is None or beside != self._link_of(key):
                    yield None, to
                twins = ((link, twin_key(link, key)) for link in self._all() if link.id != beside)
                yield from ((link, ToThread(twin)) for link, twin in twins if self._outbox.stands(twin))
            case ToPerson(account=account, side=side) if side and not self._is_on(account, side):
                return
            case ToPlace(place) if place.thread and self._all():
                yield from self._aims_in_thread(place, place.thread)
            case _:
                yield None, to

    def _is_on(self, account: AccountRef, side: SideId) -> bool:
        """What is of a side is told to nobody who is not there, or no more."""
        person = self._person(account)
        theirs = select(Member).where(
            members.c.community_id == self._transaction.scope.require(),
            members.c.workspace == person.workspace,
            members.c.user == person.user,
            members.c.left_at.is_(None),
        )
        member = self._transaction.session.scalars(theirs).first()
        return member is not None and side in member.sides

    def _person(self, account: AccountRef) -> AccountRef:
        known = self._transaction.get(Account, (account.workspace, account.user))
        return (known.principal if known else None) or account

    def _link_of(self, key: str) -> str:
        """Where the message of that key stands itself."""
        standing = self._posted.standing(key)
        place = standing.message.place.whole if standing else None
        return next((link.id for link in self._all() if link.place == place), HOME)

    def _aims_in_thread(self, place: PlaceRef, root: str) -> Iterator[tuple[LinkedPlace | None, To]]:
        """By what it hangs under: a message of ours with its twins, or somebody's in the place where they wrote it."""
        real, link = read(root)
        far = self._links.place_of(link) if link else None
        there = replace(far, thread=real) if far else place
        ours = self._posted.at(there, there.thread or root)
        if ours is None:
            yield None, ToPlace(there)
            return
        yield from self._aims(ToThread(key_at_home(ours.key)))

    def _keys(self, key: str) -> Sequence[str]:
        return [key, *(twin_key(link, key) for link in self._all())]

    def _all(self) -> Sequence[LinkedPlace]:
        community = self._transaction.community_id
        return self._links.of(community) if community else ()
