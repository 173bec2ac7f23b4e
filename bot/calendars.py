"""Communities' calendars over HTTP, as RFC 5545 has them. Whoever knows a link may read; nobody else learns of it."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from facilitation.engine import Engine
from facilitation.sessions.rhythms.feed import Entry, entries
from storage.unit import SqlUnit

LANE = "calendars"
LINE = 75  # octets, RFC 5545 3.1
PRIVATE = {"Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})

Read = Callable[[str], Awaitable[str | None]]
"""From a link's token to the calendar it leads to; None when it leads nowhere (any more)."""


def route(read: Read) -> Route:
    async def serve(request: Request) -> Response:
        found = await read(request.path_params["token"])
        if found is None:
            return PlainTextResponse("404 Not Found\n", 404, PRIVATE)
        return Response(found, media_type="text/calendar; charset=utf-8", headers=PRIVATE)

    return Route("/calendar/{token}.ics", serve)


def reading(engine: Engine[SqlUnit]) -> Read:
    async def read(token: str) -> str | None:
        return await engine.run(LANE, lambda unit: _calendar(token, unit))

    return read


def written(name: str, listed: Sequence[Entry], now: datetime) -> str:
    """With moments in UTC, so that no calendar need know a zone of ours."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kring//Kring//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for entry in listed for line in _event(entry, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _calendar(token: str, unit: SqlUnit) -> str | None:
    identity = unit.calendar_links.community(token)
    community = unit.people.community(identity) if identity else None
    if community is None:
        return None
    unit.enter(community, None)
    return written(community.name, entries(unit), unit.now)


def _event(entry: Entry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}@kring"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART:{_moment(entry.begins)}"
    yield f"DTEND:{_moment(entry.ends)}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.place:
        yield f"LOCATION:{_text('#' + entry.place)}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(plain: str) -> str:
    """What would end a line or part a value is literal; other control characters are not allowed at all."""
    printable = "".join(mark for mark in plain if mark.isprintable() or mark in "\n\r")
    return printable.translate(ESCAPED)


def _folded(line: str) -> str:
    """In parts of at most 75 octets, none of which splits a character."""
    parts, part, length = [], "", 0
    for mark in line:
        size = len(mark.encode("utf-8", "replace"))
        if length + size > LINE:
            parts.append(part)
            part, length = " ", 1
        part, length = part + mark, length + size
    return "\r\n".join([*parts, part])
