"""Which conversation a person has with Kring, once something was sent there: so that it need not be asked for again."""

from sqlalchemy import bindparam, delete, select

from facilitation.people import AccountRef, PlaceRef
from storage.tables.traffic import direct_conversations
from storage.transaction import Transaction
from storage.upsert import put

THEIRS = (direct_conversations.c.workspace == bindparam("of_workspace")) & (
    direct_conversations.c.user == bindparam("of_user")
)
KNOWN = select(direct_conversations.c.channel).where(THEIRS)
FORGET = delete(direct_conversations).where(THEIRS)
REMEMBER = put(direct_conversations, "channel", unless_same="channel")


class SqlDirects:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, person: AccountRef) -> PlaceRef | None:
        found = self._transaction.row(KNOWN, {"of_workspace": person.workspace, "of_user": person.user})
        return PlaceRef(person.workspace, found.channel) if found else None

    def remember(self, person: AccountRef, place: PlaceRef) -> None:
        self._transaction.do(REMEMBER, {"workspace": person.workspace, "user": person.user, "channel": place.channel})

    def forget(self, person: AccountRef) -> None:
        self._transaction.do(FORGET, {"of_workspace": person.workspace, "of_user": person.user})
