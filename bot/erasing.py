"""`./kring erase`: a community is gone from the database, with its traces."""

from collections.abc import Mapping

from bot.bundles.records import Heading
from bot.capabilities import repertoire
from facilitation.engine import Engine
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage import exporting
from storage.store import Store
from storage.unit import SqlUnit


def census(store: Store, heading: Heading) -> Mapping[str, int]:
    """What there is to erase."""
    with exporting.reading_at_once(store.engine) as connection:
        return exporting.census(connection, heading.community)


def erase_community(store: Store, heading: Heading) -> int:
    """With the accounts of those who were members of no other. Returns how many rows there were. Raises: Conflict."""
    reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
    engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
    erased: list[int] = []
    outcome = engine.perform([lambda unit: erased.append(unit.erase(heading.community))])[0]
    if isinstance(outcome, Failed):
        raise outcome.error
    store.scrub()
    return erased[-1]
