"""The facilitator's role is held for a term, then offered round again; meanwhile it is shared, handed on or laid down.

Nobody seizes it: while somebody holds it, who would like to offers, and one of those who hold it takes them in.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from facilitation.audit import record
from facilitation.capability import Waits
from facilitation.communities import cards, model
from facilitation.events import ButtonPressed, CommandGiven, TimerDue
from facilitation.facilitators import facilitators, is_facilitator, tell, tell_facilitators
from facilitation.messages import Answer, Card, Notice, ReplaceCard, Subject, ToCommunity, Whisper
from facilitation.people import Community, Level, MemberId, Role, RoleTerm
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Md, Texts
from facilitation.wording import for_actor, for_all

TERM_ENDS = "communities.term_ends"
A_MOMENT = timedelta(seconds=1)
SOON = timedelta(days=30)  # before a term ends


def watch(community: Community, work: UnitOfWork) -> None:
    """Come back when the first of the running terms is over."""
    terms = work.people.role_terms(community.id, Role.FACILITATOR, work.now)
    if terms:
        work.timers.set(TERM_ENDS, community.id, min(term.until for term in terms))


def on_facilitate(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring facilitate`: take the role when nobody holds it: it is offered, never seized."""
    return Whisper(_held(work) or Notice(_take(work)))


def on_facilitate_pressed(press: ButtonPressed, work: UnitOfWork) -> Answer:
    """From the card that offers the role round: the first who presses takes it."""
    held = _held(work)
    if held:
        return Whisper(held)
    _take(work)
    return ReplaceCard(cards.term_taken(work.community, work.account, for_all(work.community)))


def on_offer(press: ButtonPressed, work: UnitOfWork) -> Answer:
    """Those who hold it are asked, of the same person once a day at most."""
    names, offering, community = _names(work), work.account.name, work.community
    if not names or is_facilitator(work):
        return on_facilitate_pressed(press, work)
    once = f"community/{community.id}/offers/{work.me.id}/{work.now:%Y-%m-%d}"
    subject = Subject(community.id, work.me.id)
    tell_facilitators(work, lambda texts: cards.offers(community, subject, offering, texts), once)
    texts = for_actor(work)
    return Whisper(Notice(texts("communities.offered", names=texts.all_of(names))))


def on_together(press: ButtonPressed, work: UnitOfWork) -> Answer:
    return ReplaceCard(Notice(_take_in(press, work)[1]))


def on_go_on(press: ButtonPressed, work: UnitOfWork) -> Answer:
    """Handed on: whoever presses stops when the other begins."""
    taken_in, said = _take_in(press, work)
    if taken_in:
        _lay_down(work)
    return ReplaceCard(Notice(said))


def on_lay_down(press: ButtonPressed, work: UnitOfWork) -> Answer:
    """Without leaving the community; by the last of them, it is offered round."""
    _lay_down(work)
    return ReplaceCard(Notice(for_actor(work)("communities.laid_down", community=work.community.name)))


def on_term_ends(due: TimerDue, work: UnitOfWork) -> None:
    _record_ended(due, work)
    offer_if_nobody(work.community, work)


def _record_ended(due: TimerDue, work: UnitOfWork) -> None:
    held = work.people.role_terms(work.community.id, Role.FACILITATOR, due.due_at - A_MOMENT)
    over = [term.member_id for term in held if term.until <= work.now]
    for member in work.people.members_by_id(work.community.id, over):
        record(work, Change.TERM_OVER, about=member.ref)
        account = work.people.account(member.ref)
        if account:
            tell(account, lambda texts: cards.term_over(work.community, texts), work)


def offer_if_nobody(community: Community, work: UnitOfWork) -> None:
    """Ask the community who will hold the process now."""
    if work.people.role_terms(community.id, Role.FACILITATOR, work.now):
        watch(community, work)
        return
    work.outbox.post(ToCommunity(community.place), cards.role_offered(community, for_all(community)))


def queue(work: UnitOfWork) -> Iterator[Waits]:
    """Terms that are about to end, so that somebody is asked in time."""
    texts = for_actor(work)
    for term in _terms(work):
        if term.until - work.now > SOON:
            continue
        member = work.people.member_by_id(work.community.id, term.member_id)
        account = work.people.account(member.ref) if member else None
        if account:
            yield Waits(texts("communities.queue_term", name=account.name, date=texts.date(term.until)))


def _held(work: UnitOfWork) -> Card | None:
    """By whom, when somebody holds it, and what whoever asks can do then."""
    names = _names(work)
    if not names:
        return None
    own = [term.until for term in _terms(work) if term.member_id == work.me.id]
    return cards.role_held(work.community, names, own[0] if own else None, for_actor(work))


def _names(work: UnitOfWork) -> list[str]:
    return [account.name for account in facilitators(work)]


def _terms(work: UnitOfWork) -> Sequence[RoleTerm]:
    return work.people.role_terms(work.community.id, Role.FACILITATOR, work.now)


def _take(work: UnitOfWork) -> Md:
    term = model.hold(work.me, work)
    record(work, Change.FACILITATES)
    watch(work.community, work)
    return _until(term, for_actor(work), work)


def _take_in(press: ButtonPressed, work: UnitOfWork) -> tuple[bool, Md]:
    """Whether the one who offered it facilitates from now on, and what is said of it."""
    texts = for_actor(work)
    member = work.people.member_by_id(work.community.id, MemberId(press.subject.id))
    account = work.people.account(member.ref) if member else None
    if member is None or account is None or member.left_at is not None or member.level is Level.GUEST:
        return False, texts("communities.offers_no_longer")
    name, community = account.name, work.community.name
    if any(term.member_id == member.id for term in _terms(work)):
        return False, texts("communities.taken_in", name=name, community=community)
    term = model.hold(member, work)
    record(work, Change.FACILITATES_TOO, about=member.ref)
    watch(work.community, work)
    tell(account, lambda theirs: Notice(_until(term, theirs, work)), work)
    return True, texts("communities.taken_in", name=name, community=community)


def _until(term: RoleTerm, texts: Texts, work: UnitOfWork) -> Md:
    return texts("communities.you_hold", community=work.community.name, date=texts.date(term.until))


def _lay_down(work: UnitOfWork) -> None:
    if model.end_term(work.me, work.now, work):
        record(work, Change.FACILITATES_NO_MORE)
        offer_if_nobody(work.community, work)
