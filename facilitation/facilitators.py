"""Who facilitates the entered community now, and how they are told something."""

from collections.abc import Callable, Sequence

from facilitation.attention import next_moment
from facilitation.messages import Message, ToPerson
from facilitation.people import Account, Role
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


def tell_facilitators(work: UnitOfWork, say: Callable[[Texts], Message], once: str | None = None) -> None:
    """Privately, in each one's language, outside their quiet hours. `once`: nothing if anything was told under it."""
    community = work.community
    if once and work.outbox.keys(f"{once}/"):
        return
    for account in facilitators(work):
        work.outbox.post(
            ToPerson(account.ref),
            say(for_person(account, community)),
            key=f"{once}/{account.user}" if once else None,
            not_before=next_moment(account, work.now, community.zone),
        )


def _holding(work: UnitOfWork) -> set[str]:
    return {term.member_id for term in work.people.role_terms(work.community.id, Role.FACILITATOR, work.now)}
