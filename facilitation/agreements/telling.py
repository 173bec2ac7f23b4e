"""Who hears of an agreement, privately and outside their quiet hours."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from facilitation import telling
from facilitation.agreements import cards
from facilitation.agreements.model import Agreement, AgreementWork, key_of
from facilitation.capability import Waits
from facilitation.facilitators import facilitators
from facilitation.messages import Message, Notice, Owed, Unasked, Why
from facilitation.people import Account, AccountRef
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_person


def told(agreement: Agreement, work: AgreementWork) -> cards.Told:
    refs = [agreement.who, *([agreement.core] if agreement.core else [])]
    return cards.Told(agreement, work.people.accounts(refs), work.now)


def ask(agreement: Agreement, work: AgreementWork) -> bool:
    """The other side; False when there is nobody to ask."""
    there, by = _other_side(agreement, work), work.account.name
    why = Unasked.AGREEMENT if agreement.by_core else Owed.TAKEN_ON
    sent = work.outbox.keys(agreement.key)
    for account in there:
        key, card = _key(agreement, account), partial(cards.proposed, told(agreement, work), by)
        if key in sent:
            work.outbox.update(key, card(for_person(account, work.community)))
        else:
            _send(account, card, work, why, key)
    return bool(there)


def take_back(agreement: Agreement, work: AgreementWork) -> None:
    """What was not sent yet never is; what was says that it is over."""
    sent = work.outbox.keys(agreement.key)
    for account in _other_side(agreement, work):
        key = _key(agreement, account)
        if key in sent:
            work.outbox.withdraw(key)
            work.outbox.update(key, Notice(for_person(account, work.community)("agreements.over")))


def answered(agreement: Agreement, work: AgreementWork) -> None:
    """Nobody else needs to be asked, and what is proposed next is sent anew."""
    work.outbox.forget(agreement.key)


def forget(who: AccountRef, work: AgreementWork) -> None:
    """What they proposed and was not sent yet never is, and nothing tells that it was theirs."""
    work.outbox.forget(key_of(work.community.id, who))


def queue(work: AgreementWork) -> Iterator[Waits]:
    """What people at the edge propose, for whoever facilitates by now."""
    texts, me = for_actor(work), work.account.ref
    for each in work.agreements.proposed():
        if not each.by_core and each.who != me:
            of_it = told(each, work)
            yield Waits(texts("agreements.queue", who=of_it.who(texts)), cards.answer_button(of_it, texts))


def review(agreement: Agreement, work: AgreementWork) -> None:
    """Both sides."""
    account = work.people.account(agreement.who)
    for each in (*([account] if account else []), *facilitators(work)):
        _send(each, lambda texts: cards.review(told(agreement, work), texts), work, Owed.TAKEN_ON)


def tell(whom: AccountRef | None, key: str, agreement: Agreement, work: AgreementWork) -> None:
    account = work.people.account(whom) if whom else None
    if account:
        by = work.account.name
        _send(account, lambda texts: Notice(texts(key, by=by, community=work.community.name)), work, Owed.ANSWER)


def _other_side(agreement: Agreement, work: AgreementWork) -> Sequence[Account]:
    asked = [work.people.account(agreement.who)] if agreement.by_core else facilitators(work)
    return [each for each in asked if each]


def _key(agreement: Agreement, account: Account) -> str:
    return f"{agreement.key}{account.workspace}/{account.user}"


def _send(
    account: Account, say: Callable[[Texts], Message], work: AgreementWork, why: Why, key: str | None = None
) -> None:
    telling.tell(account, say(for_person(account, work.community)), work, why, key=key)
