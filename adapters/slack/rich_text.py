"""Rich text elements: the one way to show text on Slack in which nothing is interpreted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from adapters.border import Json, clean
from adapters.markup import Lines, Listing, Part, Run, read
from adapters.slack.limits import ELLIPSIS, escape, shorten

# Slack indents lists to this depth.
DEEPEST = 8
# Slack fills these in by the reader's zone, language and clock. docs.slack.dev, Date element.
A_MOMENT = "{date_long}, {time}"


def block(elements: Sequence[Json]) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def of_markdown(markdown: str, longest: int) -> Json:
    """Our own sentences. What is beyond `longest` characters is left out."""
    room, elements = longest, list[Json]()
    for part in _paragraphs_joined(read(markdown)):
        if room <= 0:
            break
        shown, room = _within(part, room)
        elements.append(_element(shown))
    return block(elements or [_section([Run(ELLIPSIS)])])


def of_quote(text: str, by: str, longest: int) -> Json:
    """A member's words, exactly as written."""
    words: Json = {"type": "rich_text_quote", "elements": [_text(Run(shorten(clean(text), longest) or ELLIPSIS))]}
    author = shorten(clean(by).strip(), longest)
    return block([_section([Run(author, bold=True)]), words] if author else [words])


def of_pairs(pairs: Iterable[tuple[str, str]], longest: int) -> Json:
    """Labels and values, a line each."""
    lines: list[Run] = []
    for label, value in pairs:
        ending = "\n" if lines else ""
        lines += [Run(f"{ending}{shorten(clean(label), longest)}: ", bold=True), Run(shorten(clean(value), longest))]
    return block([_section(lines or [Run(ELLIPSIS)])])


def mrkdwn(markdown: str) -> str | None:
    """One line for a context block, as mrkdwn with everything escaped; None when plain text says the same."""
    runs = [run for part in read(markdown) for run in _runs_of(part)]
    if not any(run.bold or run.italic or run.code or run.link or run.moment for run in runs):
        return None
    return "".join(_marked(run) for run in runs)


def _runs_of(part: Part) -> tuple[Run, ...]:
    if isinstance(part, Lines):
        return part.runs
    return tuple(run for item in part.items for run in (Run("\n• "), *item))


def _marked(run: Run) -> str:
    words = escape(clean(run.text))
    if run.link:
        target = escape(run.link).replace("|", "%7C")
        return f"<{target}|{words.replace('|', '¦')}>"
    if run.moment:
        return f"<!date^{int(run.moment.timestamp())}^{A_MOMENT}|{words.replace('|', '¦')}>"
    core = words.strip()
    if not core or "\n" in core:
        return words
    before, after = words[: words.index(core)], words[words.index(core) + len(core) :]
    for wanted, mark in ((run.code, "`"), (run.italic, "_"), (run.bold, "*")):
        core = f"{mark}{core}{mark}" if wanted else core
    return f"{before}{core}{after}"


def _paragraphs_joined(parts: Iterable[Part]) -> list[Part]:
    """Paragraphs that follow each other as one, for Slack shows no gap between sections."""
    joined: list[Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if isinstance(before, Lines) and isinstance(part, Lines):
            joined[-1] = Lines((*before.runs, Run("\n\n"), *part.runs))
        else:
            joined.append(part)
    return joined


def _within(part: Part, room: int) -> tuple[Part, int]:
    """The part, cut where room ends; and the room that is left."""
    if isinstance(part, Lines):
        runs, room = _runs_within(part.runs, room)
        return Lines(runs), room
    items: list[tuple[Run, ...]] = []
    for item in part.items:
        if room <= 0:
            break
        runs, room = _runs_within(item, room)
        items.append(runs)
    return Listing(tuple(items), part.ordered, part.depth, part.start), room


def _runs_within(runs: Iterable[Run], room: int) -> tuple[tuple[Run, ...], int]:
    kept: list[Run] = []
    for run in runs:
        if room <= 0:
            break
        text = run.text if run.moment else shorten(clean(run.text), room)
        kept.append(replace(run, text=text))
        room -= len(text)
    return tuple(kept), room


def _element(part: Part) -> Json:
    if isinstance(part, Lines):
        return _section(part.runs)
    listing: Json = {
        "type": "rich_text_list",
        "style": "ordered" if part.ordered else "bullet",
        "indent": min(part.depth, DEEPEST),
        "elements": [_section(item) for item in part.items],
    }
    if part.start > 1:
        listing["offset"] = part.start - 1
    return listing


def _section(runs: Iterable[Run]) -> Json:
    elements = [_text(run) for run in runs if run.text]
    return {"type": "rich_text_section", "elements": elements or [_text(Run(" "))]}


def _text(run: Run) -> Json:
    style = {name: True for name, wanted in (("bold", run.bold), ("italic", run.italic), ("code", run.code)) if wanted}
    element: Json = {"type": "text", "text": run.text}
    if run.link:
        element = {"type": "link", "url": run.link, "text": run.text}
    elif run.moment:
        element = {"type": "date", "timestamp": int(run.moment.timestamp()), "format": A_MOMENT, "fallback": run.text}
    return {**element, "style": style} if style else element
