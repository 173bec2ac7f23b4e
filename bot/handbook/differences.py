"""What changed between two texts: paragraph by paragraph, and word by word within one that was changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS_AT_MOST = 3_000  # of one paragraph; comparing longer ones word by word would hold a reader up
PIECES = re.compile(r"\s+|\w+|[^\w\s]")

How = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    how: How
    text: str


Paragraph = tuple[Piece, ...]


def differences(before: Sequence[str], now: Sequence[str]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what == "equal":
            found.extend((Piece("same", text),) for text in now[j1:j2])
        else:
            found.extend(_changed(before[i1:i2], now[j1:j2]))
    return found


def _changed(before: Sequence[str], now: Sequence[str]) -> Iterator[Paragraph]:
    """As many as both have are told as changed, what is over as gone or new."""
    for old, new in zip(before, now, strict=False):
        yield tuple(_words(old, new))
    yield from ((Piece("gone", text),) for text in before[len(now) :])
    yield from ((Piece("new", text),) for text in now[len(before) :])


def _words(before: str, now: str) -> Iterator[Piece]:
    old, new = PIECES.findall(before), PIECES.findall(now)
    if max(len(old), len(new)) > WORDS_AT_MOST:
        yield from (Piece("gone", before), Piece("new", now))
        return
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(new[j1:j2]))
        else:
            yield from (Piece(how, text) for how, text in _both("".join(old[i1:i2]), "".join(new[j1:j2])) if text)


def _both(gone: str, new: str) -> Iterator[tuple[How, str]]:
    yield "gone", gone
    yield "new", new
