"""`./kring import`: a community read back from its files, wholly or not at all."""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.bundles import opening, records
from bot.bundles.looking import edits, look_through, rows
from bot.bundles.refusals import refused
from bot.capabilities import repertoire
from facilitation.engine import Engine
from facilitation.events import CommunityBroughtIn
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage.exporting import Unfit
from storage.importing import Arrival, Dangling, Taken
from storage.store import Store
from storage.unit import SqlUnit

WANTS = {
    "communities": "another community meets in this one's channel here",
    "members": "somebody is a member twice",
    "posted": "another community's message stands under this key here",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """`counts`: records by their table. `kept`: accounts that were here, as members of others too, and stay so."""

    name: str
    counts: Mapping[str, int]
    kept: int


class _OnlyTried(Exception):
    """All of it went well, and none of it is to stay."""


def bring_in(store: Store, where: Path, *, replace: bool, only_try: bool) -> Imported:
    """Into the store, of this Kring's form. Raises: Refused, Here, Conflict."""
    capabilities = repertoire()
    reception: Reception[SqlUnit] = Reception(capabilities, lambda _: frozenset())
    engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
    with opening.opened(where) as parcel, closing(parcel.open(records.NAME)) as file:
        heading = records.heading_in(file)
        catalogue, pages = look_through(file, capabilities.timers)
        edited = edits(parcel, file, catalogue, pages)
        done: list[Imported] = []

        def job(unit: SqlUnit) -> None:
            arrival = unit.arrival(heading.community)
            arrival.make_room(replace=replace)
            counts = _take_all(file, arrival)
            reception.receive(CommunityBroughtIn(community_id=heading.community, edited=edited), unit)
            done.append(Imported(heading.name, counts, arrival.kept))
            if only_try:
                raise _OnlyTried

        outcome = engine.perform([job])[0]
    if isinstance(outcome, Failed) and not isinstance(outcome.error, _OnlyTried):
        raise outcome.error
    return done[-1]


def _take_all(file: IO[bytes], arrival: Arrival) -> Mapping[str, int]:
    """Raises: Refused."""
    counts: Counter[str] = Counter()
    for line, found in rows(file):
        if found is None:
            continue
        if isinstance(found, Unfit):  # changed since it was looked through
            raise refused(records.NAME, str(found), line.number)
        try:
            arrival.take(*found)
        except Taken:
            why = WANTS.get(line.record.table, "something here has its name already")
            raise refused(records.NAME, f"{line.record.table}: {why}", line.number) from None
        counts[line.record.table] += 1
    if "communities" not in counts:
        raise refused(records.NAME, "the community itself is not in it")
    try:
        arrival.settle()
    except Dangling as lost:
        raise refused(
            records.NAME, f"{lost.table}: refers to {lost.to} that are not there", _line_of(file, lost)
        ) from None
    return counts


def _line_of(file: IO[bytes], lost: Dangling) -> int | None:
    for line, found in rows(file):
        if found is None or isinstance(found, Unfit) or line.record.table != lost.table:
            continue
        if all(found[1][name] == value for name, value in lost.key.items()):
            return line.number
    return None
