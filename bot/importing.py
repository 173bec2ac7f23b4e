"""`./kring import`: a community read back from its files, wholly or not at all."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bot.bundles import opening, records
from bot.bundles.refusals import Refused, refused, told
from bot.capabilities import repertoire
from facilitation.engine import Engine
from facilitation.events import CommunityBroughtIn
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage.exporting import Share, Unfit
from storage.importing import Arrival, Dangling, RecordReader, Taken
from storage.store import Store
from storage.unit import SqlUnit

TOLD_AT_MOST = 20  # problems; more of them are seldom more helpful
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
        _look_through(file, capabilities.timers)
        done: list[Imported] = []

        def job(unit: SqlUnit) -> None:
            arrival = unit.arrival(heading.community)
            arrival.make_room(replace=replace)
            counts = _take_all(file, arrival)
            reception.receive(CommunityBroughtIn(community_id=heading.community), unit)
            done.append(Imported(heading.name, counts, arrival.kept))
            if only_try:
                raise _OnlyTried

        outcome = engine.perform([job])[0]
    if isinstance(outcome, Failed) and not isinstance(outcome.error, _OnlyTried):
        raise outcome.error
    return done[-1]


def _look_through(file: IO[bytes], timers: Collection[str]) -> None:
    """All of it before any of it is taken. Raises: Refused, with what is wrong."""
    problems = []
    for line, found in _rows(file):
        why = str(found) if isinstance(found, Unfit) else _unknown(found, timers)
        if why:
            problems.append(told(records.NAME, f"{line.record.table}: {why}", line.number))
        if len(problems) == TOLD_AT_MOST:
            break
    if problems:
        raise Refused(problems)


def _unknown(found: tuple[Share, Mapping[str, Any]], timers: Collection[str]) -> str:
    share, row = found
    is_unknown = share.table.name == "timers" and row["kind"] not in timers
    return f"nothing here comes back at {row['kind'][:40]!r}" if is_unknown else ""


def _rows(file: IO[bytes]) -> Iterator[tuple[records.Line, tuple[Share, dict[str, Any]] | Unfit]]:
    """Each record as its table takes it, or why not. Raises: Refused."""
    reader = RecordReader(records.heading_in(_again(file)).community)
    for line in records.records_in(file):
        try:
            yield line, reader.read(line.record.table, line.record.values)
        except Unfit as why:
            yield line, why


def _again(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file


def _take_all(file: IO[bytes], arrival: Arrival) -> Mapping[str, int]:
    """Raises: Refused."""
    counts: Counter[str] = Counter()
    for line, found in _rows(file):
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
    for line, found in _rows(file):
        if isinstance(found, Unfit) or line.record.table != lost.table:
            continue
        if all(found[1][name] == value for name, value in lost.key.items()):
            return line.number
    return None
