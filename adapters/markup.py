"""Canonical Markdown, read once for every adapter: paragraphs and lists of styled runs of text.

The subset is bold, italic, code, links, lists and moments (`Texts.when`); everything else is literal. HTML, headings,
images and entities are not read, so that text from a person can never become markup by way of an escaped value.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitation.texts import MOMENT

# Link targets that may be shown; markdown-it itself refuses javascript:, vbscript:, file: and data:.
LINK_SCHEMES = ("https://", "http://", "mailto:")
_MOMENT = re.compile(rf"{MOMENT}([0-9]{{1,11}})")  # eleven digits end within the years that Python knows

_READER = MarkdownIt("zero").enable(["list", "emphasis", "backticks", "link", "escape", "newline"])


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. It may hold line breaks.

    `moment`, in UTC: shown to each reader in their own zone; `text` tells it, with its zone, where that can't be.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Items of one list at one depth; a list within a list follows as a `Listing` of its own, one deeper.

    `start` is the number of the first item of an ordered list.
    """

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = False
    depth: int = 0
    start: int = 1


Part = Lines | Listing


@lru_cache(maxsize=512)
def read(markdown: str) -> tuple[Part, ...]:
    """The parts of a Markdown text, from top to bottom."""
    return tuple(_parts(_READER.parse(markdown)))


def plain(markdown: str) -> str:
    """The same as plain text: a link shows its target behind its words, a list its dashes or numbers."""
    return "\n".join(_plain_part(part) for part in read(markdown))


def _plain_part(part: Part) -> str:
    if isinstance(part, Lines):
        return _plain_runs(part.runs)
    marks = (f"{part.start + place}." if part.ordered else "-" for place in range(len(part.items)))
    indent = "  " * part.depth
    return "\n".join(f"{indent}{mark} {_plain_runs(item)}" for mark, item in zip(marks, part.items, strict=True))


def _plain_runs(runs: Sequence[Run]) -> str:
    return "".join(f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text for run in runs)


@dataclass(slots=True)
class _OpenList:
    ordered: bool
    number: int
    items: list[tuple[Run, ...]]


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
    open_lists: list[_OpenList] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if open_lists:
                yield from _gathered(open_lists)
            start = int(token.attrs.get("start", 1))
            open_lists.append(_OpenList(token.type.startswith("ordered"), start, []))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            yield from _gathered(open_lists)
            open_lists.pop()
        elif token.type == "inline":
            runs = tuple(_runs(token.children or ()))
            if open_lists:
                open_lists[-1].items.append(runs)
            else:
                yield Lines(runs)


def _gathered(open_lists: Sequence[_OpenList]) -> Iterator[Listing]:
    """What the innermost open list holds so far; the rest of it starts where this ends."""
    innermost = open_lists[-1]
    if innermost.items:
        yield Listing(tuple(innermost.items), innermost.ordered, len(open_lists) - 1, innermost.number)
        innermost.number += len(innermost.items)
        innermost.items.clear()


def _runs(children: Sequence[Token]) -> Iterator[Run]:
    style, pending = Run(""), ""
    for token in children:
        if token.type in ("text", "text_special"):
            pending += token.content
        elif token.type in ("softbreak", "hardbreak"):
            pending += "\n"
        else:
            if pending:
                yield replace(style, text=pending)
                pending = ""
            if token.type == "code_inline":
                yield replace(style, text=token.content, code=True)
            style = _restyled(style, token)
    if pending:
        yield replace(style, text=pending)


def _restyled(style: Run, token: Token) -> Run:
    opens = token.nesting == 1
    if token.type.startswith("strong"):
        return replace(style, bold=opens)
    if token.type.startswith("em"):
        return replace(style, italic=opens)
    if token.type.startswith("link"):
        target = str(token.attrs.get("href", "")) if opens else ""
        return replace(style, link=target if target.startswith(LINK_SCHEMES) else None, moment=_moment(target))
    return style


def _moment(target: str) -> datetime | None:
    told = _MOMENT.fullmatch(target)
    return datetime.fromtimestamp(int(told[1]), UTC) if told else None
