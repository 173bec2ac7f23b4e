"""The sites of the entered community: where its members say they are."""

from facilitation.people import AccountRef
from facilitation.ports.memory import UnitOfWork


def has_sites(work: UnitOfWork) -> bool:
    """Whether there are several; at one, everybody is."""
    return len(work.people.sites(work.community.id)) > 1


def site_of(person: AccountRef, work: UnitOfWork) -> str:
    """As they said it; "" for whoever did not."""
    member = work.people.past_member(work.community.id, person)
    return member.site if member else ""
