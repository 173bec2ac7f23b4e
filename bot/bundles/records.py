"""`community.jsonl`: a first line that says what it is, one record a line, and a last line that tells a cut file."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from bot.bundles.refusals import refused, shown
from bot.settings import VERSION
from facilitation.people import CommunityId
from storage.exporting import Record

NAME = "community.jsonl"
FORMAT = 1
IDENTITY = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST = 16 * 2**20  # bytes of a line; the longest that Kring writes, a playbook's or a session's, is far below


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line: in which form the rest is, by which Kring it was written, and whose it is."""

    community: CommunityId
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A record and where it stands."""

    number: int
    record: Record


PAGES = "pages"
"""Not a table's: after all records, a line for each Markdown file says how it was when it was exported."""


def write(to: IO[bytes], heading: Heading, records: Iterable[Record]) -> int:
    """Return how many records there were, the pages' beside them."""
    digest, count = hashlib.sha256(), 0

    def put(values: Mapping[str, Any]) -> None:
        line = _line(values)
        digest.update(line)
        to.write(line)

    put({"kring_export": FORMAT, "kring": VERSION, "community": heading.community, "name": heading.name})
    for record in records:
        put({"table": record.table, **record.values})
        count += 1
    to.write(_line({"records": count, "sha256": digest.hexdigest()}))
    return count


def heading_in(source: IO[bytes]) -> Heading:
    """Read the first line. Raises: Refused."""
    values = _values(_next(source, 1), 1)
    form, community, name = values.get("kring_export"), values.get("community"), values.get("name")
    if type(form) is not int:
        raise refused(NAME, "this is not a community that Kring exported", 1)
    if form != FORMAT:
        written = str(values.get("kring"))[:20]
        raise refused(NAME, f"format {form} of Kring {written} is not known here. A newer Kring reads it.", 1)
    if not isinstance(community, str) or not IDENTITY.fullmatch(community) or not isinstance(name, str):
        raise refused(NAME, "it does not say which community this is", 1)
    return Heading(CommunityId(community), shown(name))


def records_in(source: IO[bytes]) -> Iterator[Line]:
    """After all of them it is certain that none is missing or changed. Raises: Refused, at the line at fault."""
    digest, number = hashlib.sha256(), 1
    source.seek(0)
    digest.update(_next(source, number))
    while True:
        number += 1
        line = _next(source, number)
        values = _values(line, number)
        if "records" in values:
            _check_end(values, number, digest.hexdigest())
            if source.read(1):
                raise refused(NAME, "there is more after the last line", number + 1)
            return
        table = values.pop("table", None)
        if not isinstance(table, str):
            raise refused(NAME, "the line does not say of what it is a record", number)
        digest.update(line)
        yield Line(number, Record(table, values))


def _line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _next(source: IO[bytes], number: int) -> bytes:
    line = source.readline(LONGEST + 1)
    if len(line) > LONGEST:
        raise refused(NAME, f"the line is longer than {LONGEST // 2**20} MB", number)
    if not line:
        raise refused(NAME, "the file ends here, and its last line is missing: it was cut. Copy it again.", number)
    if not line.endswith(b"\n"):
        raise refused(NAME, "the file ends within this line: it was cut. Copy it again.", number)
    return line


def _values(line: bytes, number: int) -> dict[str, Any]:
    try:
        values = json.loads(line.decode(), object_pairs_hook=_each_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise refused(NAME, "the line can't be read as JSON", number) from None
    if not isinstance(values, dict):
        raise refused(NAME, "the line is no record", number)
    return values


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _check_end(values: Mapping[str, Any], number: int, digest: str) -> None:
    if values["records"] != number - 2:
        raise refused(NAME, f"{values['records']} records are announced, and there are {number - 2}", number)
    if values.get("sha256") != digest:
        raise refused(NAME, "something before this line was changed since it was exported", number)
