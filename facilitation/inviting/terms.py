"""A sponsor's term: how it ends, and who hears of it."""

from collections.abc import Iterator
from datetime import timedelta

from facilitation.audit import record
from facilitation.capability import Waits
from facilitation.events import TimerDue
from facilitation.facilitators import facilitators
from facilitation.inviting import cards
from facilitation.inviting.consenting import waits_for_me
from facilitation.inviting.model import Invitation, InvitingWork, Stage
from facilitation.messages import Notice, Owed
from facilitation.ports.audit import Change
from facilitation.telling import tell
from facilitation.wording import for_actor, for_person

TERM_ENDS = "inviting.term_ends"
SOON = timedelta(days=30)  # before a term ends


def watch(invitation: Invitation, work: InvitingWork) -> None:
    if invitation.until:
        work.timers.set(TERM_ENDS, invitation.id, invitation.until)


def end(invitation: Invitation, work: InvitingWork) -> None:
    """By a facilitator, or by the sponsor: the other side hears of it."""
    invitation.stage, invitation.until = Stage.ENDED, work.now
    work.timers.clear(TERM_ENDS, invitation.id)
    record(work, Change.SPONSORS_NO_MORE, about=invitation.who)
    _tell(invitation, "inviting.you_no_more", "inviting.they_no_more", work)


def on_term_ends(due: TimerDue, work: InvitingWork) -> None:
    invitation = work.invitations.get(due.subject)
    if invitation is None or invitation.stage is not Stage.TAKEN:
        return
    invitation.stage = Stage.ENDED
    record(work, Change.SPONSOR_TERM_OVER, about=invitation.who)
    _tell(invitation, "inviting.your_term_over", "inviting.their_term_over", work)


def queue(work: InvitingWork) -> Iterator[Waits]:
    """Who waits to be let in, and the terms that are about to end."""
    texts = for_actor(work)
    for each in work.invitations.asked():
        if waits_for_me(each, work):
            line = texts(f"inviting.queue.{each.kind}", called=each.called)
            yield Waits(line, cards.answer_button(each, texts))
    for each in work.invitations.sponsoring(work.now):
        account = work.people.account(each.who) if each.who else None
        if account and each.until and each.until - work.now <= SOON:
            name, until = account.name, texts.date(each.until)
            yield Waits(texts("inviting.queue_term", name=name, community=work.community.name, date=until))


def _tell(invitation: Invitation, theirs: str, ours: str, work: InvitingWork) -> None:
    """The sponsor and those who facilitate, but for whoever ended it."""
    sponsor = work.people.account(invitation.who) if invitation.who else None
    by = work.account.name if work.actor else ""
    hear = [(sponsor, theirs)] if sponsor else []
    for account, key in (*hear, *((each, ours) for each in facilitators(work))):
        if account.ref != work.actor and sponsor:
            texts = for_person(account, work.community)
            tell(
                account,
                Notice(texts(key, name=sponsor.name, by=by, community=work.community.name)),
                work,
                Owed.TAKEN_ON,
            )
