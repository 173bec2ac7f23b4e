"""What Kring tells somebody of a question without being asked: privately, in their language, when it suits them."""

from collections.abc import Callable

from facilitation.attention import next_moment
from facilitation.messages import Message, Owed, ToPerson, Why
from facilitation.people import Account, AccountRef, SideId
from facilitation.questions.model import QuestionWork
from facilitation.texts import Texts
from facilitation.wording import for_person


def tell(
    account: Account,
    message: Message,
    work: QuestionWork,
    why: Why,
    *,
    side: SideId | None,
    key: str | None = None,
) -> None:
    """Outside their quiet hours and their pause. `side`: for whom alone that is of which it tells."""
    moment = next_moment(account, work.now, work.community.zone)
    work.outbox.post(ToPerson(account.ref, why, side=side), message, key=key, not_before=moment)


def tell_about(
    who: AccountRef | None, say: Callable[[Texts], Message], work: QuestionWork, *, side: SideId | None
) -> None:
    """Of their own question, or one they joined: only whoever is a member still.

    None, who asked without a name, can't be told.
    """
    account = work.people.account(who) if who else None
    if account and is_member(account, work):
        tell(account, say(for_person(account, work.community)), work, Owed.ANSWER, side=side)


def is_member(account: Account, work: QuestionWork) -> bool:
    return work.people.member(work.community.id, account.ref) is not None
