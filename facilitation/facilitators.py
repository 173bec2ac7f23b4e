"""Who facilitates the entered community now, and how they are told something."""

from collections.abc import Callable, Sequence

from facilitation import telling
from facilitation.messages import Message, Owed
from facilitation.people import Account, Role, SideId
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Texts
from facilitation.wording import for_person


def facilitators(work: UnitOfWork) -> Sequence[Account]:
    """In the order they became members."""
    holding = _holding(work)
    refs = [member.ref for member in work.people.members(work.community.id) if member.id in holding]
    accounts = work.people.accounts(refs)
    return [accounts[ref] for ref in refs if ref in accounts]


def is_facilitator(work: UnitOfWork) -> bool:
    """Whether whoever acted is one."""
    member = work.member
    return member is not None and member.id in _holding(work)


def tell_facilitators(
    work: UnitOfWork, say: Callable[[Texts], Message], once: str | None = None, *, side: SideId | None = None
) -> None:
    """Each of them, or each who is on that side. `once`: nothing if anything was told under it."""
    if once and work.outbox.keys(f"{once}/"):
        return
    for account in facilitators(work):
        tell(account, say, work, key=f"{once}/{account.user}" if once else None, side=side)


def tell(
    account: Account,
    say: Callable[[Texts], Message],
    work: UnitOfWork,
    *,
    key: str | None = None,
    side: SideId | None = None,
) -> None:
    """Privately, in their language, outside their quiet hours."""
    telling.tell(account, say(for_person(account, work.community)), work, Owed.TAKEN_ON, side=side, key=key)


def _holding(work: UnitOfWork) -> set[str]:
    return {term.member_id for term in work.people.role_terms(work.community.id, Role.FACILITATOR, work.now)}
