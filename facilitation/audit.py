"""Writing down what somebody changed in the entered community, so that its members can read it."""

from facilitation.people import AccountRef
from facilitation.ports.audit import Change, Entry
from facilitation.ports.memory import UnitOfWork


def record(
    work: UnitOfWork, change: Change, *, by: AccountRef | None = None, about: AccountRef | None = None, named: str = ""
) -> None:
    """By whoever acted, if anybody did. `named`: what is called something; never a message, an answer or a reason."""
    by = by or work.actor
    work.audit.add(
        Entry(
            community_id=work.community.id,
            at=work.now,
            change=change,
            workspace=by.workspace if by else None,
            user=by.user if by else None,
            about_workspace=about.workspace if about else None,
            about_user=about.user if about else None,
            named=" ".join(named.split()),
        )
    )
