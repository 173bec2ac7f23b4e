"""Where Kring's keyed messages stand on the platforms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from facilitation.people import CommunityId, PlaceRef, WorkspaceId
from facilitation.ports.voice import PostedMessage
from storage.tables.traffic import posted
from storage.transaction import Transaction
from storage.upsert import put

AT = select(posted).where(
    posted.c.workspace == bindparam("workspace"),
    posted.c.channel == bindparam("channel"),
    posted.c.message_id == bindparam("message_id"),
)
UNDER = select(posted).where(posted.c.key == bindparam("of_key"))
BEGINS_SO = (posted.c.key >= bindparam("beginning")) & (posted.c.key < bindparam("end"))
KEYS = select(posted.c.key).where(BEGINS_SO)
RENAME = update(posted).where(posted.c.key == bindparam("of_key")).values(key=bindparam("new_key"))
FORGET = delete(posted).where(BEGINS_SO)

REMEMBER = put(posted, *(column.name for column in posted.columns if column.name != "key"))


PART = "#part"
FIRST_PART = 2


def part_key(key: str, number: int) -> str:
    return f"{key}{PART}{number}"


def is_part(key: str | None) -> bool:
    """Whether it goes on with another message, of which alone is told what becomes of it."""
    return key is not None and PART in key


@dataclass(frozen=True, slots=True)
class Standing:
    """A posted message with what the outbox must know of it: in which line it stood, and to whom it went."""

    message: PostedMessage
    place_key: str
    user: str | None


class SqlPosted:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._known: dict[tuple[str, ...], PostedMessage] = transaction.memory()

    def at(self, place: PlaceRef, message_id: str) -> PostedMessage | None:
        """What is there is read once in a transaction; what is not may be posted meanwhile, and is looked for again."""
        where = (place.workspace, place.channel, message_id)
        if where not in self._known:
            found = self._transaction.row(
                AT, {"workspace": place.workspace, "channel": place.channel, "message_id": message_id}
            )
            if found is None:
                return None
            self._known[where] = _standing(found).message
        return self._known[where]

    def under(self, key: str) -> PostedMessage | None:
        standing = self.standing(key)
        return standing.message if standing else None

    def rename(self, key: str, to: str) -> None:
        self._known.clear()
        self._transaction.do(RENAME, {"of_key": key, "new_key": to})
        for number in takewhile(lambda number: self.standing(part_key(key, number)), count(FIRST_PART)):
            self._transaction.do(RENAME, {"of_key": part_key(key, number), "new_key": part_key(to, number)})

    def goes_on(self, key: str) -> bool:
        return self.standing(part_key(key, FIRST_PART)) is not None

    def standing(self, key: str) -> Standing | None:
        found = self._transaction.row(UNDER, {"of_key": key})
        return _standing(found) if found else None

    def keys(self, span: Mapping[str, str]) -> Sequence[str]:
        """Those from its `beginning` to its `end`."""
        return [row.key for row in self._transaction.rows(KEYS, span)]

    def forget(self, span: Mapping[str, str]) -> None:
        """As `keys`."""
        self._known.clear()
        self._transaction.do(FORGET, span)

    def remember(self, standing: Standing) -> None:
        self._known.clear()
        message = standing.message
        self._transaction.do(
            REMEMBER,
            {
                "key": message.key,
                "community_id": message.community_id,
                "workspace": message.place.workspace,
                "channel": message.place.channel,
                "thread": message.place.thread,
                "message_id": message.message_id,
                "user": standing.user,
                "place_key": standing.place_key,
                "posted_at": self._transaction.now,
            },
        )


def _standing(row: Row[Any]) -> Standing:
    community = CommunityId(row.community_id) if row.community_id else None
    place = PlaceRef(WorkspaceId(row.workspace), row.channel, row.thread)
    return Standing(PostedMessage(community, row.key, place, row.message_id), row.place_key, row.user)
