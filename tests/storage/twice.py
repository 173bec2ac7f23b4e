"""Two stores on one PostgreSQL, as two processes have them."""

from storage.unit import SqlUnit
from tests.storage.shelf import CIRCLE, Shelf


def opened(shelf: Shelf) -> SqlUnit:
    unit = shelf.store.units()
    unit.enter(unit.people.community(CIRCLE), None)
    return unit
