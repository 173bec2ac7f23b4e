"""A request's body, read the same from a page's form and from a program's JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from adapters.playground.incoming import Given

LONGEST = 1_000_000  # bytes of a body; a message of 40,000 characters needs at most 480,000 when percent-encoded
LONGEST_DELIVERY = 200  # characters; it becomes a key in the database
FILLED_IN = "v."  # what a dialog's inputs are called, before their own name


class Trouble(Exception):
    """What was asked can't be done; `key` is the text that says why and what to do, `status` the HTTP status."""

    def __init__(self, key: str, status: int = 400, **blanks: str) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.blanks = blanks


@dataclass(frozen=True, slots=True)
class Asked:
    """`fields` as given; `values` are what was filled in into a form of Kring's."""

    fields: Mapping[str, str]
    values: Given

    def text(self, name: str) -> str:
        return self.fields.get(name, "")


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


async def read(request: Request) -> Asked:
    """Without halves of characters, which no page or database can hold.

    Raises: Trouble when it is too large or can't be read.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise Trouble("playground.trouble.too_large", 413)
    try:
        text = body.decode()
        asked = _from_json(text) if "json" in request.headers.get("content-type", "") else _from_page(text)
    except (ValueError, RecursionError):
        raise Trouble("playground.trouble.unreadable") from None
    if len(asked.text("delivery")) > LONGEST_DELIVERY:
        raise Trouble("playground.trouble.unreadable")
    return asked


def _from_page(text: str) -> Asked:
    fields: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=500):
        if name.startswith(FILLED_IN):
            values.setdefault(name.removeprefix(FILLED_IN), []).append(value)
        else:
            fields[name] = value
    return Asked(fields, values)


def _from_json(text: str) -> Asked:
    given = json.loads(text or "{}")
    if not isinstance(given, dict):
        raise ValueError("not an object")
    values = given.pop("values", {})
    if not isinstance(values, dict):
        raise ValueError("values are not an object")
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    return Asked({name: _whole(value) for name, value in fields.items() if value != "null"}, _several(values))


def _several(values: Mapping[str, object]) -> Given:
    lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return {name: [_whole(str(each)) for each in several] for name, several in lists.items()}


def _whole(text: str) -> str:
    """JSON can carry lone surrogates."""
    return text.encode("utf-8", "ignore").decode()
