"""A village to try things in: people in a chat, the real engine on a real SQLite file, and a clock to move.

Its platform is a list of what was posted. Whatever people do is delivered and answered before the call returns.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from facilitation.capability import Capability
from facilitation.communities.model import Founding, found
from facilitation.engine import Engine
from facilitation.events import (
    Actor,
    ButtonPressed,
    ChatEvent,
    CommandGiven,
    Event,
    FormSubmitted,
    FormValue,
    HomeOpened,
    LookedUp,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageShortcutUsed,
    Place,
    ReactionAdded,
    Said,
    TimerDue,
)
from facilitation.messages import Answer, Form, Home, LookUp, ShowHome, Subject
from facilitation.people import AccountRef, Community, PlaceKind, PlaceRef, WorkspaceId
from facilitation.ports.platform import Ability
from facilitation.ports.search import Hit, Wanted
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from facilitation.repertoire import Repertoire
from storage.unit import SqlUnit
from tests.carrier import LEASE, Carrier, Post, place_of
from tests.finding import shown_to, sides_of, wanted_by
from tests.shown import button, opened
from tests.stores import files, store_at

WORKSPACE = WorkspaceId("playground:village")
CHANNEL = PlaceRef(WORKSPACE, "clear-writing")
TUESDAY_TEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 10:00 in Brussels
KEY = "a-key-for-tests-of-32-characters!"
EVERYTHING = frozenset(Ability)

T = TypeVar("T")


@dataclass
class MovedClock:
    moment: datetime = TUESDAY_TEN

    def now(self) -> datetime:
        return self.moment


@dataclass
class Village:
    """`noor` founds the community; who else is in it, joins."""

    store_path: Path
    capabilities: Sequence[Capability[Any]]
    abilities: frozenset[Ability] = EVERYTHING
    clock: MovedClock = field(default_factory=MovedClock)
    carrier: Carrier = field(default_factory=Carrier)
    address: str = ""
    """Of another database than the file; it is migrated already."""
    forgets: bool = False
    """What is to be looked up is never looked up, as when Kring is stopped just then."""

    def __post_init__(self) -> None:
        self.store = store_at(self.address or f"sqlite:///{self.store_path}", self.clock, KEY)
        self._reception: Reception[SqlUnit] = Reception(Repertoire(self.capabilities), lambda _: self.abilities)
        self._engine: Engine[SqlUnit] = Engine(self.store.units, self.store.writers, self._reception)

    # What people do

    def found(self, by: Actor, name: str = "Clear writing", language: str = "en", channel: PlaceRef = CHANNEL) -> None:
        founding = Founding(name, "", language, "Europe/Brussels", channel)

        def begin(unit: SqlUnit) -> None:
            unit.people.meet(by)
            found(founding, by.ref, unit)

        self.look(begin)

    def join(self, *people: Actor, channel: PlaceRef = CHANNEL) -> None:
        for person in people:
            self.command(person, "join", channel=channel)

    def command(
        self, by: Actor, text: str, said: Said = Said.SLASH, channel: PlaceRef = CHANNEL, thread: str | None = None
    ) -> Answer | None:
        between = said in (Said.DIRECT, Said.MENU)
        ref = direct(by) if between else PlaceRef(channel.workspace, channel.channel, thread)
        kind = PlaceKind.DIRECT if between else PlaceKind.CHANNEL
        place = Place(ref=ref, kind=kind, name=ref.channel)
        opens = said in (Said.SLASH, Said.MENU)
        return self.happen(
            CommandGiven(by=by, place=place, text=text, said=said, can_open_form=opens, **self.delivery(by))
        )

    def press(self, by: Actor, shown: object, label: str, message_id: str | None = None) -> Answer | None:
        """Press the button whose label begins so, on whatever was shown."""
        pressed = button(shown, label)
        where = Place(ref=CHANNEL)
        if isinstance(shown, Post):
            message_id = shown.id
            where = in_direct(by) if isinstance(shown.to, AccountRef) else Place(ref=place_of(shown.to, shown.id))
        return self.happen(
            ButtonPressed(
                by=by,
                place=where,
                message_id=message_id,
                action=pressed.action,
                subject=pressed.subject,
                **self.delivery(by),
            )
        )

    def pretend(self, by: Actor, action: str, subject: Subject) -> Answer | None:
        """Press a button that nobody was shown, as whoever can speak to the server could."""
        return self.happen(
            ButtonPressed(
                by=by, place=in_direct(by), message_id=None, action=action, subject=subject, **self.delivery(by)
            )
        )

    def fill(self, by: Actor, form: object, **values: FormValue) -> Answer | None:
        """Submit a form; what isn't given stays as it was in it."""
        filled = form if isinstance(form, Form) else opened(form)
        initial = {each.name: each.initial for each in filled.inputs if isinstance(each.initial, str | tuple)}
        return self.happen(
            FormSubmitted(
                by=by,
                place=Place(ref=CHANNEL),
                action=filled.action,
                subject=filled.subject,
                values={**initial, **values},
                **self.delivery(by),
            )
        )

    def say(self, by: Actor, text: str, thread: str | None = None, channel: PlaceRef = CHANNEL) -> str:
        """Post a message; return its id."""
        identity = f"m{next(self.carrier.numbers):05}"
        place = Place(ref=PlaceRef(channel.workspace, channel.channel, thread))
        self.happen(MessagePosted(by=by, place=place, message_id=identity, text=text, **self.delivery(by)))
        return identity

    def edit(self, message_id: str, text: str) -> None:
        self.happen(MessageEdited(place=Place(ref=CHANNEL), message_id=message_id, text=text, **self.delivery()))

    def delete(self, message_id: str) -> None:
        self.carrier.posts.pop(message_id, None)
        self.happen(MessageDeleted(place=Place(ref=CHANNEL), message_id=message_id, **self.delivery()))

    def react(self, by: Actor, message_id: str, emoji: str = "✅") -> Answer | None:
        place = Place(ref=CHANNEL)
        return self.happen(ReactionAdded(by=by, place=place, message_id=message_id, emoji=emoji, **self.delivery(by)))

    def use_shortcut(
        self,
        by: Actor,
        shortcut: str,
        author: Actor | None,
        text: str,
        thread: str | None = None,
        channel: PlaceRef = CHANNEL,
    ) -> Answer | None:
        return self.happen(
            MessageShortcutUsed(
                by=by,
                place=Place(ref=replace(channel, thread=thread)),
                shortcut=shortcut,
                message_id=f"m{next(self.carrier.numbers):05}",
                author=author,
                text=text,
                **self.delivery(),
            )
        )

    def home(self, of: Actor) -> Home:
        shown = self.happen(HomeOpened(by=of, **self.delivery(of)))
        assert isinstance(shown, ShowHome)
        return shown.home

    def pass_time(self, span: timedelta) -> None:
        """Let it pass, with everything that falls due meanwhile, in its order."""
        until = self.clock.moment + span
        while True:
            dues = [
                due for due in self.look(lambda unit: (unit.due_timers.next_due(), unit.dispatch.next_due())) if due
            ]
            if not dues or min(dues) > until:
                break
            self.clock.moment = max(self.clock.moment, min(dues))
            self._ring()
            self._deliver()
        self.clock.moment = until

    # What can be seen

    def channel(self, place: PlaceRef = CHANNEL) -> list[Post]:
        """What Kring posted there, outside threads."""
        return [post for post in self.carrier.posts.values() if post.to == place]

    def thread(self, root: str) -> list[Post]:
        return [
            post for post in self.carrier.posts.values() if isinstance(post.to, PlaceRef) and post.to.thread == root
        ]

    def private(self, to: Actor) -> list[Post]:
        """Kring's direct messages to somebody."""
        return [post for post in self.carrier.posts.values() if post.to == to.ref]

    def community(self) -> Community:
        found = self.look(lambda unit: unit.people.community_at(CHANNEL))
        assert found
        return found

    def within(self, look: Callable[[SqlUnit], T]) -> T:
        """Look at what is remembered, in the community."""

        def entered(unit: SqlUnit) -> T:
            unit.enter(unit.people.community_at(CHANNEL), None)
            return look(unit)

        return self.look(entered)

    def find(self, words: str, limit: int = 10, reader: Actor | None = None) -> Sequence[Hit]:
        """What somebody would find, or every member."""
        by, ref = (self.community(), reader), reader.ref if reader else None
        wanted = Wanted(by[0].id, words, limit, (), ref, sides=self.look(lambda unit: sides_of(unit, *by)))
        found = self.store.find(wanted)
        return self.look(lambda unit: shown_to(unit, *by, found, wanted))

    def look(self, look: Callable[[SqlUnit], T]) -> T:
        """Take part in a transaction of its own."""
        found: list[T] = []
        outcome = self._engine.perform([lambda unit: found.append(look(unit))])[0]
        if isinstance(outcome, Failed):
            raise outcome.error
        return found[0]

    # What the platform and the ticker do

    def happen(self, event: Event) -> Answer | None:
        """Have it handled, looked up, and everything it posts delivered. Raises: whatever the handler raised."""
        self.carrier.hear(event)
        answer = self._receive(event)
        self._deliver()
        return answer

    def close(self) -> None:
        self.store.close()

    def delivery(self, by: Actor | None = None) -> dict[str, Any]:
        """What every event has that was not delivered before; in the workspace of who acts."""
        workspace = by.ref.workspace if by else WORKSPACE
        return {"delivery_id": f"d{next(self.carrier.numbers)}", "workspace": workspace, "at": self.clock.moment}

    def _ring(self) -> None:
        for due in self.look(lambda unit: unit.due_timers.claim(100, LEASE)):
            self._receive(due)

    def _deliver(self) -> None:
        self.carrier.deliver(self.look, self._receive)

    def _receive(self, event: Event) -> Answer | None:
        handled = self.look(lambda unit: self._reception.receive(event, unit))
        return self._looked_up(event, handled) if isinstance(handled, LookUp) else handled

    def _looked_up(self, origin: Event, look: LookUp) -> Answer | None:
        origin = origin.origin if isinstance(origin, LookedUp) else origin
        assert isinstance(origin, ChatEvent | TimerDue)
        if self.forgets:
            return None
        found = self.store.find(wanted_by(look))
        return self._receive(LookedUp(origin=origin, look=look, found=tuple(found)))


def someone(name: str, locale: str = "en", zone: str = "Europe/Brussels", workspace: WorkspaceId = WORKSPACE) -> Actor:
    return Actor(ref=AccountRef(workspace, name.casefold()), name=name, locale=locale, zone=zone)


def direct(person: Actor) -> PlaceRef:
    return PlaceRef(person.ref.workspace, f"dm-{person.ref.user}")


def in_direct(person: Actor) -> Place:
    return Place(ref=direct(person), kind=PlaceKind.DIRECT)


@contextmanager
def a_village(
    capabilities: Sequence[Capability[Any]], abilities: frozenset[Ability] = EVERYTHING, address: str = ""
) -> Iterator[Village]:
    with files().fresh() as path:
        village = Village(path, capabilities, abilities, address=address)
        try:
            yield village
        finally:
            village.close()
