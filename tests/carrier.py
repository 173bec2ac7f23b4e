"""A platform that is a list of what was posted, and delivery that carries the outbox there."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from facilitation.events import (
    Event,
    Loss,
    MessageDeleted,
    MessageEdited,
    MessageLost,
    MessagePosted,
    MessageRead,
    MessageSeen,
    MessageSent,
    Place,
)
from facilitation.messages import Message
from facilitation.people import AccountRef, GroupRef, PlaceRef, Recipient, WorkspaceId
from facilitation.ports.pacing import Errand
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed, Terms
from storage.unit import SqlUnit

LEASE = timedelta(seconds=30)


def freely(workspace: WorkspaceId) -> Terms:
    """As fast as it goes."""
    return Terms(room=1_000)


Look = Callable[[Callable[[SqlUnit], Any]], Any]
"""Does something in a transaction of its own."""


@dataclass
class Post:
    """Something of Kring's that stands in the chat. `to` is a channel, a thread, a person, or a group made for it."""

    id: str
    to: Recipient
    message: Message
    key: str | None
    updates: int = 0


@dataclass
class Carrier:
    """`loses`: the next thing to be posted is lost for that reason."""

    posts: dict[str, Post] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    loses: Loss | None = None
    cannot_read: bool = False
    said: dict[tuple[PlaceRef, str], MessageSeen] = field(default_factory=dict)
    """What people wrote, by where it stands and its id."""

    def hear(self, event: Event) -> None:
        """What people write stands there as well, as it is now."""
        match event:
            case MessagePosted(by=by, place=place, message_id=message, text=text):
                self.said[place.ref.whole, message] = MessageSeen(thread=place.ref.thread, author=by, text=text)
            case MessageEdited(place=place, message_id=message, text=text) if (place.ref.whole, message) in self.said:
                before = self.said[place.ref.whole, message]
                self.said[place.ref.whole, message] = replace(before, text=text)
            case MessageDeleted(place=place, message_id=message):
                self.said.pop((place.ref.whole, message), None)
            case _:
                pass

    def deliver(self, look: Look, receive: Callable[[Event], object]) -> None:
        """Until nothing is due any more."""
        while True:
            for lost in look(lambda unit: unit.dispatch.expired()):
                receive(lost)
            claimed = look(lambda unit: unit.dispatch.claim(100, LEASE, freely))
            for each in claimed:
                for event in look(partial(self._carry, each)):
                    receive(event)
            if not claimed:
                return

    def _carry(self, claimed: Claimed, unit: SqlUnit) -> list[Event]:
        if claimed.errand is Errand.READ:
            unit.dispatch.sent(claimed, None)
            return self._read(claimed)
        if claimed.errand is Errand.LOOK_UP or claimed.message is None:
            unit.dispatch.sent(claimed, None)
            return []
        if self.loses:
            loss, self.loses = self.loses, None
            unit.dispatch.give_up(claimed, loss)
            return [_lost(claimed, loss)]
        sent = self._put(claimed, claimed.message)
        unit.dispatch.sent(claimed, sent)
        return [] if claimed.replaces else [_sent(claimed, sent)]

    def _read(self, claimed: Claimed) -> list[Event]:
        to = claimed.to
        assert isinstance(to, PlaceRef)
        assert claimed.community_id
        assert claimed.key
        said = self.said.get((to.whole, to.thread or ""))
        return [
            MessageRead(
                community_id=claimed.community_id,
                key=claimed.key,
                place=Place(ref=replace(to, thread=said.thread if said else None)),
                message_id=to.thread or "",
                seen=None if self.cannot_read else said,
                loss=Loss.UNSUPPORTED if self.cannot_read else None,
            )
        ]

    def _put(self, claimed: Claimed, message: Message) -> Sent:
        standing = self.posts.get(claimed.replaces) if claimed.replaces else None
        if standing:
            standing.message, standing.updates = message, standing.updates + 1
        elif not claimed.replaces:
            standing = Post(f"k{next(self.numbers)}", claimed.to, message, claimed.key)
            self.posts[standing.id] = standing
        message_id = claimed.replaces or (standing.id if standing else "")
        return Sent(place_of(claimed.to, message_id), message_id)


def place_of(to: Recipient, message_id: str) -> PlaceRef:
    """Where it stands; a group's is made for its first message."""
    match to:
        case PlaceRef():
            return to
        case AccountRef(workspace, user):
            return PlaceRef(workspace, f"dm-{user}")
        case GroupRef():
            return PlaceRef(to.workspace, f"group-{message_id}")


def _sent(claimed: Claimed, sent: Sent) -> MessageSent:
    return MessageSent(
        community_id=claimed.community_id,
        key=claimed.key,
        place=sent.place,
        message_id=sent.message_id,
    )


def _lost(claimed: Claimed, loss: Loss) -> MessageLost:
    return MessageLost(
        community_id=claimed.community_id,
        key=claimed.key,
        loss=loss,
        place=claimed.to if isinstance(claimed.to, PlaceRef) else None,
        person=claimed.to if isinstance(claimed.to, AccountRef) else None,
    )
