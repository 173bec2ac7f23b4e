"""Slack's message text turned into plain text, once, as it comes in.

In Slack's text `& < >` are escaped, mentions and links stand between angle brackets, emoji have names. Outside
this module nobody sees that. Source: docs.slack.dev, Formatting message text.
"""

import re
from collections.abc import Mapping

from adapters.border import clean

_BRACKETED = re.compile(r"<([^<>]*)>")
_EMOJI = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")

Names = Mapping[str, str]


def from_slack(text: str, names: Names, emoji: Names) -> str:
    """Plain text.

    `names`: user ids to names, for mentions that come without one. `emoji`: the characters of the emoji that this
    message is known to hold, by name; others keep their `:name:`.
    """
    if "<" in text:
        text = _BRACKETED.sub(lambda found: _said(found.group(1), names), text)
    if emoji:
        text = _EMOJI.sub(lambda found: emoji.get(found.group(1), found.group(0)), text)
    return clean(_unescaped(text))


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _said(inside: str, names: Names) -> str:
    """What a reader sees for `<…>`; still escaped."""
    target, _, label = inside.partition("|")
    kind, rest = target[:1], target[1:]
    if kind == "@":
        return f"@{label or names.get(rest, rest)}"
    if kind == "#":
        return f"#{label or rest}"
    if kind == "!":
        return _special(rest, label)
    return _link(target, label)


def _special(what: str, label: str) -> str:
    """`!here`, `!subteam^S1|@writers`, `!date^…|a fallback`."""
    return label or f"@{what.partition('^')[0]}"


def _link(target: str, label: str) -> str:
    shown = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or target in (label, f"http://{label}", f"https://{label}") or shown == label:
        return label or shown
    return f"{label} ({shown})"
