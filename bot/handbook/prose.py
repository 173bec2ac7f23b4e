"""What members wrote, as HTML. Nothing of it is trusted: no HTML, no images, no headings; links to web and mail."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from adapters.markup import LINK_SCHEMES

ELSEWHERE = "nofollow noopener noreferrer ugc"
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]*[^\s<>\"'`\\.,;:!?)\]}*_~…]")
MARKED = re.compile(r"[^\w\s.,;:?'’“”‘«»()/%€-]|_|^\s*[-\d]", re.MULTILINE)
"""Where anything might be a mark: in most texts nothing is."""
RULES = [
    "list",
    "blockquote",
    "fence",
    "emphasis",
    "strikethrough",
    "backticks",
    "link",
    "autolink",
    "escape",
    "newline",
]


class Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 the library's name
        return url.lower().startswith(LINK_SCHEMES)


def html(text: str) -> Markup:
    """Paragraphs, lists, quotations and code, each in the direction of its own script."""
    return Markup(_READER.render(text))  # noqa: S704 made by the reader, which escapes all that is not its own


def flat(text: str) -> str:
    """In one line, without any marks, for lists."""
    if not MARKED.search(text):
        return " ".join(text.split())
    return " ".join(_words(token.children or ()) for token in _READER.parse(text) if token.type == "inline")


def _words(tokens: Sequence[Token]) -> str:
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens)


def _prepare(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_linked(token.children))
        if token.nesting >= 0 and token.type != "inline":
            token.attrSet("dir", "auto")


def _linked(tokens: Sequence[Token]) -> Iterator[Token]:
    """With bare addresses as links, and where links lead told nothing of where they were."""
    within = 0
    for token in tokens:
        within += token.nesting if token.type.startswith("link") else 0
        if token.type == "link_open":
            token.attrs = {"href": token.attrs["href"], "rel": ELSEWHERE}
        if token.type == "text" and not within:
            yield from _split(token.content)
        else:
            yield token


def _split(text: str) -> Iterator[Token]:
    after = 0
    for found in ADDRESS.finditer(text):
        href = _READER.normalizeLink(found[0])
        yield _text(text[after : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": href, "rel": ELSEWHERE})
        yield _text(found[0])
        yield Token("link_close", "a", -1)
        after = found.end()
    yield _text(text[after:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


_READER = Reader("zero", {"breaks": True, "maxNesting": 16}).enable(RULES)
_READER.core.ruler.push("prepare", _prepare)
