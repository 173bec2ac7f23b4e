"""What goes into the log because something else told of it."""

from facilitation.audit import record
from facilitation.events import (
    ChangedOutside,
    CommunityBroughtIn,
    MemberLeftCommunity,
    PersonErased,
)
from facilitation.people import whole_workspace
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork


def founded(work: UnitOfWork) -> None:
    """By its first member, who facilitates it."""
    for member in work.people.members(work.community.id)[:1]:
        record(work, Change.FOUNDED, by=member.ref, named=work.community.name)
        record(work, Change.FACILITATES, by=member.ref)


def on_left(left: MemberLeftCommunity, work: UnitOfWork) -> None:
    record(work, Change.LEFT_WITH_LINK if left.with_link else Change.LEFT, by=left.account)
    if left.facilitated:
        record(work, Change.FACILITATES_NO_MORE, by=left.account)


def on_outside(changed: ChangedOutside, work: UnitOfWork) -> None:
    record(work, Change(changed.change), by=changed.by)


def on_erased(erased: PersonErased, work: UnitOfWork) -> None:
    """That somebody was, not who."""
    record(work, Change.ERASED)


def on_brought_in(brought_in: CommunityBroughtIn, work: UnitOfWork) -> None:
    """With one place, and everybody in it."""
    record(work, Change.BROUGHT_IN)
    for member in work.people.members(work.community.id):
        member.sides = (whole_workspace(work.community.workspace),)
