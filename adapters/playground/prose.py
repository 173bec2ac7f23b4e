"""Kring's Markdown as HTML. Every piece of text is escaped here; nothing is trusted because it is ours."""

from collections.abc import Sequence

from markupsafe import Markup

from adapters import markup
from adapters.markup import Lines, Listing, Run
from facilitation.texts import Texts

NEW_LINE = Markup("<br>")


def html(markdown: str, reader: Texts) -> Markup:
    """`reader`: in whose zone and language moments are told."""
    return Markup("").join(_part(part, reader) for part in markup.read(markdown))


def inline(markdown: str, reader: Texts) -> Markup:
    """For a line that stands in an element of its own."""
    return NEW_LINE.join(
        _runs(part.runs, reader) if isinstance(part, Lines) else _listing(part, reader)
        for part in markup.read(markdown)
    )


def _part(part: Lines | Listing, reader: Texts) -> Markup:
    return Markup("<p>{}</p>").format(_runs(part.runs, reader)) if isinstance(part, Lines) else _listing(part, reader)


def _listing(part: Listing, reader: Texts) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(_runs(item, reader)) for item in part.items)
    if part.ordered:
        return Markup('<ol start="{}" class="depth-{}">{}</ol>').format(part.start, part.depth, items)
    return Markup('<ul class="depth-{}">{}</ul>').format(part.depth, items)


def _runs(runs: Sequence[Run], reader: Texts) -> Markup:
    return Markup("").join(_run(run, reader) for run in runs)


def _run(run: Run, reader: Texts) -> Markup:
    text = NEW_LINE.join(Markup.escape(line) for line in run.text.split("\n"))
    if run.moment:
        told = Markup('<time datetime="{}" title="{}">{}</time>')
        text = told.format(run.moment.isoformat(), run.text, reader.moment(run.moment))
    for wanted, tag in ((run.code, "code"), (run.bold, "strong"), (run.italic, "em")):
        if wanted:
            text = Markup("<{0}>{1}</{0}>").format(tag, text)
    if run.link:
        return Markup('<a href="{}" rel="noreferrer" target="_blank">{}</a>').format(run.link, text)
    return text
