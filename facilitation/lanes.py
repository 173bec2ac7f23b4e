"""Where events queue: a community's in one lane, so that they keep their order.

Until a place is known to be a community's, its events queue with their workspace. A place changes lanes only
while none of its events is under way: a reply must not be overtaken by the reaction to it.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from facilitation.events import ChatEvent, Event
from facilitation.people import CommunityId, PlaceRef
from facilitation.whose import community_meant

KNOWN_AT_MOST = 10_000  # places


class Lanes:
    def __init__(self) -> None:
        self._known: dict[PlaceRef, str] = {}
        self._learned: dict[PlaceRef, str] = {}
        self._under_way: Counter[PlaceRef] = Counter()
        self._held_up: dict[PlaceRef, asyncio.Event] = {}

    @contextmanager
    def queued(self, event: Event) -> Iterator[str]:
        """The lane of an event, which is under way until the block ends. Called in the event loop only."""
        place = _place(event)
        if place is None:
            yield self._lane(event, None)
            return
        self._under_way[place] += 1
        try:
            yield self._lane(event, place)
        finally:
            self._under_way[place] -= 1
            if not self._under_way[place]:
                del self._under_way[place]
                self._settle(place)

    async def in_turn(self, event: Event) -> None:
        """Return when nothing that came before in the same place is held up any more."""
        place = _place(event)
        while place is not None and place in self._held_up:
            await self._held_up[place].wait()

    @contextmanager
    def holding_up(self, event: Event) -> Iterator[None]:
        """Whatever comes in the event's place until the block ends, comes after it."""
        place = _place(event)
        if place is None:
            yield
            return
        over = self._held_up[place] = asyncio.Event()
        try:
            yield
        finally:
            del self._held_up[place]
            over.set()

    def learn(self, event: Event, community: CommunityId) -> None:
        """The event's place is that community's. Called from any thread."""
        place = _place(event)
        if place is not None and self._known.get(place) != community:
            self._learned[place] = community

    def _settle(self, place: PlaceRef) -> None:
        lane = self._learned.pop(place, None)
        if lane and len(self._known) < KNOWN_AT_MOST:
            self._known[place] = lane

    def _lane(self, event: Event, place: PlaceRef | None) -> str:
        known = self._known.get(place) if place else None
        workspace = event.workspace if isinstance(event, ChatEvent) else ""
        return known or community_meant(event) or workspace


def _place(event: Event) -> PlaceRef | None:
    """The channel in which something was done; other events name their community, or none."""
    place = getattr(event, "place", None)
    return place.ref.whole if isinstance(event, ChatEvent) and place else None
