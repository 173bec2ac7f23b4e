"""What members want of questions: their "ask me about", and what not to be asked. Theirs to change any time."""

from facilitation.people import AccountRef
from facilitation.questions.around import Wishes
from facilitation.questions.model import QuestionWork


def of(who: AccountRef, work: QuestionWork) -> Wishes:
    """What they chose, or what holds for whoever has not."""
    return work.around.wishes(who) or _usual(who, work)


def mine(work: QuestionWork) -> Wishes:
    """The actor's own, to be changed."""
    known = work.around.wishes(work.account.ref)
    if known is None:
        known = _usual(work.account.ref, work)
        work.around.add_wishes(known)
    return known


def _usual(who: AccountRef, work: QuestionWork) -> Wishes:
    return Wishes(community_id=work.community.id, workspace=who.workspace, user=who.user)
