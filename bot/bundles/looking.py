"""Everything an export says, looked through before any of it is taken: what does not fit is told all at once."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from bot.bundles import opening, records
from bot.bundles.catalogue import Catalogue, file_of
from bot.bundles.edits import edit_in
from bot.bundles.pages import ITEMS, digest_of, page_of
from bot.bundles.refusals import Refused, told
from facilitation.events import EditedOutside
from storage.exporting import Share, Unfit
from storage.importing import RecordReader

TOLD_AT_MOST = 20  # problems; more of them are seldom more helpful


def look_through(file: IO[bytes], timers: Collection[str]) -> tuple[Catalogue, Mapping[str, str]]:
    """All of it before any of it is taken: what its pages need, and their digests. Raises: Refused."""
    problems, catalogue, pages = [], Catalogue(), {}
    for line, found in rows(file):
        if found is None:
            pages[str(line.record.values.get("file"))] = str(line.record.values.get("sha256"))
            continue
        why = str(found) if isinstance(found, Unfit) else _unknown(found, timers)
        if why:
            problems.append(told(records.NAME, f"{line.record.table}: {why}", line.number))
        else:
            catalogue.hear(line.record)
        if len(problems) == TOLD_AT_MOST:
            break
    if problems:
        raise Refused(problems)
    return catalogue, pages


def edits(
    parcel: opening.Opened, file: IO[bytes], catalogue: Catalogue, pages: Mapping[str, str]
) -> tuple[EditedOutside, ...]:
    """What was changed in Markdown files, where there are any beside the records. Raises: Refused."""
    there = parcel.names - {records.NAME}
    if not there:
        return ()
    missing = [
        told(name, "this file is missing: put it back, or take out all of knowledge/") for name in pages.keys() - there
    ]
    added = [told(name, "this file was not exported: write it in Kring") for name in there - pages.keys()]
    if missing or added:
        raise Refused(sorted([*missing, *added])[:TOLD_AT_MOST])
    changed = {}
    for name in sorted(there):
        text = opening.text(parcel, name)
        if digest_of(text) != pages[name]:
            changed[name] = text
    return _read_back(changed, file, catalogue, pages)


def _read_back(
    changed: Mapping[str, str], file: IO[bytes], catalogue: Catalogue, pages: Mapping[str, str]
) -> tuple[EditedOutside, ...]:
    found: list[EditedOutside | None] = []
    problems: list[str] = []
    for item in _items(file) if changed else ():
        name = file_of(item)
        try:
            found += [edit_in(changed[name], name, page_of(item, catalogue), pages[name])] if name in changed else []
        except Refused as why:
            problems += why.problems
    if problems:
        raise Refused(problems[:TOLD_AT_MOST])
    return tuple(edit for edit in found if edit)


def _items(file: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    for line, _ in rows(file):
        if line.record.table == ITEMS:
            yield line.record.values


def _unknown(found: tuple[Share, Mapping[str, Any]], timers: Collection[str]) -> str:
    share, row = found
    is_unknown = share.table.name == "timers" and row["kind"] not in timers
    return f"nothing here comes back at {row['kind'][:40]!r}" if is_unknown else ""


def rows(file: IO[bytes]) -> Iterator[tuple[records.Line, tuple[Share, dict[str, Any]] | Unfit | None]]:
    """Each record as its table takes it, or why not; None for what is told of a page. Raises: Refused."""
    reader = RecordReader(records.heading_in(_again(file)).community)
    for line in records.records_in(file):
        if line.record.table == records.PAGES:
            yield line, None
            continue
        try:
            yield line, reader.read(line.record.table, line.record.values)
        except Unfit as why:
            yield line, why


def _again(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file
