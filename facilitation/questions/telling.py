"""Who is told something of a question without being asked."""

from collections.abc import Callable

from facilitation.messages import Message, Owed
from facilitation.people import Account, AccountRef, SideId
from facilitation.questions.model import QuestionWork
from facilitation.telling import tell
from facilitation.texts import Texts
from facilitation.wording import for_person


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
