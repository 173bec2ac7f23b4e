"""Who is on a side no more is told nothing of it from then on, nor what was to be told them already."""

from facilitation.events import LeftSide, MemberLeftCommunity
from facilitation.ports.memory import UnitOfWork


def on_left_side(left: LeftSide, work: UnitOfWork) -> None:
    work.outbox.call_back(left.account, left.side)


def on_left(left: MemberLeftCommunity, work: UnitOfWork) -> None:
    """With the community they leave each of its sides."""
    member = work.people.past_member(left.community_id, left.account) if work.links.of(left.community_id) else None
    for side in member.sides if member else ():
        work.outbox.call_back(left.account, side)
