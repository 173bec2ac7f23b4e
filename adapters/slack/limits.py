"""What Slack takes, and how text is made to fit. Lengths are in UTF-16 units, the larger of the ways to count."""

import json
import re
from collections.abc import Mapping, Sequence

# docs.slack.dev, Block Kit reference
BLOCKS_PER_MESSAGE = 50
BLOCKS_PER_VIEW = 100
HEADER = 150
CONTEXT_TEXT = 2000
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
BUTTON_URL = 3000
BUTTONS_PER_BLOCK = 25
IMAGE_URL = 3000
ALT_TEXT = 2000
OPTION_LABEL = 75
OPTIONS = 100
OPTIONS_AT_A_GLANCE = 10  # radio buttons and checkboxes
INPUT_LABEL = 2000
INPUT_HINT = 2000
TYPED_TEXT = 3000
# docs.slack.dev, Views
VIEW_TITLE = 24
VIEW_BUTTON = 24
PRIVATE_METADATA = 3000
VIEW_STACK = 3
# docs.slack.dev, conversations.open: users beside Kring itself; one would be a direct conversation
FEWEST_IN_A_GROUP = 2
MOST_IN_A_GROUP = 8
# docs.slack.dev, chat.postMessage and chat.update
TEXT = 40_000
TEXT_OF_UPDATE = 4_000
# Undocumented: msg_blocks_too_long comes at about 13,200 characters of blocks, containers counted.
BLOCKS_TOGETHER = 12_000
# docs.slack.dev, views.open: view_too_large above 250 kB, which is all of it. A unit may take six bytes on its way.
VIEW_TOGETHER = 40_000
VIEW_BYTES = 245_000
BYTES_OF_A_UNIT = 6

ELLIPSIS = "…"

_CUT_ESCAPE = re.compile("&[a-z]*$")


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, longest: int) -> str:
    """At most `longest` units, ending in "…" when something was left out."""
    if length(text) <= longest:
        return text
    return _first(text, longest - 1).rstrip() + ELLIPSIS


def escape(text: str) -> str:
    """Literal in Slack's message text: no mention, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_within(text: str, longest: int) -> str:
    """Escaped, and at most `longest` units with the escapes counted."""
    escaped = escape(text)
    if length(escaped) <= longest:
        return escaped
    return _CUT_ESCAPE.sub("", _first(escaped, longest - 1)).rstrip() + ELLIPSIS


def size(blocks: Sequence[Mapping[str, object]]) -> int:
    """How much of BLOCKS_TOGETHER these take, counted as Slack stores them."""
    return length(escape(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))))


def sent(drawn: object) -> int:
    """How many bytes of VIEW_BYTES this takes on its way."""
    return len(json.dumps(drawn))


def _first(text: str, units: int) -> str:
    """The beginning, without half a character at its end."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
