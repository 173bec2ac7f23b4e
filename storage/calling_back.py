"""What somebody was still to be told of a side on which they are no more."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from facilitation.people import AccountRef, SideId
from storage.line import State, call_off, line_of
from storage.tables.traffic import outbox
from storage.transaction import Transaction

OF_SIDE = select(outbox.c.seq, outbox.c.place_key).where(
    outbox.c.community_id == bindparam("of_community"),
    outbox.c.side == bindparam("of_side"),
    outbox.c.place_key.in_(bindparam("of_places", expanding=True)),
    outbox.c.final_at.is_(None),
    outbox.c.state == State.PENDING,
)


def call_back(transaction: Transaction, accounts: Collection[AccountRef], side: SideId) -> None:
    """What is being sent just now arrives."""
    community, places = transaction.scope.require(), [line_of(each) for each in accounts]
    values = {"of_community": community, "of_side": side, "of_places": places}
    call_off(transaction, OF_SIDE, values)
