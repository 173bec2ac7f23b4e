"""Canonical messages and the home view as Slack takes them: always within its limits, whatever members write.

Beside its blocks every message carries its full text, which screen readers and notifications use.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypedDict

from adapters.border import Json, clean
from adapters.markup import plain as plain_markdown
from adapters.slack import limits
from adapters.slack.blocks import has_room, more_is_left_out, of_card
from adapters.slack.rich_text import of_markdown
from facilitation.messages import (
    Block,
    Card,
    Chart,
    Facts,
    Home,
    Message,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Small,
    split,
)

# How long one text may be, from generous to tight: the first that lets everything fit is taken.
WITHOUT_END = 1_000_000
ROOM = (WITHOUT_END, 10_000, 3_000, 1_000, 300, 100)


class Rendered(TypedDict):
    text: str
    blocks: list[Json]


def in_parts(message: Message) -> Sequence[Message]:
    return split(message, _is_whole)


def _is_whole(message: Message) -> bool:
    """Whether `render` leaves nothing out of it."""
    blocks = list(_blocks(message, WITHOUT_END))
    if len(blocks) > limits.BLOCKS_PER_MESSAGE:
        blocks = _merged(blocks)
    fits = len(blocks) <= limits.BLOCKS_PER_MESSAGE and limits.size(blocks) <= limits.BLOCKS_TOGETHER
    return fits and (isinstance(message, Notice) or all(map(has_room, message.body)))


def render(message: Message, longest_text: int = limits.TEXT) -> Rendered:
    """A message for chat.postMessage, chat.update and response URLs."""
    return {
        "text": limits.escaped_within(spoken(message).strip(), longest_text) or limits.ELLIPSIS,
        "blocks": fitted(lambda room: list(_blocks(message, room)), limits.BLOCKS_PER_MESSAGE, limits.BLOCKS_TOGETHER),
    }


def render_home(home: Home) -> Json:
    """A view for views.publish. Cards that don't fit are left out from the end."""

    def drawn(room: int) -> list[Json]:
        blocks: list[Json] = []
        for card in home.cards:
            blocks += [{"type": "divider"}] if blocks else []
            blocks += of_card(card, room)
        return blocks

    blocks = fitted(drawn, limits.BLOCKS_PER_VIEW, limits.VIEW_TOGETHER)
    return {"type": "home", "blocks": blocks or [{"type": "divider"}]}


def fitted(draw: Callable[[int], list[Json]], most: int, together: int) -> list[Json]:
    """What `draw` gives with as much room for each text as lets all of it fit; at last without its middle."""
    blocks: list[Json] = []
    for room in ROOM:
        blocks = draw(room)
        if len(blocks) > most:
            blocks = _merged(blocks)
        if len(blocks) <= most and limits.size(blocks) <= together:
            return blocks
    return _folded(blocks, most, together)


def spoken(message: Message) -> str:
    """All of it as plain text, buttons aside."""
    if isinstance(message, Notice):
        return clean(plain_markdown(message.text))
    return clean("\n".join((message.title, *(_spoken(block) for block in message.body))))


def _blocks(message: Message, room: int) -> Iterator[Json]:
    if isinstance(message, Card):
        yield from of_card(message, room)
    else:
        yield of_markdown(message.text, room)


def _merged(blocks: Sequence[Json]) -> list[Json]:
    """Neighbouring texts as one block: denser to read, but all there."""
    merged: list[Json] = []
    for block in blocks:
        before = merged[-1] if merged else {}
        one, other = before.get("elements"), block.get("elements")
        if before.get("type") == block["type"] == "rich_text" and isinstance(one, list) and isinstance(other, list):
            merged[-1] = {"type": "rich_text", "elements": [*one, *other]}
        else:
            merged.append(block)
    return merged


def _folded(blocks: Sequence[Json], most: int, together: int) -> list[Json]:
    """As many blocks from the start as fit beside the buttons at the end."""
    ending = [more_is_left_out()]
    if blocks[-1]["type"] == "actions":
        ending.append(blocks[-1])
    kept: list[Json] = []
    room = together - limits.size(ending)
    for block in blocks[: most - len(ending)]:
        room -= limits.size([block])
        if room < 0:
            break
        kept.append(block)
    return [*kept, *ending]


def _spoken(block: Block) -> str:
    match block:
        case Paragraph() | Small():
            return plain_markdown(block.text)
        case Quote():
            return f"{block.by}: {block.text}" if block.by else block.text
        case Facts():
            return "\n".join(f"{label}: {value}" for label, value in block.pairs)
        case Picture() | Chart():
            return block.alt
