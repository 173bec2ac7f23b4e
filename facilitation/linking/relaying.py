"""What people write in a thread that stands in several places is copied to the others, and follows what becomes of it.

Only what people wrote: Kring's own messages are no events, and other bots are nobody's author. Copied once, for a
delivery is handled once, and its copies are messages of Kring's.
"""

from datetime import timedelta

from facilitation.events import MessageDeleted, MessageEdited, MessagePosted, PersonErased, TimerDue
from facilitation.linking import cards
from facilitation.messages import Card, ToThread
from facilitation.people import AccountRef
from facilitation.ports.links import FOLLOWED_FOR, HOME, LinkedPlace, Relay, Visit, read
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_all

FOLLOWED = "linking.followed"


def on_posted(message: MessagePosted, work: UnitOfWork) -> None:
    """Called for every message in every community's channel, so it looks up little."""
    place = message.place.ref
    if place.thread is None or not _crosses(message, work):
        return
    root = work.posted.at(place.whole, place.thread)
    if root is None:
        return
    author = work.account
    relay = Relay(
        community_id=work.community.id,
        channel=place.channel,
        message_id=message.message_id,
        root=root.key,
        link=read(message.message_id)[1],
        workspace=author.workspace,
        user=author.user,
        text=message.text,
        at=work.now,
    )
    if work.outbox.post(ToThread(root.key, beside=relay.link), _copy(relay, work), key=relay.key):
        work.links.remember(relay)
        day = work.now.replace(hour=0, minute=0, second=0, microsecond=0)
        work.timers.set(FOLLOWED, day.date().isoformat(), day + FOLLOWED_FOR)


def on_over(due: TimerDue, work: UnitOfWork) -> None:
    """One timer for all that was written on a day."""
    work.links.forget_before(due.due_at - FOLLOWED_FOR + timedelta(days=1))


def on_edited(edited: MessageEdited, work: UnitOfWork) -> None:
    relay = _relay(edited, work)
    if relay and relay.text != edited.text:
        relay.text = edited.text
        work.outbox.update(relay.key, _copy(relay, work))


def on_deleted(deleted: MessageDeleted, work: UnitOfWork) -> None:
    relay = _relay(deleted, work)
    if relay:
        _take_back(relay, work)


def on_erased(erased: PersonErased, work: UnitOfWork) -> None:
    for relay in work.links.relays_by(erased.account):
        _take_back(relay, work)


def _take_back(relay: Relay, work: UnitOfWork) -> None:
    """What was not posted yet never is; what stands says that it was taken back."""
    work.outbox.withdraw(relay.key)
    work.outbox.update(relay.key, cards.taken_back(for_all(work.community)))
    work.links.forget(relay)


def _relay(event: MessageEdited | MessageDeleted, work: UnitOfWork) -> Relay | None:
    if not _crosses(event, work):
        return None
    return work.links.relay_at(event.message_id, event.place.ref.channel)


def _crosses(event: MessagePosted | MessageEdited | MessageDeleted, work: UnitOfWork) -> bool:
    """Whether it may stand in several places: written in another one, or at home of a community that has others."""
    if not work.in_community:
        return False
    return read(event.message_id)[1] != HOME or bool(work.links.of(work.community.id))


def _copy(relay: Relay, work: UnitOfWork) -> Card:
    texts = for_all(work.community)
    return cards.copied(_name_of(relay.author, work) or texts.plain("linking.someone"), _side(relay, work), relay.text)


def _name_of(author: AccountRef, work: UnitOfWork) -> str:
    account = work.people.account(author)
    return account.name if account else ""


def _side(relay: Relay, work: UnitOfWork) -> str:
    """What the place is called in which it was written."""
    links = work.links.of(work.community.id)
    if relay.link == HOME:
        return links[0].home_side if links else ""
    places: list[LinkedPlace | Visit] = [*links, *work.links.visits(work.community.id)]
    return next((each.side for each in places if each.id == relay.link), "")
