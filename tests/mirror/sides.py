"""Two workspaces of one Kring, alike to the last id: of the one, everything that was shown there is remembered."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from bot.capabilities import repertoire
from facilitation.engine import Engine
from facilitation.events import Actor, ChatEvent, Event, LookedUp, Place, TimerDue
from facilitation.messages import Answer, LookUp, Message
from facilitation.people import AccountRef, PlaceKind, PlaceRef, Recipient, WorkspaceId
from facilitation.ports.platform import Ability, Sent
from facilitation.ports.search import Wanted
from facilitation.ports.upkeep import Claimed, Failed
from facilitation.reception import Reception
from storage.store import open_store
from storage.unit import Addresses, SqlUnit
from tests.carrier import LEASE, Carrier
from tests.village import KEY, MovedClock

T = TypeVar("T")
NAMES = ("Noor", "Jonas", "Marta", "Camille", "Yusuf", "Tomas")
ADDRESSES = Addresses(
    calendar="https://kring.example/calendar/{}.ics".format,
    handbook="https://kring.example/handbook{}".format,
    reachable=True,
)


@dataclass
class Telling(Carrier):
    """Remembers each message as it was when it was put there, also those that were changed since."""

    told: list[tuple[Recipient, str, Message]] = field(default_factory=list)

    def _put(self, claimed: Claimed, message: Message) -> Sent:
        sent = super()._put(claimed, message)
        self.told.append((claimed.to, sent.message_id, message))
        return sent


@dataclass
class Side:
    """`mark` is in everything that is written or called something here; "" for the side that nothing may come to."""

    workspace: WorkspaceId
    mark: str
    shown: list[str] = field(default_factory=list)

    @property
    def here(self) -> PlaceRef:
        return PlaceRef(self.workspace, "C1")

    @property
    def people(self) -> list[Actor]:
        return [
            Actor(ref=AccountRef(self.workspace, f"U{number}"), name=self.marked(name), locale="en", zone="UTC")
            for number, name in enumerate(NAMES)
        ]

    def marked(self, words: str) -> str:
        return f"{words} {self.mark}".strip()

    def direct(self, person: Actor) -> Place:
        return Place(ref=PlaceRef(self.workspace, f"dm-{person.ref.user}"), kind=PlaceKind.DIRECT)


class House:
    """One store, one engine; what is posted for either side stands in `carrier`."""

    def __init__(self, address: str) -> None:
        self.clock, self.carrier, self.repertoire = MovedClock(), Telling(), repertoire()
        self.store = open_store(address, self.clock, KEY, addresses=ADDRESSES)
        self._reception: Reception[SqlUnit] = Reception(self.repertoire, lambda _: frozenset(Ability))
        self._engine: Engine[SqlUnit] = Engine(self.store.units, self.store.writers, self._reception)

    def happen(self, event: Event) -> Answer | None:
        answer = self._receive(event)
        self.carrier.deliver(self.look, self._receive)
        return answer

    def pass_time(self, span: timedelta) -> None:
        until = self.clock.moment + span
        while True:
            dues = [due for due in self.look(_dues) if due]
            if not dues or min(dues) > until:
                break
            self.clock.moment = max(self.clock.moment, min(dues))
            for due in self.look(lambda unit: unit.due_timers.claim(100, LEASE)):
                self._receive(due)
            self.carrier.deliver(self.look, self._receive)
        self.clock.moment = until

    def look(self, look: Callable[[SqlUnit], T]) -> T:
        found: list[T] = []
        outcome = self._engine.perform([lambda unit: found.append(look(unit))])[0]
        if isinstance(outcome, Failed):
            raise outcome.error
        return found[0]

    def within(self, side: Side, look: Callable[[SqlUnit], T]) -> T:
        """In the community that meets in the side's channel."""

        def entered(unit: SqlUnit) -> T:
            unit.enter(unit.people.community_at(side.here), None)
            return look(unit)

        return self.look(entered)

    def _receive(self, event: Event) -> Answer | None:
        handled = self.look(lambda unit: self._reception.receive(event, unit))
        origin = event.origin if isinstance(event, LookedUp) else event
        if not isinstance(handled, LookUp):
            return handled
        assert isinstance(origin, ChatEvent | TimerDue)
        assert handled.subject.community
        by: Actor | None = getattr(origin, "by", None)
        reader = None if by is None or handled.for_all else by.ref
        wanted = Wanted(handled.subject.community, handled.words, handled.limit, handled.kinds, reader)
        return self._receive(LookedUp(origin=origin, look=handled, found=tuple(self.store.find(wanted))))


def _dues(unit: SqlUnit) -> tuple[Any, Any]:
    return unit.due_timers.next_due(), unit.dispatch.next_due()


@contextmanager
def a_house(address: str) -> Iterator[House]:
    house = House(address)
    with closing(house.store):
        yield house
