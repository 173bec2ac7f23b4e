"""One community's handbook, opened for one reader within one reading transaction."""

from dataclasses import dataclass
from functools import cached_property

from adapters.languages import preferred
from bot.handbook.visitors import Visitor
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.shelf import Shelf
from facilitation.people import Community, CommunityId
from facilitation.texts import FALLBACK, Texts, texts_in
from storage.reading import SqlReading


@dataclass(frozen=True)
class Room:
    unit: SqlReading
    visitor: Visitor
    community: Community
    reader: Reader
    texts: Texts

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf.of(self.unit.handbook.leaves(), self.reader)

    @property
    def is_member(self) -> bool:
        return self.reader.is_member


def enter(community_id: str, visitor: Visitor, accepted: str, unit: SqlReading) -> Room | None:
    """None where there is nothing for them, or nothing at all: that is not told apart."""
    community = unit.people.community(CommunityId(community_id))
    if community is None:
        return None
    unit.enter(community, None)
    reader = visitor.reads(community, unit)
    member = unit.people.member(community.id, reader.account) if reader.account else None
    if member:
        unit.enter_for(community, member.sides)
    room = Room(unit, visitor, community, reader, spoken(visitor, accepted, community))
    return room if room.is_member or room.shelf.leaves else None


def spoken(visitor: Visitor, accepted: str, community: Community | None = None) -> Texts:
    """What they chose in the chat; else what their browser asks for; else what the community speaks."""
    account = visitor.account
    language = (account.language if account else None) or preferred(accepted)
    zone = (account.zone if account else None) or (community.zone if community else "UTC")
    return texts_in(language or (community.language if community else FALLBACK), zone)
