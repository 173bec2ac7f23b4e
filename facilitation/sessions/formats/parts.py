"""A long text over several inputs of a form, cut at line ends, and put together again."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitation.messages import DIALOG_AT_MOST, INPUT_AT_MOST

PART = "part_"
FILLED = 2400  # characters of a part at first, so that there is room to write


@dataclass(frozen=True, slots=True)
class Joined:
    """`begins`: on which line of the text each part does, counted from 1."""

    text: str
    names: Sequence[str]
    begins: Sequence[int]

    def place(self, line: int) -> tuple[str, int]:
        """The part in which that line of the text stands, and the line of the part that it is."""
        part = max(0, bisect_right(self.begins, line) - 1)
        return self.names[part], line - self.begins[part] + 1


def split(text: str) -> list[str]:
    """Joined with line breaks they are the text again."""
    parts: list[str] = []
    lines: list[str] = []
    size = 0
    for line in text.split("\n"):
        if lines and size + length(line) > FILLED:
            cut = _cut(lines)
            parts.append("\n".join(lines[:cut]))
            lines = lines[cut:]
            size = sum(length(each) for each in lines)
        lines.append(line)
        size += length(line)
    return [*parts, "\n".join(lines)]


def joined(values: Mapping[str, object]) -> Joined:
    """Of a form's values: what nothing was typed in is no part. Blanks count, as lines are indented by them."""
    numbers = sorted(int(name.removeprefix(PART)) for name in values if name.removeprefix(PART).isdecimal())
    filled = [(f"{PART}{number}", str(values[f"{PART}{number}"])) for number in numbers]
    filled = [(name, text) for name, text in filled if text.strip()] or [(f"{PART}1", "")]
    begins = [1]
    for _, text in filled[:-1]:
        begins.append(begins[-1] + text.count("\n") + 1)
    return Joined("\n".join(text for _, text in filled), [name for name, _ in filled], begins)


def fits_anywhere(text: str) -> bool:
    """Whether a form takes it on every platform. Nowhere but in the playground a single line may be as long as all."""
    return room_left(text) >= 0 and not has_too_long_a_line(text)


def room_left(text: str) -> int:
    """Characters that a dialog still takes."""
    return DIALOG_AT_MOST - length(json.dumps(text, ensure_ascii=False))


def has_too_long_a_line(text: str) -> bool:
    return any(length(line) > INPUT_AT_MOST for line in text.split("\n"))


def length(line: str) -> int:
    """In UTF-16 units, the larger of the ways to count, with a line break."""
    return len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1


def _cut(lines: Sequence[str]) -> int:
    """Behind the last blank line of the second half, or at the end."""
    blank = (place + 1 for place in range(len(lines) - 1, len(lines) // 2, -1) if not lines[place].strip())
    return next(blank, len(lines))
