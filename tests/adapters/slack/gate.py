"""The limits gate: whether Slack would take a call. Written from docs.slack.dev, not from what the adapter knows.

Slack's own emulators check nothing of this, so every call and view that a test records goes through here.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.adapters.slack.methods import METHODS
from tests.emulators.reading import check_slack

Json = Mapping[str, Any]

MESSAGES = ("chat.postMessage", "chat.postEphemeral", "chat.update")
VIEWS = ("views.open", "views.push", "views.update", "views.publish")

# block type: required fields, optional fields
BLOCKS = {
    "header": ({"text"}, set[str]()),
    "section": (set[str](), {"text", "fields", "accessory", "expand"}),
    "rich_text": ({"elements"}, set[str]()),
    "context": ({"elements"}, set[str]()),
    "actions": ({"elements"}, set[str]()),
    "divider": (set[str](), set[str]()),
    "image": ({"alt_text"}, {"title", "image_url", "slack_file"}),
    "input": ({"label", "element"}, {"hint", "optional", "dispatch_action"}),
}
IN_MESSAGES = set(BLOCKS) - {"input"}
DATE_TOKENS = {
    f"{{{name}}}"
    for name in ("date_num", "date", "date_short", "date_long", "date_pretty", "date_short_pretty", "time", "time_secs")
}


def check_call(method: str, arguments: Json) -> None:
    """Raises: AssertionError when Slack would refuse it, change what it shows, or be asked for what is not told of."""
    check_slack(method)
    assert method in METHODS, f"no gate knows {method}"
    needed, allowed = METHODS[method]
    assert needed <= set(arguments) <= needed | allowed, f"{method}: {sorted(set(arguments) ^ needed)}"
    if method == "response_url" and not arguments.get("delete_original"):
        check_message(arguments)
    if method in MESSAGES:
        check_message(arguments, longest_text=4_000 if method == "chat.update" else 40_000)
    if method in VIEWS:
        check_view(arguments["view"])
    if method == "conversations.open":
        assert 1 <= len(arguments["users"].split(",")) <= 8, "too_many_users"
    if method == "chat.postMessage" and "metadata" in arguments:
        payload = arguments["metadata"]["event_payload"]
        assert set(payload) == {"id"}, "nothing but an opaque id may stand in metadata"


def check_response(body: Json) -> None:
    """An acknowledgement's body or a response URL's."""
    if "blocks" in body:
        check_message(body)
    if body.get("response_action") == "errors":
        assert body["errors"], "errors must name an input"
        assert all(isinstance(said, str) and said for said in body["errors"].values())
    if body.get("response_action") in ("update", "push"):
        check_view(body["view"])


def check_message(message: Json, longest_text: int = 40_000) -> None:
    text, blocks = message["text"], message["blocks"]
    _text_within(text, 1, longest_text)
    assert not re.search(r"[<>]", text), "an unescaped bracket can become a mention"
    assert not re.search(r"&(?!amp;|lt;|gt;)", text), "an unescaped ampersand"
    assert 1 <= len(blocks) <= 50
    assert all(block["type"] in IN_MESSAGES for block in blocks)
    together = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    assert _units(together) <= 13_200, "msg_blocks_too_long"
    _check_blocks(blocks)


def check_view(view: Json) -> None:
    assert view["type"] in ("modal", "home")
    assert 1 <= len(view["blocks"]) <= 100
    assert len(json.dumps(view).encode()) <= 250_000
    _text_within(view.get("callback_id", "x"), 1, 255)
    _text_within(view.get("private_metadata", "x"), 1, 3000)
    if view["type"] == "modal":
        _plain(view["title"], 24)
        has_inputs = any(block["type"] == "input" for block in view["blocks"])
        assert not has_inputs or "submit" in view
        for button in ("submit", "close"):
            if button in view:
                _plain(view[button], 24)
    ids = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids)), "two inputs of one name"
    _check_blocks(view["blocks"])
    View(**view).validate_json()


def _check_blocks(blocks: Sequence[Json]) -> None:
    for block in blocks:
        kind = block["type"]
        assert kind in BLOCKS, f"no such block: {kind}"
        required, optional = BLOCKS[kind]
        fields = set(block) - {"type", "block_id"}
        assert required <= fields <= required | optional, f"{kind} with {fields}"
        _text_within(block.get("block_id", "x"), 1, 255)
        if kind in CHECKS:
            CHECKS[kind](block)
        _no_control_characters(block)
        parsed = Block.parse(dict(block))
        assert parsed is not None
        parsed.validate_json()


def _header(block: Json) -> None:
    _plain(block["text"], 150)


def _section(block: Json) -> None:
    assert "text" in block or "fields" in block
    if "text" in block:
        _text_object(block["text"], 3000)
    assert len(block.get("fields", [])) <= 10
    for field in block.get("fields", []):
        _text_object(field, 2000)


def _context(block: Json) -> None:
    assert 1 <= len(block["elements"]) <= 10
    for element in block["elements"]:
        _text_object(element, 2000)


def _image(block: Json) -> None:
    assert ("image_url" in block) != ("slack_file" in block)
    shown = block.get("image_url") or f"https://{block['slack_file']['id']}"
    assert re.match(r"https?://\w", shown)
    _text_within(shown, 1, 3000)
    _text_within(block["alt_text"], 1, 2000)


def _actions(block: Json) -> None:
    elements = block["elements"]
    assert 1 <= len(elements) <= 25
    ids = [element["action_id"] for element in elements]
    assert len(ids) == len(set(ids)), "two elements of one block share an action id"
    for element in elements:
        assert element["type"] == "button"
        assert set(element) <= {"type", "text", "action_id", "value", "url", "style", "accessibility_label", "confirm"}
        _plain(element["text"], 75)
        _text_within(element["action_id"], 1, 255)
        _text_within(element.get("value", "x"), 1, 2000)
        _text_within(element.get("url", "http://x"), 1, 3000)
        assert re.match(r"(https?://|mailto:)", element.get("url", "http://x"))
        assert element.get("style", "primary") in ("primary", "danger")


def _rich_text(block: Json) -> None:
    assert block["elements"]
    for element in block["elements"]:
        kind = element["type"]
        assert kind in ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
        if kind == "rich_text_list":
            assert element["style"] in ("bullet", "ordered")
            assert 0 <= element.get("indent", 0) <= 8
            assert element["elements"]
            for item in element["elements"]:
                assert item["type"] == "rich_text_section"
                _rich_line(item["elements"])
        else:
            _rich_line(element["elements"])


def _rich_line(elements: Sequence[Json]) -> None:
    assert elements
    for element in elements:
        if element["type"] == "date":
            _date_in_line(element)
            continue
        assert element["type"] in ("text", "link"), "nothing that could mention anybody"
        assert isinstance(element["text"], str)
        assert element["text"]
        assert set(element.get("style", {})) <= {"bold", "italic", "strike", "code"}
        if element["type"] == "link":
            assert re.match(r"(https?://|mailto:)", element["url"])


def _date_in_line(element: Json) -> None:
    """docs.slack.dev, Date element."""
    assert set(element) <= {"type", "timestamp", "format", "fallback", "style"}
    assert isinstance(element["timestamp"], int)
    _date_format(element["format"])
    assert element["fallback"].strip(), "a client that can't would show nothing"
    assert set(element.get("style", {})) <= {"bold", "italic", "strike"}


def _date_format(shown: str) -> None:
    tokens = set(re.findall(r"{[^{}]*}", shown))
    assert {"{date_long}", "{time}"} <= tokens <= DATE_TOKENS, shown


def _input(block: Json) -> None:
    _plain(block["label"], 2000)
    if "hint" in block:
        _plain(block["hint"], 2000)
    element = block["element"]
    _text_within(element["action_id"], 1, 255)
    INPUTS[element["type"]](element)


def _typed(element: Json) -> None:
    assert 1 <= element.get("max_length", 3000) <= 3000
    _text_within(element.get("initial_value", "x"), 1, element.get("max_length", 3000))


def _few_options(element: Json) -> None:
    _options(element["options"], 10)
    _initial(element, element["options"])


def _many_options(element: Json) -> None:
    assert ("options" in element) != ("option_groups" in element)
    groups = element.get("option_groups", [])
    assert len(groups) <= 100
    for group in groups:
        _plain(group["label"], 75)
        _options(group["options"], 100)
    offered = (
        element["options"] if "options" in element else [option for group in groups for option in group["options"]]
    )
    if "options" in element:
        _options(offered, 100)
    _initial(element, offered)


def _options(options: Sequence[Json], most: int) -> None:
    assert 1 <= len(options) <= most
    for option in options:
        _plain(option["text"], 75)
        _text_within(option["value"], 1, 150)


def _initial(element: Json, offered: Sequence[Json]) -> None:
    """An initial option must be one of the options, to the letter."""
    initial = [
        *element.get("initial_options", []),
        *([element["initial_option"]] if "initial_option" in element else []),
    ]
    assert all(option in offered for option in initial)
    assert "initial_options" not in element or element["initial_options"]
    assert ("initial_options" in element) <= (element["type"] in ("checkboxes", "multi_static_select"))


def _time(element: Json) -> None:
    assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", element.get("initial_time", "00:00"))


def _date(element: Json) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", element.get("initial_date", "2026-01-01"))


def _conversation(element: Json) -> None:
    assert set(element.get("filter", {}).get("include", ["im"])) <= {"im", "mpim", "private", "public"}


CHECKS: Mapping[str, Callable[[Json], None]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "image": _image,
    "actions": _actions,
    "rich_text": _rich_text,
    "input": _input,
}
INPUTS: Mapping[str, Callable[[Json], None]] = {
    "plain_text_input": _typed,
    "radio_buttons": _few_options,
    "checkboxes": _few_options,
    "static_select": _many_options,
    "multi_static_select": _many_options,
    "timepicker": _time,
    "datepicker": _date,
    "conversations_select": _conversation,
}


def _plain(text: Json, longest: int) -> None:
    assert text["type"] == "plain_text"
    _text_object(text, longest)


def _text_object(text: Json, longest: int) -> None:
    assert text["type"] in ("plain_text", "mrkdwn")
    assert text["text"].strip(), "an empty text object"
    _text_within(text["text"], 1, longest)
    if text["type"] == "mrkdwn":
        for inside in re.findall(r"<([^>]*)>", text["text"]):
            date = re.fullmatch(r"!date\^[0-9]+\^([^|^]*)\|[^|]+", inside)
            assert date or re.match(r"(https?://|mailto:)[^|]*\|", inside), "a mention in mrkdwn"
            if date:
                _date_format(date[1])


def _text_within(text: str, shortest: int, longest: int) -> None:
    assert shortest <= _units(text) <= longest, f"{_units(text)} units, {shortest} to {longest} are allowed"


def _units(text: str) -> int:
    """Characters as JavaScript counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _no_control_characters(node: object) -> None:
    if isinstance(node, str):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", node)
    elif isinstance(node, Mapping):
        for value in node.values():
            _no_control_characters(value)
    elif isinstance(node, list):
        for value in node:
            _no_control_characters(value)
