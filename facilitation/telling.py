"""What is said to one person privately, when it suits them."""

from facilitation.attention import next_moment
from facilitation.messages import Message, ToPerson, Why
from facilitation.people import Account, SideId
from facilitation.ports.memory import UnitOfWork


def tell(
    account: Account,
    message: Message,
    work: UnitOfWork,
    why: Why,
    *,
    side: SideId | None = None,
    key: str | None = None,
) -> None:
    """Outside their quiet hours and their pause. `side`: for whom alone that is of which it tells."""
    moment = next_moment(account, work.now, work.community.zone)
    work.outbox.post(ToPerson(account.ref, why, side=side), message, key=key, not_before=moment)
