"""What happens in a linked place, said as it would be at home: so nobody who hears of it must know of linked places.

There the thread under a twin is the thread at home, a copy is what it was copied from, and a message of the other side
has the name by which it is known here.
"""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from facilitation.acting import of_a_person
from facilitation.events import (
    Actor,
    ButtonPressed,
    ChatEvent,
    CommandGiven,
    Event,
    FormSubmitted,
    LeftSide,
    MemberJoined,
    MemberLeftCommunity,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageRead,
    MessageShortcutUsed,
    Place,
    PlaceChosen,
    QuestionTakenBack,
    ReactionAdded,
    WordsTakenBack,
)
from facilitation.messages import ReplaceCard
from facilitation.people import Community, PlaceRef
from facilitation.ports.links import FOLLOWED_FOR, LinkedPlace, Relay, Visit, named, relay_of
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.upkeep import EngineUnit
from facilitation.ports.voice import PostedMessage
from facilitation.sides import seen_in

Crossing = (
    MessagePosted | MessageEdited | MessageDeleted | ReactionAdded | CommandGiven | ButtonPressed | MessageShortcutUsed
)
A = TypeVar("A")
OF_ITS_AUTHOR = (MessageEdited, MessageDeleted)
DONE_THERE = (CommandGiven, ButtonPressed, MessageShortcutUsed, MessagePosted, ReactionAdded, MemberJoined)
"""Whoever does this is in the place."""

OVERHEARD = (MessagePosted, *OF_ITS_AUTHOR)


NOT_BY_THEIR_EYES = (LeftSide, MemberLeftCommunity, QuestionTakenBack, WordsTakenBack)
"""Whatever they were in, or said, is gone through on each side, be they there or not."""


def brought_home(event: ChatEvent, work: UnitOfWork) -> ChatEvent | None:
    """None: it means nothing, as when somebody takes a copy away. To be asked in the community that is entered."""
    if not work.in_community:
        return event
    _see(event, work)
    if isinstance(event, FormSubmitted):
        return _filled_in(event, work) if work.links.of(work.community.id) else event
    if not isinstance(event, Crossing):
        return event
    link = link_of(event.place.ref, work, _heard_at(event, work.now))
    if link is None and isinstance(event, OVERHEARD) and not work.links.of(work.community.id):
        return event  # who merely talks in a community's own channel is looked up no further
    if link is None and event.place.ref.workspace != work.community.workspace:
        return event
    ours = work.posted.at(event.place.ref.whole, event.message_id) if event.message_id else None
    copied = relay_of(ours.key) if ours else None
    if isinstance(event, OF_ITS_AUTHOR) and (copied or (link and ours)):
        return None
    if copied:
        relay = work.links.relay(copied)
        return _original(event, relay, work) if relay else None
    return _from(event, link, ours, work) if link else event


def _see(event: ChatEvent, work: UnitOfWork) -> None:
    if isinstance(event, DONE_THERE) and event.place:
        seen_in(event.place.ref, event.at, work)


def acted_in(event: object) -> Place | None:
    """In which place it is done: a form is filled in by oneself, wherever it was opened."""
    return None if isinstance(event, FormSubmitted) else getattr(event, "place", None)


def go_on_there(event: ButtonPressed, work: EngineUnit) -> None:
    """Where what is said by a button was begun, elsewhere than it is pressed: on a side on which they are."""
    if not event.subject.id or not work.in_community or work.member is None:
        return
    links = work.links.of(work.community.id)
    theirs = (link for link in links if link.side_id == event.subject.id and link.side_id in work.me.sides)
    for link in theirs:
        work.enter(work.community, event.by, Place(ref=link.place))


def read_at_home(event: Event, work: UnitOfWork) -> Event:
    """What was read in a linked place, said as it would be at home; whatever else happens is what it is."""
    if not isinstance(event, MessageRead):
        return event
    event = of_a_person(event, work.people)
    link = link_of(event.place.ref, work) if work.in_community else None
    if link is None:
        return event
    channel, thread = _thread(event.place.ref, link, work)
    place = Place(ref=PlaceRef(work.community.workspace, channel, thread))
    return replace(event, place=place, message_id=named(event.message_id, link.id))


def _filled_in(form: FormSubmitted, work: UnitOfWork) -> FormSubmitted:
    """Who chooses their own side's place, chooses where the community meets."""
    values = dict(form.values)
    for name, value in form.values.items():
        if isinstance(value, PlaceChosen) and isinstance(link_of(value.ref, work), LinkedPlace):
            values[name] = PlaceChosen(work.community.place, work.people.place_name(work.community.place))
    return replace(form, values=values)


def on_each_side(event: ChatEvent, answer: A, work: UnitOfWork) -> A:
    """The same answer: but a used card that is replaced where it was pressed has twins, which are replaced as well."""
    if not isinstance(answer, ReplaceCard) or not isinstance(event, ButtonPressed) or not work.in_community:
        return answer
    ours = work.posted.at(event.place.ref.whole, event.message_id) if event.message_id else None
    if ours and work.links.of(work.community.id):
        work.outbox.update(ours.key, answer.message)
    return answer


def heard_in(
    event: MessagePosted | MessageEdited | MessageDeleted | ReactionAdded, work: UnitOfWork
) -> Community | None:
    """The community whose words it is under, or where it was said."""
    return work.people.community_under(event.place.ref, _heard_at(event, work.now))


def _heard_at(event: ChatEvent, now: datetime) -> datetime:
    """A visit that was not over then is heard: what becomes of words said in time, as long as their copy follows."""
    return now - FOLLOWED_FOR if isinstance(event, OF_ITS_AUTHOR) else now


def link_of(place: PlaceRef, work: UnitOfWork, at: datetime | None = None) -> LinkedPlace | Visit | None:
    """Of the entered community; or where something of it stands with another one, as long as that is heard."""
    there, community = place.whole, work.community
    link = next((link for link in work.links.of(community.id) if link.place == there), None)
    if link or there == community.place:
        return link
    since = at or work.now
    return next((each for each in work.links.visits(community.id) if each.place == there and each.until > since), None)


def _original(event: Crossing, relay: Relay, work: UnitOfWork) -> Crossing:
    """What was done to a copy, as done to what it is a copy of."""
    root = work.posted.under(relay.root)
    place = Place(ref=PlaceRef(work.community.workspace, relay.channel, root.message_id if root else None))
    if isinstance(event, MessageShortcutUsed):
        account = work.people.account(relay.author)
        author = Actor(ref=relay.author, name=account.name if account else "")
        return replace(event, place=place, message_id=relay.message_id, text=relay.text, author=author)
    return replace(event, place=place, message_id=relay.message_id)


def _from(event: Crossing, link: LinkedPlace | Visit, ours: PostedMessage | None, work: UnitOfWork) -> Crossing:
    if isinstance(event, CommandGiven | MessageShortcutUsed):
        work.people.see_place(event.place)
    channel, thread = _thread(event.place.ref, link, work)
    if event.message_id is None:
        return replace(event, place=_place(event, channel, thread, work))
    at_home = work.posted.under(ours.key) if ours else None
    name = named(event.message_id, link.id)
    relay = work.links.relay_at(name) if isinstance(event, OF_ITS_AUTHOR) else None
    place = _place(event, relay.channel if relay else channel, thread, work)
    return replace(event, place=place, message_id=at_home.message_id if at_home else name)


def _place(event: Crossing, channel: str, thread: str | None, work: UnitOfWork) -> Place:
    return Place(ref=PlaceRef(work.community.workspace, channel, thread), kind=event.place.kind)


def _thread(place: PlaceRef, link: LinkedPlace | Visit, work: UnitOfWork) -> tuple[str, str | None]:
    """In which channel at home, and under which message there."""
    if place.thread is None:
        return work.community.channel, None
    root = work.posted.at(place.whole, place.thread)
    at_home = work.posted.under(root.key) if root else None
    if at_home is None:
        return work.community.channel, named(place.thread, link.id)
    return at_home.place.channel, at_home.message_id
