"""A message of Slack's as the contract reads it: its words, line by line, and its buttons."""

from collections.abc import Iterator
from typing import Any

from tests.adapters.slack.payloads import Json
from tests.emulators import slack_forms
from tests.platforms.ground import Seen

RUNS = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")


def seen(message: Json) -> Seen:
    labels = tuple(element["text"]["text"] for element, _ in slack_forms.buttons(message))
    return Seen(message["ts"], "\n".join(_lines(message["blocks"])), labels)


def _lines(node: Any) -> Iterator[str]:
    """A section's runs stand on one line, whatever their style."""
    if isinstance(node, list):
        for each in node:
            yield from _lines(each)
    elif isinstance(node, dict) and str(node.get("type", "")) in RUNS:
        yield "".join(slack_forms.in_line(run) for run in node["elements"])
    elif isinstance(node, dict):
        yield from [slack_forms.in_line(node)] if isinstance(node.get("text"), str) else []
        for each in node.values():
            yield from _lines(each) if isinstance(each, dict | list) else ()
