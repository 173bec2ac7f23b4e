"""Kring's Markdown as HTML. Every piece of text is escaped here; nothing is trusted because it is ours."""

from collections.abc import Sequence

from markupsafe import Markup

from adapters import markup
from adapters.markup import Lines, Listing, Run

NEW_LINE = Markup("<br>")


def html(markdown: str) -> Markup:
    return Markup("").join(_part(part) for part in markup.read(markdown))


def inline(markdown: str) -> Markup:
    """For a line that stands in an element of its own."""
    return NEW_LINE.join(
        _runs(part.runs) if isinstance(part, Lines) else _listing(part) for part in markup.read(markdown)
    )


def _part(part: Lines | Listing) -> Markup:
    return Markup("<p>{}</p>").format(_runs(part.runs)) if isinstance(part, Lines) else _listing(part)


def _listing(part: Listing) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(_runs(item)) for item in part.items)
    if part.ordered:
        return Markup('<ol start="{}" class="depth-{}">{}</ol>').format(part.start, part.depth, items)
    return Markup('<ul class="depth-{}">{}</ul>').format(part.depth, items)


def _runs(runs: Sequence[Run]) -> Markup:
    return Markup("").join(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    text = NEW_LINE.join(Markup.escape(line) for line in run.text.split("\n"))
    for wanted, tag in ((run.code, "code"), (run.bold, "strong"), (run.italic, "em")):
        if wanted:
            text = Markup("<{0}>{1}</{0}>").format(tag, text)
    if run.link:
        return Markup('<a href="{}" rel="noreferrer" target="_blank">{}</a>').format(run.link, text)
    return text
