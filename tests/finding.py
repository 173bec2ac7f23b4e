"""What somebody finds, on the sides where they are in private; or every member."""

from collections.abc import Sequence

from facilitation.events import Actor, Found
from facilitation.messages import LookUp
from facilitation.people import Community, SideId
from facilitation.ports.search import Hit, Wanted
from storage.unit import SqlUnit


def sides_of(unit: SqlUnit, community: Community, reader: Actor | None) -> frozenset[SideId]:
    unit.enter(community, reader)
    return unit.sides if reader and unit.member else frozenset()


def wanted_by(look: LookUp) -> Wanted:
    assert look.subject.community
    return Wanted(look.subject.community, look.words, look.limit, look.kinds, look.reader, sides=look.sides)


def shown_to(
    unit: SqlUnit, community: Community, reader: Actor | None, found: Sequence[Found], wanted: Wanted
) -> Sequence[Hit]:
    unit.enter(community, reader)
    return unit.search.show(found, wanted.reader, wanted.sides)
