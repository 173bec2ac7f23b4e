"""An engine over a real store, with a still clock, a platform that does as it is scripted, and a listener."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypedDict, Unpack

from bot.clock import ShiftedClock
from bot.pace import Pace
from bot.postman import Postman
from bot.ticker import Ticker
from facilitation.capability import Capability, listen
from facilitation.engine import Engine
from facilitation.events import (
    KringWasAway,
    MessageEdited,
    MessageLost,
    MessagePosted,
    MessageRead,
    MessageSeen,
    MessageSent,
    ProfileSeen,
    TimerDue,
)
from facilitation.messages import Message, Notice, Owed, To, ToPerson, ToPlace, split
from facilitation.people import (
    AccountRef,
    Address,
    Community,
    CommunityId,
    GroupRef,
    PlaceRef,
    Recipient,
    WorkspaceId,
)
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.pacing import Paces
from facilitation.ports.platform import Ability, Outgoing, Platform, Sent
from facilitation.reception import Reception
from facilitation.repertoire import Repertoire
from storage.migrations import migrate
from storage.unit import SqlUnit
from tests.stores import store_at

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE = WorkspaceId("fake:here")
CIRCLE = CommunityId("circle")


class Monday:
    def now(self) -> datetime:
        return MONDAY


class StillClock(ShiftedClock):
    """Stands still on a Monday at nine until it is moved."""

    def __init__(self) -> None:
        super().__init__(Monday())

    def pass_by(self, span: timedelta) -> None:
        self.ahead += span


@dataclass
class Fault:
    """`arrives`: whether the message is there all the same. `during` runs while the send is under way."""

    error: BaseException
    arrives: bool = False


@dataclass
class ScriptedPlatform:
    """Keeps what arrived. `faults` are met in order by whatever is sent to that channel; "*" by anything."""

    clock: StillClock
    abilities: frozenset[Ability] = frozenset(Ability)
    paces: Paces = field(default_factory=Paces)
    longest: int = 10_000
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    finding: list[BaseException] = field(default_factory=list)
    arrived: list[tuple[datetime, Outgoing]] = field(default_factory=list)
    tried: list[tuple[datetime, str]] = field(default_factory=list)
    looked_for: list[str] = field(default_factory=list)
    said: dict[str, MessageSeen] = field(default_factory=dict)
    """What people wrote, by its id."""
    slow: float = 0.0
    meanwhile: Callable[[Outgoing], None] = lambda outgoing: None
    """Called when it stands there and the answer is still under way."""
    answers_after: float = 0.0
    busiest: int = 0
    _busy: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def parts(self, message: Message) -> Sequence[Message]:
        return split(message, lambda part: len(_text(part)) <= self.longest)

    async def send(self, outgoing: Outgoing) -> Sent:
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            await asyncio.sleep(self.slow)
            sent = self._sent(outgoing)
            self.meanwhile(outgoing)
            await asyncio.sleep(self.answers_after)
            return sent
        finally:
            self._busy -= 1

    async def find(self, outgoing: Outgoing) -> Sent | None:
        self.looked_for.append(outgoing.id)
        if self.finding:
            raise self.finding.pop(0)
        return next((_where(found, found.id) for _, found in self.arrived if found.id == outgoing.id), None)

    async def look_up(self, account: AccountRef, address: Address | None) -> ProfileSeen:
        self._meet_fault(account.user)
        return ProfileSeen(account=account, name=account.user.title(), zone="Europe/Brussels")

    async def read(self, message: PlaceRef, address: Address | None) -> MessageSeen | None:
        self._meet_fault(message.channel)
        return self.said.get(message.thread or "")

    def texts(self) -> list[str]:
        return [text_of(outgoing) for _, outgoing in self.arrived]

    def _sent(self, outgoing: Outgoing) -> Sent:
        channel = _name_of(outgoing.to)
        self.tried.append((self.clock.now(), text_of(outgoing)))
        self._meet_fault(channel, lambda: self.arrived.append((self.clock.now(), outgoing)))
        self.arrived.append((self.clock.now(), outgoing))
        return _where(outgoing, outgoing.id)

    def _meet_fault(self, channel: str, arrive: Callable[[], None] = lambda: None) -> None:
        waiting = self.faults.get(channel) or self.faults.get("*")
        if waiting:
            fault = waiting.pop(0)
            if fault.arrives:
                arrive()
            raise fault.error


def text_of(outgoing: Outgoing) -> str:
    return _text(outgoing.message)


def _text(message: Message) -> str:
    return message.text if isinstance(message, Notice) else message.title


def _where(outgoing: Outgoing, message_id: str) -> Sent:
    to = outgoing.to
    return Sent(to if isinstance(to, PlaceRef) else PlaceRef(to.workspace, f"dm-{_name_of(to)}"), message_id)


def _name_of(to: Recipient) -> str:
    """A channel, a user, or a group's users."""
    match to:
        case PlaceRef():
            return to.channel
        case AccountRef():
            return to.user
        case GroupRef(members):
            return "+".join(member.user for member in members)


class How(TypedDict, total=False):
    """What an outbox takes beside the message."""

    key: str | None
    not_before: datetime | None
    expires: datetime | None


@dataclass
class Listener:
    """A capability that hears what becomes of messages and timers, and fails where it is told to."""

    sent: list[MessageSent] = field(default_factory=list)
    lost: list[MessageLost] = field(default_factory=list)
    profiles: list[ProfileSeen] = field(default_factory=list)
    read: list[MessageRead] = field(default_factory=list)
    away: list[KringWasAway] = field(default_factory=list)
    heard: list[tuple[str, str | None]] = field(default_factory=list)
    """What was said in threads, with the key of the message of ours that it was said under."""
    timers: list[tuple[datetime, str]] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)
    on_timer: Callable[[TimerDue, UnitOfWork], None] = lambda timer, work: None

    def capability(self) -> Capability[UnitOfWork]:
        return Capability(
            name="listener",
            timers={"listener.ring": self.ring},
            listeners=(
                listen(MessageSent, self.hear_sent),
                listen(MessageLost, self.hear_lost),
                listen(ProfileSeen, self.hear_profile),
                listen(MessageRead, self.hear_read),
                listen(KringWasAway, self.hear_away),
                listen(MessagePosted, self.hear_words),
                listen(MessageEdited, self.hear_words),
            ),
        )

    def ring(self, timer: TimerDue, work: UnitOfWork) -> None:
        if timer.subject in self.failing:
            raise RuntimeError("as it was told")
        self.timers.append((work.now, timer.subject))
        self.on_timer(timer, work)

    def hear_sent(self, sent: MessageSent, work: UnitOfWork) -> None:
        if "sent" in self.failing:
            raise RuntimeError("as it was told")
        self.sent.append(sent)

    def hear_lost(self, lost: MessageLost, work: UnitOfWork) -> None:
        if "lost" in self.failing:
            raise RuntimeError("as it was told")
        self.lost.append(lost)

    def hear_profile(self, profile: ProfileSeen, work: UnitOfWork) -> None:
        self.profiles.append(profile)

    def hear_read(self, read: MessageRead, work: UnitOfWork) -> None:
        self.read.append(read)

    def hear_words(self, said: MessagePosted | MessageEdited, work: UnitOfWork) -> None:
        root = work.posted.at(said.place.ref.whole, said.place.ref.thread or "")
        self.heard.append((said.text, root.key if root else None))

    def hear_away(self, away: KringWasAway, work: UnitOfWork) -> None:
        self.away.append(away)


@dataclass
class OnePlatform:
    platform: Platform
    away: bool = False

    def of(self, workspace: WorkspaceId) -> Platform | None:
        return None if self.away else self.platform


@dataclass
class House:
    clock: StillClock
    engine: Engine[SqlUnit]
    platform: ScriptedPlatform
    platforms: OnePlatform
    listener: Listener
    postman: Postman
    ticker: Ticker
    pace: Pace

    async def post(self, *texts: str, channel: str = "general", **how: Unpack[How]) -> None:
        await self.post_to(ToPlace(PlaceRef(HERE, channel)), *texts, **how)

    async def tell(self, user: str, *texts: str) -> None:
        await self.post_to(ToPerson(AccountRef(HERE, user), Owed.ANSWER), *texts)

    async def post_to(self, to: To, *texts: str, **how: Unpack[How]) -> None:
        def job(unit: SqlUnit) -> None:
            unit.enter(None, None)
            for text in texts:
                unit.outbox.post(to, Notice(text), **how)

        await self.engine.run("test", job)

    async def set_timer(self, subject: str, due_at: datetime) -> None:
        def job(unit: SqlUnit) -> None:
            unit.enter(unit.people.community(CIRCLE), None)
            unit.timers.set("listener.ring", subject, due_at)

        await self.engine.run("test", job)

    async def deliver_after(self, span: timedelta) -> None:
        self.clock.pass_by(span)
        await self.postman.drain()

    def restarted_postman(self) -> Postman:
        """As another process would begin, with what is in the store and nothing else."""
        return Postman(self.engine, self.platforms, self.clock, self.pace)


@asynccontextmanager
async def house(database: str, pace: Pace | None = None) -> AsyncIterator[House]:
    """`database`: an address; it is migrated and given one community."""
    clock = StillClock()
    pace = pace or Pace(jitter=lambda: 1.0)
    migrate(database)
    store = store_at(database, clock, "a secret of the tests' own")
    listener = Listener()
    platform = ScriptedPlatform(clock)
    platforms = OnePlatform(platform)
    reception: Reception[SqlUnit] = Reception(Repertoire([listener.capability()]), lambda _: frozenset(Ability))
    engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
    engine.start()
    postman = Postman(engine, platforms, clock, pace)
    ticker = Ticker(engine, engine.handle, clock, pace)
    try:
        await engine.run("test", _found)
        yield House(clock, engine, platform, platforms, listener, postman, ticker, pace)
    finally:
        await postman.stop()
        await ticker.stop()
        engine.stop()
        store.close()


def _found(unit: SqlUnit) -> None:
    unit.enter(None, None)
    if unit.people.community(CIRCLE):
        return
    circle = Community(
        id=CIRCLE, name="Circle", language="en", zone="UTC", workspace=HERE, channel="circle", created_at=MONDAY
    )
    unit.people.add_community(circle)
