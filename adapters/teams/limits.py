"""How much Teams takes, and how a long message is fitted into it."""

import json
from collections.abc import Iterator, Sequence

from adapters.border import Json

# learn.microsoft.com, Teams "Limits and specifications" and "Designing Adaptive Cards". A kilobyte is kept for
# what surrounds a card.
CARD_BYTES = 27 * 1024
MESSAGE_CARDS = 2  # a message holds 80 KB
ACTIONS_IN_A_ROW = 6
CHOICES = 100
PIECE = 2000  # characters of one stretch of text
MESSAGE_BYTES = 78 * 1024
PICTURE_WIDTHS = (480, 400, 320, 240)  # pixels: the widest is taken that leaves room for the words beside it
PICTURE_BYTES = 66 * 1024
SUMMARY = 200  # characters


def size(node: object) -> int:
    """Bytes of the JSON: UTF-8 on the wire, UTF-16 inside Teams; whichever is more."""
    written = json.dumps(node, ensure_ascii=False)
    return max(len(written.encode()), len(written.encode("utf-16-le")))


def pieces(text: str, longest: int = PIECE) -> Iterator[str]:
    """The text in stretches, ended at a line or a word where there is one."""
    while len(text) > longest:
        cut = max(text.rfind("\n", 0, longest), text.rfind(" ", 0, longest)) + 1
        cut = cut if cut > longest // 2 else longest
        yield text[:cut]
        text = text[cut:]
    yield text


def packed(elements: Sequence[Json], room: int) -> list[list[Json]]:
    """The elements in order, in as few groups as fit `room` bytes each; at least one group."""
    groups: list[list[Json]] = [[]]
    left = room
    for element in elements:
        needed = size(element) + 2
        if needed > left and groups[-1]:
            groups.append([])
            left = room
        groups[-1].append(element)
        left -= needed
    return groups
