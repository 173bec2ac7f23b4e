"""One community's handbook, opened for one reader within one reading transaction."""

from dataclasses import dataclass
from functools import cached_property

from bot.handbook.visitors import Visitor
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.shelf import Shelf
from facilitation.people import LANGUAGES, Community, CommunityId
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
    room = Room(unit, visitor, community, visitor.reads(community, unit), spoken(visitor, accepted, community))
    return room if room.is_member or room.shelf.leaves else None


def spoken(visitor: Visitor, accepted: str, community: Community | None = None) -> Texts:
    """What they chose in the chat; else what their browser asks for; else what the community speaks."""
    account = visitor.account
    language = (account.language if account else None) or preferred(accepted)
    zone = (account.zone if account else None) or (community.zone if community else "UTC")
    return texts_in(language or (community.language if community else FALLBACK), zone)


def preferred(accepted: str) -> str | None:
    """The first of our languages in an Accept-Language header, by its weights (RFC 9110, 12.5.4)."""
    wishes = [each.partition(";") for each in accepted[:200].split(",")]
    weighed = [(_weight(rest), tag.strip().partition("-")[0].lower()) for tag, _, rest in wishes]
    ours = [(weight, tag) for weight, tag in weighed if tag in LANGUAGES and weight > 0]
    return max(ours, key=lambda pair: pair[0])[1] if ours else None


def _weight(rest: str) -> float:
    try:
        return float(rest.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
