"""Teams' message HTML turned into plain text, once, as it comes in.

Even a message whose `textFormat` is "plain" holds `<at>` tags and entities such as `&nbsp;`. Every tag name is
markup: Teams escapes what a person types. Python's own HTML parser is not used: over tags that never end it takes
time by the square of their number, minutes for a single message.
"""

import re
from collections.abc import Iterator
from html import unescape

from adapters.border import clean

_BLANKS = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLOCKS = frozenset({"p", "div", "ul", "ol", "pre", "blockquote", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
# Each looks no further than the next "<", so that reading takes time by the length.
_MARKUP = re.compile(
    r"""<[!?][^<>]*>|<(?P<end>/?)(?P<tag>[a-z][a-z0-9:-]*)(?P<attributes>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""",
    re.IGNORECASE,
)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
NEW_LINE = "\n"
FRESH_LINE = "\r"  # a new line, unless one has just begun


def from_html(markup: str) -> str:
    """Plain text; a mention becomes "@Name", a list item "- item", an image its description."""
    if "<" not in markup and "&" not in markup:
        return clean(markup).strip()
    said: list[str] = []
    for piece in _pieces(markup):
        if piece != FRESH_LINE:
            said.append(piece)
        elif said and not said[-1].endswith(NEW_LINE):
            said.append(NEW_LINE)
    lines = (_BLANKS.sub(" ", line).strip() for line in clean("".join(said)).split(NEW_LINE))
    return _EMPTY_LINES.sub("\n\n", NEW_LINE.join(lines)).strip()


def _pieces(markup: str) -> Iterator[str]:
    """What a reader would see, piece by piece."""
    read = 0
    for found in _MARKUP.finditer(markup):
        if found.start() > read:
            yield unescape(markup[read : found.start()])
        yield from _shown(found)
        read = found.end()
    if read < len(markup):
        yield unescape(markup[read:])


def _shown(found: re.Match[str]) -> Iterator[str]:
    tag, ends = (found["tag"] or "").lower(), bool(found["end"])
    if tag in _BLOCKS or tag == "li":
        yield FRESH_LINE
    if ends:
        return
    if tag == "br":
        yield NEW_LINE
    elif tag == "li":
        yield "- "
    elif tag == "at":
        yield "@"
    elif tag in ("img", "emoji"):
        alt = _ALT.search(found["attributes"])
        yield unescape(next(filter(None, alt.groups()), "")) if alt else ""
