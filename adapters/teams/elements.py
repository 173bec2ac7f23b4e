"""Canonical blocks as elements of an Adaptive Card.

All text goes into `TextRun`s, which are never read as Markdown: so nothing a member wrote can become markup, and
links, bold and italic look the same in every client. What tells a moment has a module of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.border import Json, clean
from adapters.markup import Listing, Run, read
from adapters.teams import moments
from adapters.teams.limits import PIECE, pieces
from facilitation.messages import Block, Chart, Facts, Picture, Quote, Small
from facilitation.wording import shorten

ELLIPSIS = "…"
TITLE = 300  # characters


def drawn(blocks: Sequence[Block]) -> list[Json]:
    """Elements in the order of the blocks; a long quote makes several."""
    return [element for block in blocks for element in _block(block)]


def title(text: str) -> Json:
    return line([Run(shorten(text, TITLE), bold=True)], size="Large")


def line(runs: Sequence[Run], **style: object) -> Json:
    """A paragraph; `style` is for each of its runs, but `spacing` for the whole."""
    spacing = style.pop("spacing", None)
    block: Json = {"type": "RichTextBlock", "inlines": [each for run in runs for each in _inlines(run, style)]}
    return block if spacing is None else {**block, "spacing": spacing}


def sentences(markdown: str, **style: object) -> Iterator[Json]:
    """Our own words, in canonical Markdown."""
    for part in read(markdown):
        if isinstance(part, Listing):
            yield from _listing(part, style)
        else:
            yield from _lines(part.runs, style)


def _block(block: Block) -> Iterator[Json]:
    if isinstance(block, Quote):
        yield from _quote(block)
    elif isinstance(block, Facts):
        for label, value in block.pairs:
            yield from _lines([Run(f"{label}: ", bold=True), Run(value)], {"spacing": "Small"})
    elif isinstance(block, Picture):
        yield {"type": "Image", "url": block.url, "altText": clean(block.alt).strip() or ELLIPSIS}
    elif isinstance(block, Chart):
        return  # attached beside the card
    elif isinstance(block, Small):
        yield from sentences(block.text, size="Small", isSubtle=True)
    else:
        yield from sentences(block.text)


def _quote(quote: Quote) -> Iterator[Json]:
    by = [line([Run(quote.by, bold=True)])] if quote.by else []
    for piece in pieces(quote.text):
        yield {"type": "Container", "style": "emphasis", "items": [*by, line([Run(piece)], spacing="Small")]}
        by = []


def _listing(listing: Listing, style: dict[str, object]) -> Iterator[Json]:
    indent = "\u2003" * listing.depth
    for place, item in enumerate(listing.items):
        mark = f"{listing.start + place}." if listing.ordered else "•"
        yield from _lines([Run(f"{indent}{mark} "), *item], {**style, "spacing": "Small"})


def _lines(runs: Sequence[Run], style: dict[str, object]) -> Iterator[Json]:
    """One paragraph, or several when it is so long that it may have to be cut."""
    if localised := moments.told(runs, style):
        yield localised
        return
    gathered: list[Run] = []
    length = 0
    for run in runs:
        for piece in pieces(run.text):
            if gathered and length + len(piece) > PIECE:
                yield line(gathered, **style)
                gathered, length = [], 0
            gathered.append(replace(run, text=piece))
            length += len(piece)
    yield line(gathered, **style)


def _inlines(run: Run, style: dict[str, object]) -> Iterator[Json]:
    """One run; cut within "{{", which begins a date function wherever clients find it."""
    text = clean(run.text).replace("{{", "{\0{")
    for piece in text.split("\0"):
        inline: Json = {"type": "TextRun", "text": piece, **style}
        if run.bold:
            inline["weight"] = "Bolder"
        if run.italic:
            inline["italic"] = True
        if run.code:
            inline["fontType"] = "Monospace"
        if run.link:
            inline["selectAction"] = {"type": "Action.OpenUrl", "url": run.link}
        yield inline
