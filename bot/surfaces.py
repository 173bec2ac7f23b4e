"""`./kring surfaces`: how each thing that Kring answers to is reached on each platform, as a page of the docs."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.capabilities import repertoire
from facilitation.texts import texts_in

TABLE = Path(__file__).with_suffix(".toml")
SAYING = ("command", "mention", "direct", "menu")  # the ways of saying a verb
LACKING = "–"


@dataclass(frozen=True, slots=True)
class Way:
    """`on` each platform that has it; `instead` of it elsewhere."""

    title: str
    on: Mapping[str, str]
    instead: str


@dataclass(frozen=True, slots=True)
class Surfaces:
    platforms: Sequence[str]
    ways: Mapping[str, Way]
    reactions: Mapping[str, str]
    without: Mapping[str, str]


@cache
def surfaces() -> Surfaces:
    return read(TABLE.read_text("utf-8"))


def read(written: str) -> Surfaces:
    """Raises: ValueError for a way on a platform that is none of `platforms`."""
    table = tomllib.loads(written)
    platforms = table["platforms"]
    ways = {name: _way(name, way, platforms) for name, way in table["ways"].items()}
    return Surfaces(platforms, ways, table["reactions"], table["without"])


def _way(name: str, told: Mapping[str, str], platforms: Sequence[str]) -> Way:
    unknown = set(told) - {*platforms, "title", "instead"}
    if unknown:
        raise ValueError(f"ways.{name}: {', '.join(sorted(unknown))} is no platform: {', '.join(platforms)}")
    return Way(told["title"], {each: told[each] for each in platforms if each in told}, told.get("instead", ""))


def page() -> str:
    """In Markdown. It follows from what is registered: no line of it is written by hand."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    platforms = [texts_in("en").plain(f"common.platform.{name}") for name in surfaces().platforms]
    yield "# One verb, one behaviour"
    yield ""
    yield "Each thing that Kring answers to, how it is reached on each platform, and what takes the place of what a"
    yield "platform lacks. Made by `./kring surfaces`; who may do it stands in `facilitation/rights.toml`."
    yield from _table("Ways", ("what", *platforms, "where it lacks"), _ways())
    yield from _table("Verbs", ("verb", "answered by a form", *platforms), _verbs())
    yield from _table("What is done with a message", ("shortcut", *platforms), _shortcuts())
    yield from _table("Reactions", ("reaction", *platforms, "the same done otherwise"), _reactions())
    yield from _table("Buttons and forms", ("action", "what", *platforms), _actions())
    yield from _table("Where something lacks", ("what", "what then happens"), surfaces().without.items())


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _row(heads), _row(["---"] * len(heads)))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _on(name: str) -> Sequence[str]:
    return [surfaces().ways[name].on.get(platform, LACKING) for platform in surfaces().platforms]


def _ways() -> Iterator[Sequence[str]]:
    for name, way in surfaces().ways.items():
        yield (way.title, *_on(name), way.instead)


def _verbs() -> Iterator[Sequence[str]]:
    for _, verb in repertoire().verbs():
        how = (", ".join(name for name in SAYING if each in surfaces().ways[name].on) for each in surfaces().platforms)
        yield (f"`{verb.name}`", "yes" if verb.opens_form else "", *how)


def _shortcuts() -> Iterator[Sequence[str]]:
    for name in repertoire().shortcuts:
        yield (f"`{name}`", *_on("message_menu"))


def _reactions() -> Iterator[Sequence[str]]:
    for emoji in repertoire().reactions:
        yield (emoji, *_on("reaction"), f"`{surfaces().reactions[emoji]}`")


def _actions() -> Iterator[Sequence[str]]:
    for name in sorted(repertoire().buttons):
        yield (f"`{name}`", "button", *_on("button"))
    for name in sorted(repertoire().forms):
        yield (f"`{name}`", "form", *_on("form"))
