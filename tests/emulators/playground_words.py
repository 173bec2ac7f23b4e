"""What the playground's answers say, in words."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from adapters.markup import plain

Json = dict[str, Any]

MARKDOWN = ("paragraph", "small", "notice")
TAG = re.compile("<[^>]*>")


def read(html: str) -> str:
    return unescape(TAG.sub("", html))


def words_of(post: Json) -> str:
    """All text of a post, as read from top to bottom, buttons included."""
    message = post["message"]
    return str(post["text"]) if message is None else "\n".join(texts_of(message))


def texts_of(node: object) -> list[str]:
    """Of any part of an answer, in the order in which they are read."""
    if isinstance(node, dict) and node.get("kind") in MARKDOWN:
        return [plain(node["text"])]
    if isinstance(node, dict):
        return [
            text for key, value in node.items() if key not in ("kind", "action", "subject") for text in texts_of(value)
        ]
    if isinstance(node, list):
        return [text for each in node for text in texts_of(each)]
    return [node] if isinstance(node, str) else []


def chosen(form: Json, name: str, picked: Sequence[str]) -> list[str]:
    """The values of options, each picked by its value or its label."""
    options = next(each["options"] for each in form["inputs"] if each["name"] == name)
    values = {each["label"]: each["value"] for each in options}
    return [values.get(each, each) for each in picked]


def initial(asked: Json) -> list[str]:
    given = asked.get("initial")
    if isinstance(given, dict):
        return [given["channel"]]
    return list(given) if isinstance(given, list) else [given or ""]
