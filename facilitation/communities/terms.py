"""The facilitator's role is held for a term, then offered round again."""

from collections.abc import Iterator
from datetime import timedelta

from facilitation.audit import record
from facilitation.capability import Waits
from facilitation.communities import cards, model
from facilitation.events import ButtonPressed, CommandGiven, TimerDue
from facilitation.facilitators import facilitators
from facilitation.messages import Answer, Notice, ReplaceCard, ToCommunity, Whisper
from facilitation.people import Community, Role
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor, for_all

TERM_ENDS = "communities.term_ends"
A_MOMENT = timedelta(seconds=1)
SOON = timedelta(days=30)  # before a term ends


def watch(community: Community, work: UnitOfWork) -> None:
    """Come back when the last of the running terms is over."""
    terms = work.people.role_terms(community.id, Role.FACILITATOR, work.now)
    if terms:
        work.timers.set(TERM_ENDS, community.id, max(term.until for term in terms))


def on_facilitate(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring facilitate`: take the role when nobody holds it: it is offered, never seized."""
    return Whisper(_held(work) or _take(work))


def on_facilitate_pressed(press: ButtonPressed, work: UnitOfWork) -> Answer:
    """From the card that offers the role round: the first who presses takes it."""
    held = _held(work)
    if held:
        return Whisper(held)
    _take(work)
    return ReplaceCard(cards.term_taken(work.community, work.account, for_all(work.community)))


def on_term_ends(due: TimerDue, work: UnitOfWork) -> None:
    _record_ended(due, work)
    offer_if_nobody(work.community, work)


def _record_ended(due: TimerDue, work: UnitOfWork) -> None:
    held = work.people.role_terms(work.community.id, Role.FACILITATOR, due.due_at - A_MOMENT)
    over = [term.member_id for term in held if term.until <= work.now]
    for member in work.people.members_by_id(work.community.id, over):
        record(work, Change.TERM_OVER, about=member.ref)


def offer_if_nobody(community: Community, work: UnitOfWork) -> None:
    """Ask the community who will hold the process now."""
    if work.people.role_terms(community.id, Role.FACILITATOR, work.now):
        watch(community, work)
        return
    work.outbox.post(ToCommunity(community.place), cards.role_offered(community, for_all(community)))


def queue(work: UnitOfWork) -> Iterator[Waits]:
    """Terms that are about to end, so that somebody is asked in time."""
    texts = for_actor(work)
    for term in work.people.role_terms(work.community.id, Role.FACILITATOR, work.now):
        if term.until - work.now > SOON:
            continue
        member = work.people.member_by_id(work.community.id, term.member_id)
        account = work.people.account(member.ref) if member else None
        if account:
            yield Waits(texts("communities.queue_term", name=account.name, date=texts.date(term.until)))


def _held(work: UnitOfWork) -> Notice | None:
    """By whom, when somebody holds it."""
    texts = for_actor(work)
    names = [account.name for account in facilitators(work)]
    return Notice(texts("communities.held_by", names=texts.all_of(names))) if names else None


def _take(work: UnitOfWork) -> Notice:
    community, texts = work.community, for_actor(work)
    term = model.hold(work.me, work)
    record(work, Change.FACILITATES)
    watch(community, work)
    return Notice(texts("communities.you_hold", community=community.name, date=texts.date(term.until)))
