"""`./kring surfaces`: how each thing that Kring answers to is reached on each platform, as a page of the docs."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.capabilities import repertoire

TABLE = Path(__file__).with_suffix(".toml")
PLATFORMS = {"slack": "Slack", "teams": "Teams", "playground": "playground"}
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
    ways: Mapping[str, Way]
    reactions: Mapping[str, str]
    without: Mapping[str, str]


@cache
def surfaces() -> Surfaces:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    ways = {
        name: Way(way["title"], {each: way[each] for each in PLATFORMS if each in way}, way.get("instead", ""))
        for name, way in table["ways"].items()
    }
    return Surfaces(ways, table["reactions"], table["without"])


def page() -> str:
    """In Markdown. It follows from what is registered: no line of it is written by hand."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# One verb, one behaviour"
    yield ""
    yield "Each thing that Kring answers to, how it is reached on each platform, and what takes the place of what a"
    yield "platform lacks. Made by `./kring surfaces`; who may do it stands in `facilitation/rights.toml`."
    yield from _table("Ways", ("what", *PLATFORMS.values(), "where it lacks"), _ways())
    yield from _table("Verbs", ("verb", "answered by a form", *PLATFORMS.values()), _verbs())
    yield from _table("What is done with a message", ("shortcut", *PLATFORMS.values()), _shortcuts())
    yield from _table("Reactions", ("reaction", *PLATFORMS.values(), "the same done otherwise"), _reactions())
    yield from _table("Buttons and forms", ("action", "what", *PLATFORMS.values()), _actions())
    yield from _table("Where something lacks", ("what", "what then happens"), surfaces().without.items())


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _row(heads), _row(["---"] * len(heads)))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _on(name: str) -> Sequence[str]:
    return [surfaces().ways[name].on.get(platform, LACKING) for platform in PLATFORMS]


def _ways() -> Iterator[Sequence[str]]:
    for name, way in surfaces().ways.items():
        yield (way.title, *_on(name), way.instead)


def _verbs() -> Iterator[Sequence[str]]:
    for _, verb in repertoire().verbs():
        how = (", ".join(name for name in SAYING if each in surfaces().ways[name].on) for each in PLATFORMS)
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
