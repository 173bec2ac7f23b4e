"""Who is asked before somebody comes in: one facilitator for a guest, all of them for a sponsor."""

from collections.abc import Callable, Sequence

from facilitation.facilitators import facilitators
from facilitation.inviting import cards
from facilitation.inviting.model import As, Invitation, InvitingWork, Stage
from facilitation.messages import Message, Owed
from facilitation.people import Account
from facilitation.telling import tell
from facilitation.texts import Texts
from facilitation.wording import for_person


def may_consent(invitation: Invitation, work: InvitingWork) -> Sequence[Account]:
    """Whose consent is still wanted; for a guest, of whom one is enough."""
    holding = facilitators(work)
    others = [each for each in holding if each.ref not in invitation.agreed]
    if invitation.kind is As.GUEST and len(others) < len(holding):
        return []
    return others


def waits_for_me(invitation: Invitation, work: InvitingWork) -> bool:
    """Where who was still asked facilitates no more, it is whoever does who goes on with it."""
    wanted = [each.ref for each in may_consent(invitation, work)]
    return work.account.ref in wanted or not wanted


def ask(invitation: Invitation, work: InvitingWork) -> None:
    by = work.account.name
    for account in may_consent(invitation, work):
        card = cards.asked(invitation, by, work.community, for_person(account, work.community))
        tell(account, card, work, Owed.TAKEN_ON)


def open_it(invitation: Invitation, work: InvitingWork) -> None:
    invitation.stage = Stage.OPEN
    if invitation.inviter != work.account.ref:
        tell_inviter(invitation, lambda texts: cards.is_open(invitation, work.community, texts), work)


def tell_inviter(invitation: Invitation, say: Callable[[Texts], Message], work: InvitingWork) -> None:
    account = work.people.account(invitation.inviter)
    if account and work.people.member(work.community.id, account.ref):
        tell(account, say(for_person(account, work.community)), work, Owed.ANSWER)
