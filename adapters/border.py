"""What comes in, whatever the platform: JSON taken apart, text cleaned, what an event begins with and what it lacks.

Only what is nested without end raises: what is missing or of another type reads as empty.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from facilitation.events import FormSubmitted, FormValue, PlaceChosen
from facilitation.people import WorkspaceId

Node = Mapping[str, object]
"""JSON that somebody sent."""
Json = dict[str, object]
"""JSON that is made here."""

_NOTHING: Node = {}
# C0 and C1 controls but tab and line feed; lone surrogates, which no database takes.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Basics(TypedDict):
    """What every chat event begins with."""

    delivery_id: str
    workspace: WorkspaceId
    at: datetime


def clean(written: str) -> str:
    """Without control characters, and with one kind of line break."""
    if written.isprintable():  # most is, and this is told ten times as fast
        return written
    return _CONTROL.sub("", written.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(node: object) -> object:
    """The same JSON with clean strings, keys included. Raises: RecursionError for what is nested without end."""
    if isinstance(node, str):
        return clean(node)
    if isinstance(node, dict):
        return {clean(name): cleaned(each) for name, each in node.items()}
    return [cleaned(each) for each in node] if isinstance(node, list) else node


def text(node: Node, key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""


def part(node: Node, key: str) -> Node:
    value = node.get(key)
    return value if isinstance(value, dict) else _NOTHING


def parts(node: Node, key: str) -> list[Node]:
    value = node.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


async def with_places(
    event: FormSubmitted, looked_at: Callable[[PlaceChosen], Awaitable[PlaceChosen | None]]
) -> FormSubmitted:
    """With what the platform tells of each channel that was picked; one that is None counts as not picked.

    So must count what a client could name though whoever picked it is not in it.
    """
    values: dict[str, FormValue] = dict(event.values)
    for name, value in event.values.items():
        if isinstance(value, PlaceChosen):
            values[name] = await looked_at(value) or ""
    return replace(event, values=values)
