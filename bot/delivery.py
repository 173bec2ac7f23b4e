"""What becomes of one thing in the outbox: the only place from which anything is posted.

What certainly was not delivered is tried again; what may have been is looked for before it is tried again;
what can't be is given up, and whoever is concerned is told.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import structlog

from bot.logs import whereabouts
from bot.pace import Pace
from bot.upkeep import Step
from facilitation.events import Event, Loss, MessageLost, MessageRead, MessageSeen, MessageSent, PermissionMissed, Place
from facilitation.messages import Message
from facilitation.people import AccountRef, PlaceRef
from facilitation.ports.clock import Clock
from facilitation.ports.pacing import Bound, Errand
from facilitation.ports.platform import (
    Ability,
    Ambiguous,
    Outgoing,
    PermissionLacking,
    PlaceGone,
    Platform,
    PlatformError,
    Platforms,
    Sent,
    TryLater,
    Unsupported,
)
from facilitation.ports.upkeep import Claimed, EngineUnit

log = structlog.get_logger()


class NobodyKnows(PlatformError):
    """It may have been delivered, and there is no way to find out."""


class StillInDoubt(PlatformError):
    """It may have been delivered; look again after `wait`."""

    def __init__(self, wait: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.wait = wait


class Delivery:
    """Carries rows out."""

    def __init__(self, platforms: Platforms, clock: Clock, pace: Pace) -> None:
        self._platforms = platforms
        self._clock = clock
        self._pace = pace
        self._doubts: Counter[str] = Counter()

    async def carry_out(self, row: Claimed) -> Step:
        """Try it, and return the step that marks what came of it. Fails only as the marking does."""
        platform = self._platforms.of(row.to.workspace)
        if platform is None:
            return self._wait(row, TryLater(timedelta(0), "not connected"))
        try:
            return await self._try(row, platform)
        except TryLater as told:
            return self._wait(row, told)
        except StillInDoubt as told:
            return self._look_again(row, max(told.wait, self._pace.quarantine), str(told))
        except (PlaceGone, Unsupported, NobodyKnows) as final:
            if isinstance(final, PlaceGone) and row.direct:
                return _marking(lambda unit: unit.dispatch.lost_sight(row))
            return self._give_up(row, _loss(final), str(final), _missed(row, final))
        except (Ambiguous, TimeoutError) as unclear:
            return self._doubt(row, platform, str(unclear) or "no answer in time")
        except Exception as error:  # noqa: BLE001 an adapter's fault must not stop delivery, and may come after the post
            log.error("delivery_fault", outbox=row.id, **whereabouts(error))
            return self._doubt(row, platform, "fault")

    async def _try(self, row: Claimed, platform: Platform) -> Step:
        if row.errand is Errand.LOOK_UP:
            return await self._look_up(row, platform)
        if row.errand is Errand.READ:
            return await self._read(row, platform)
        if row.message is None:
            raise Unsupported("nothing to say")
        first, *rest = platform.parts(row.message)
        outgoing = Outgoing(
            id=row.id, to=row.to, message=first, address=row.address, replaces=row.replaces, direct=row.direct
        )
        sent = await self._find(outgoing, row, platform) if row.doubtful else None
        if sent is None:
            async with asyncio.timeout(self._pace.patience.total_seconds()):
                sent = await platform.send(outgoing)
        return self._arrived(row, sent, rest)

    async def _find(self, outgoing: Outgoing, row: Claimed, platform: Platform) -> Sent | None:
        """Whether it arrived before. While that is not known it stays in doubt. Changing again does no harm.

        Raises: NobodyKnows, StillInDoubt, Ambiguous, PlaceGone.
        """
        if row.errand is not Errand.POST:
            return None
        if Ability.LOOK_UP not in platform.abilities:
            raise NobodyKnows
        try:
            async with asyncio.timeout(self._pace.patience.total_seconds()):
                return await platform.find(outgoing)
        except Unsupported:
            raise NobodyKnows from None
        except TryLater as told:
            raise StillInDoubt(told.wait, str(told)) from told

    async def _look_up(self, row: Claimed, platform: Platform) -> Step:
        if not isinstance(row.to, AccountRef):
            raise Unsupported("only people are looked up")
        async with asyncio.timeout(self._pace.patience.total_seconds()):
            profile = await platform.look_up(row.to, row.address)
        return lambda unit: [profile] if unit.dispatch.sent(row, None) else []

    async def _read(self, row: Claimed, platform: Platform) -> Step:
        if Ability.READ not in platform.abilities or not isinstance(row.to, PlaceRef):
            raise Unsupported("messages can't be read here")
        async with asyncio.timeout(self._pace.patience.total_seconds()):
            seen = await platform.read(row.to, row.address)
        self._doubts.pop(row.id, None)
        return lambda unit: _read(row, seen) if unit.dispatch.sent(row, None) else []

    def _arrived(self, row: Claimed, sent: Sent, rest: Sequence[Message]) -> Step:
        self._doubts.pop(row.id, None)
        news = MessageSent(
            community_id=row.community_id,
            key=row.key,
            place=sent.place,
            message_id=sent.message_id,
        )
        told = [news] if row.errand is Errand.POST else []
        return lambda unit: told if unit.dispatch.sent(row, sent, rest) else []

    def _wait(self, row: Claimed, told: TryLater) -> Step:
        """Certainly not delivered: again when told, and nothing else within its bound until then."""
        until = self._clock.now() + (told.wait or self._pace.backoff(row.attempts))
        bound = Bound.ERRAND if row.errand.only_asks else told.bound
        what = {"outbox": row.id, "workspace": row.to.workspace, "bound": bound.value, "attempts": row.attempts}
        log.info("delivery_waits", reason=str(told), **what)
        return _marking(lambda unit: unit.dispatch.wait(row, until, bound))

    def _doubt(self, row: Claimed, platform: Platform, reason: str) -> Step:
        """It may have arrived: look for it later where one can. What does no harm twice is just done again."""
        self._doubts[row.id] += 1
        if self._doubts[row.id] >= self._pace.doubts:
            return self._give_up(row, Loss.UNCERTAIN, reason)
        if row.errand is not Errand.POST:
            until = self._clock.now() + self._pace.backoff(self._doubts[row.id])
            return _marking(lambda unit: unit.dispatch.wait(row, until))
        if Ability.LOOK_UP not in platform.abilities:
            return self._give_up(row, Loss.UNCERTAIN, reason)
        return self._look_again(row, max(self._pace.quarantine, self._pace.backoff(self._doubts[row.id])), reason)

    def _look_again(self, row: Claimed, wait: timedelta, reason: str) -> Step:
        until = self._clock.now() + wait
        log.warning("delivery_in_doubt", outbox=row.id, workspace=row.to.workspace, reason=reason)
        return _marking(lambda unit: unit.dispatch.doubt(row, until))

    def _give_up(self, row: Claimed, loss: Loss, reason: str, missed: Sequence[Event] = ()) -> Step:
        self._doubts.pop(row.id, None)
        log.warning("delivery_given_up", outbox=row.id, workspace=row.to.workspace, loss=loss.value, reason=reason)
        lost: Sequence[Event] = [_lost(row, loss)] if row.errand is Errand.POST else _read(row, loss=loss)
        told = [*lost, *missed]

        def step(unit: EngineUnit) -> Sequence[Event]:
            unit.dispatch.give_up(row, loss)
            return told

        return step


def _loss(final: PlatformError) -> Loss:
    """An adapter's own kind of a failure is lost as that failure is."""
    return next(loss for kind, loss in LOSSES.items() if isinstance(final, kind))


def _missed(row: Claimed, final: PlatformError) -> Sequence[Event]:
    """Whoever could have it mended is to hear of it."""
    if not isinstance(final, PermissionLacking) or row.community_id is None:
        return ()
    return [PermissionMissed(community_id=row.community_id, why=final.why, where=final.where)]


LOSSES: Mapping[type[PlatformError], Loss] = {
    PlaceGone: Loss.PLACE_GONE,
    Unsupported: Loss.UNSUPPORTED,
    NobodyKnows: Loss.UNCERTAIN,
}


def lane_of(row: Claimed) -> str:
    """In order with the events of its community, or else of its workspace."""
    return row.community_id or row.to.workspace


def _lost(row: Claimed, loss: Loss) -> MessageLost:
    to = row.to
    return MessageLost(
        community_id=row.community_id,
        key=row.key,
        loss=loss,
        place=to.whole if isinstance(to, PlaceRef) else None,
        person=to if isinstance(to, AccountRef) else None,
    )


def _read(row: Claimed, seen: MessageSeen | None = None, loss: Loss | None = None) -> Sequence[Event]:
    """What is told to whoever wanted it read, if anybody did."""
    to = row.to
    if row.errand is not Errand.READ or row.community_id is None or not row.key or not isinstance(to, PlaceRef):
        return []
    return [
        MessageRead(
            community_id=row.community_id,
            key=row.key,
            place=Place(ref=PlaceRef(to.workspace, to.channel, seen.thread if seen else None)),
            message_id=to.thread or "",
            seen=seen,
            loss=loss,
        )
    ]


def _marking(mark: Callable[[EngineUnit], None]) -> Step:
    """A step from which nothing follows."""

    def step(unit: EngineUnit) -> Sequence[Event]:
        mark(unit)
        return ()

    return step
