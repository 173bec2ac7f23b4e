"""The characters behind Slack's names for emoji, as far as Kring has a use for them.

Messages bring their own (a rich_text element tells its code points); reactions come by name alone.
"""

from collections.abc import Iterator, Mapping

# Slack's short names (iamcal/emoji-data, which Slack uses) of what people answer with.
REACTIONS: Mapping[str, str] = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "ballot_box_with_check": "☑️",
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "ok_hand": "👌",
    "clap": "👏",
    "raised_hands": "🙌",
    "pray": "🙏",
    "wave": "👋",
    "raised_hand": "✋",
    "hand": "✋",
    "muscle": "💪",
    "heart": "❤️",
    "tada": "🎉",
    "eyes": "👀",
    "bulb": "💡",
    "question": "❓",
    "thinking_face": "🤔",
    "bookmark": "🔖",
    "pushpin": "📌",
    "star": "⭐",
    "100": "💯",
    "fire": "🔥",
    "smile": "😄",
    "joy": "😂",
    "x": "❌",
}


def reaction(name: str) -> str:
    """The character, whatever its skin tone; Slack's name where there is none here (a workspace's own emoji)."""
    bare = name.partition("::")[0]
    return REACTIONS.get(bare, bare)


def within(blocks: object) -> Mapping[str, str]:
    """The characters of the emoji in a message's rich_text blocks, by name."""
    return dict(_emoji(blocks)) if isinstance(blocks, list) else {}


def _emoji(blocks: list[object]) -> Iterator[tuple[str, str]]:
    """However deep they stand."""
    waiting = list(blocks)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        if node.get("type") == "emoji" and isinstance(node.get("unicode"), str):
            if character := _character(node["unicode"]):
                yield str(node.get("name", "")), character
        elif isinstance(node.get("elements"), list):
            waiting += node["elements"]


def _character(code_points: str) -> str:
    """From "1f44d-1f3fd" to 👍🏽; "" when it is not that."""
    try:
        return "".join(chr(int(point, 16)) for point in code_points.split("-"))
    except (ValueError, OverflowError):
        return ""
