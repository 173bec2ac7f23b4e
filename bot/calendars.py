"""Communities' calendars over HTTP, as RFC 5545 has them. Whoever knows a link may read; nobody else learns of it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from icalendar import Calendar, Event
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from facilitation.sessions.rhythms.feed import Entry, entries
from storage.reading import SqlReading

PATH = "/calendar/{token}.ics"
PRIVATE = {"Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
Read = Callable[[str], Awaitable[str | None]]
"""From a link's token to the calendar it leads to; None when it leads nowhere (any more)."""

Look = Callable[[Callable[[SqlReading], str | None]], Awaitable[str | None]]
"""Reads outside the chat, where nothing of one side is to be seen."""


def route(read: Read) -> Route:
    async def serve(request: Request) -> Response:
        found = await read(request.path_params["token"])
        if found is None:
            return PlainTextResponse("404 Not Found\n", 404, PRIVATE)
        return Response(found, media_type="text/calendar; charset=utf-8", headers=PRIVATE)

    return Route(PATH, serve)


def address(public_url: str, token: str) -> str:
    return public_url + PATH.format(token=token)


def reading(look: Look) -> Read:
    async def read(token: str) -> str | None:
        return await look(partial(told, token))

    return read


def written(name: str, listed: Sequence[Entry], now: datetime) -> str:
    """With moments in UTC, so that no calendar need know a zone of ours."""
    found = Calendar({"prodid": "-//Kring//Kring//EN", "version": "2.0"})
    found.add("x-wr-calname", _plain(name))
    for entry in listed:
        found.add_component(_event(entry, now))
    return bytes(found.to_ical()).decode("utf-8")


def told(token: str, unit: SqlReading) -> str | None:
    """What a link with this token leads to; None when it leads nowhere."""
    identity = unit.calendar_links.community(token)
    community = unit.people.community(identity) if identity else None
    if community is None:
        return None
    unit.enter(community, None)
    return written(community.name, entries(unit), unit.now)


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@kring")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.begins.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", _plain(entry.title))
    if entry.place:
        event.add("location", _plain(f"#{entry.place}"))
    return event


def _plain(text: str) -> str:
    """In one line, and without what RFC 5545 allows in no text: control characters. Nor are directions turned."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())
