"""Reading what Slack shows (words, buttons, forms) and filling forms in, as its client does."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.emulators import moments

Json = dict[str, Any]
Filled = Mapping[str, str | Sequence[str]]

_INITIAL = {
    "value": "initial_value",
    "selected_time": "initial_time",
    "selected_date": "initial_date",
    "selected_conversation": "initial_conversation",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}
_DATE = re.compile(r"<!date\^([0-9]+)\^([^|>]*)\|[^>]*>")


def words_of(message: Json, zone: str = "UTC") -> str:
    """All text of a message or view, as read from top to bottom in that zone, buttons included."""
    found = [message.get("text") or "", *_texts(message.get("blocks") or [], zone)]
    return "\n".join(found).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def in_line(element: Json, zone: str = "UTC") -> str:
    """An element of rich text, or a text object, as its reader sees it; still escaped."""
    if element.get("type") == "date":
        return _told(element["timestamp"], element["format"], zone)
    return _DATE.sub(lambda found: _told(int(found[1]), found[2], zone), element.get("text", ""))


def typed(text: str, bot_user: str) -> str:
    """What the client makes of what somebody types: `& < >` escaped, @Kring a mention."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"@Kring\b", f"<@{bot_user}>", escaped)


def buttons(message: Json) -> list[tuple[Json, Json]]:
    """The buttons of a message or view, each with its block."""
    blocks: list[Json] = message.get("blocks") or []
    return [
        (element, block)
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def button(message: Json, label: str) -> tuple[Json, Json]:
    """The button with that label, or whose action id begins so."""
    for element, block in buttons(message):
        if element["text"]["text"] == label or element["action_id"].split("~")[0] == label:
            return element, block
    offered = [element["text"]["text"] for element, _ in buttons(message)]
    raise AssertionError(f"no button {label!r}, only {offered}")


def state(view: Json, values: Filled) -> dict[str, Json]:
    """`state.values` as Slack would send it: initial values, overwritten by what is filled in."""
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    unknown = set(values) - set(inputs)
    assert not unknown, f"the form asks {sorted(inputs)}, not {sorted(unknown)}"
    return {
        name: {element["action_id"]: _value(element, values[name] if name in values else _initial(element))}
        for name, element in inputs.items()
    }


def keep(view: Json, filled: Mapping[str, Json]) -> None:
    """Leave what was filled in standing in a form that stays open, as the client does."""
    for block in view["blocks"]:
        if block["type"] == "input":
            (value,) = filled[block["block_id"]].values()
            element = block["element"]
            for key, given in value.items():
                if key != "type":
                    element.pop(_INITIAL[key], None)
                    element.update({_INITIAL[key]: given} if given else {})


def _texts(node: object, zone: str) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item, zone)
    elif isinstance(node, dict) and node.get("type") == "date":
        yield in_line(node, zone)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("text", "alt_text", "initial_value") and isinstance(value, str):
                yield in_line({"text": value}, zone)
            elif isinstance(value, list | dict):
                yield from _texts(value, zone)


def _told(timestamp: int, shown: str, zone: str) -> str:
    at = datetime.fromtimestamp(timestamp, UTC)
    return shown.replace("{date_long}", moments.day(at, zone)).replace("{time}", moments.hour(at, zone))


def _options(element: Json) -> list[Json]:
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def _initial(element: Json) -> str | Sequence[str]:
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    if "initial_option" in element:
        chosen: str = element["initial_option"]["value"]
        return chosen
    for key in ("initial_value", "initial_time", "initial_date", "initial_conversation"):
        if key in element:
            given: str = element[key]
            return given
    return ""


def _value(element: Json, given: str | Sequence[str]) -> Json:
    kind = element["type"]
    if kind in ("plain_text_input", "timepicker", "datepicker", "conversations_select"):
        field = {"plain_text_input": "value", "timepicker": "selected_time", "datepicker": "selected_date"}
        return {"type": kind, field.get(kind, "selected_conversation"): given or None}
    wanted = [given] if isinstance(given, str) else list(given)
    labels = {option["text"]["text"]: option for option in _options(element)}
    offered = labels | {option["value"]: option for option in _options(element)}
    missing = [value for value in wanted if value and value not in offered]
    assert not missing, f"{element['action_id']} offers {sorted(offered)}, not {missing}"
    chosen = [offered[value] for value in wanted if value]
    if kind in ("checkboxes", "multi_static_select"):
        return {"type": kind, "selected_options": chosen}
    return {"type": kind, "selected_option": chosen[0] if chosen else None}


def standing(views: Sequence[Json]) -> Json:
    """What Slack tells of where the topmost of these stands."""
    names = [f"V{number}" for number in range(len(views))]
    return {"id": names[-1], "root_view_id": names[0], "previous_view_id": names[-2] if len(names) > 1 else None}
