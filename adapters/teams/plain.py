"""Teams' message HTML turned into plain text, once, as it comes in.

Even a message whose `textFormat` is "plain" holds `<at>` tags and entities such as `&nbsp;`.
"""

import re
from html.parser import HTMLParser

from adapters.border import clean

_BLANKS = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLOCKS = frozenset({"p", "div", "ul", "ol", "pre", "blockquote", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})


def from_html(markup: str) -> str:
    """Plain text; a mention becomes "@Name", a list item "- item", an image its description."""
    if "<" not in markup and "&" not in markup:
        return clean(markup).strip()
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in clean("".join(reader.said)).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers what a reader would see. Every tag name is markup: Teams escapes what a person types."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.said.append("\n")
        elif tag == "li":
            self._new_line()
            self.said.append("- ")
        elif tag == "at":
            self.said.append("@")
        elif tag in ("img", "emoji"):
            self.said.append(dict(attrs).get("alt") or "")
        elif tag in _BLOCKS:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "li":
            self._new_line()

    def _new_line(self) -> None:
        if self.said and not self.said[-1].endswith("\n"):
            self.said.append("\n")
