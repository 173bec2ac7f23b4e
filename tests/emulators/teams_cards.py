"""Reading and filling Adaptive Cards as a person would: by their words, labels and fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.adapters.teams.gate import nodes
from tests.emulators import moments

Json = dict[str, Any]
Typed = str | Sequence[str]

_BLOCKS = frozenset({"RichTextBlock", "TextBlock"})
_FUNCTION = re.compile(r"\{\{(DATE|TIME)\(([^,)]+)(?:, LONG)?\)\}\}")
_TELL = {"DATE": moments.day, "TIME": moments.hour}


def words_of(cards: Sequence[Json], zone: str = "UTC") -> str:
    """All that can be read on the cards in that zone, a paragraph, label, option or button a line."""
    return "\n".join(line for card in cards for line in _lines(card, zone))


def action(cards: Sequence[Json], label: str) -> Json:
    """The button with that label."""
    found = [each for card in cards for each in _actions(card)]
    for each in found:
        if each.get("title") == label:
            return each
    raise AssertionError(f"no button {label!r}; there are {[each.get('title') for each in found]}")


def labels(cards: Sequence[Json]) -> list[str]:
    """Of all buttons."""
    return [str(each.get("title")) for card in cards for each in _actions(card)]


def fields(card: Json) -> dict[str, Json]:
    """The inputs by name."""
    return {node["id"]: node for node in nodes(card) if str(node.get("type", "")).startswith("Input.")}


def filled(card: Json, values: Mapping[str, Typed]) -> Json:
    """What the client would send of the card's inputs. Options by value or by label; what is not named stays."""
    inputs = fields(card)
    unknown = set(values) - set(inputs)
    assert not unknown, f"no field {sorted(unknown)}; there are {sorted(inputs)}"
    sent = {name: field.get("value", "") for name, field in inputs.items()}
    return sent | {name: _typed(inputs[name], value) for name, value in values.items()}


def errors_of(card: Json) -> dict[str, str]:
    """The warnings above the fields, by the field's name."""
    return {
        str(node["id"]).removeprefix("error:"): "".join(_text(node)).removeprefix("⚠ ")
        for node in card["body"]
        if str(node.get("id", "")).startswith("error:")
    }


def _typed(field: Json, value: Typed) -> str:
    if field["type"] != "Input.ChoiceSet":
        assert isinstance(value, str), f"{field['id']} takes text"
        return value
    picked = [value] if isinstance(value, str) else list(value)
    return ",".join(_option(field, each) for each in picked)


def _option(field: Json, wanted: str) -> str:
    for choice in field["choices"]:
        if wanted in (choice["value"], choice["title"]):
            return str(choice["value"])
    raise AssertionError(f"{field['id']} has no option {wanted!r}: {field['choices']}")


def _lines(card: Json, zone: str) -> Iterator[str]:
    for node in nodes(card):
        if node.get("type") in _BLOCKS:
            yield re.sub(r"[ \t]+", " ", "".join(_text(node, zone)))
        elif str(node.get("type", "")).startswith("Input."):
            yield from _input_lines(node)
        elif str(node.get("type", "")).startswith("Action.") and node.get("title"):
            yield f"[{node['title']}]"
        elif node.get("type") == "Image":
            yield str(node.get("altText", ""))


def _input_lines(node: Json) -> Iterator[str]:
    yield str(node.get("label", ""))
    for choice in node.get("choices", []):
        yield str(choice["title"])
    if node["type"] != "Input.ChoiceSet" and node.get("value"):
        yield str(node["value"])


def _text(node: Json, zone: str = "UTC") -> Iterator[str]:
    if node["type"] == "TextBlock":
        yield _FUNCTION.sub(lambda found: _TELL[found[1]](datetime.fromisoformat(found[2]), zone), node["text"])
    for run in node.get("inlines", []):
        yield run["text"]


def _actions(card: Json) -> Iterator[Json]:
    return (node for node in nodes(card) if str(node.get("type", "")).startswith("Action.") and "title" in node)
