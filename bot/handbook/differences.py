"""What changed between two versions, to be read: passage by passage, and word by word within one that was changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from facilitation.knowledge.differences import Difference, Fate
from facilitation.knowledge.passages import Part

WORDS_AT_MOST = 3_000  # of one passage
EACH_COUNTS = 400  # above, words that come often are passed over: comparing each would take minutes, for some texts
PIECES = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    fate: Fate
    text: str


Told = tuple[Piece, ...]


def told(between: Sequence[Difference]) -> list[Told]:
    """Where some passages went and others came they are taken for the same ones, changed. Tags stand elsewhere."""
    found: list[Told] = []
    words = [each for each in between if each.passage.part is not Part.TAG]
    for is_same, run in groupby(words, lambda each: each.fate is Fate.SAME):
        texts = [(each.fate, each.passage.text) for each in run]
        if is_same:
            found.extend((Piece(Fate.SAME, text),) for _, text in texts)
        else:
            gone, new = ([text for fate, text in texts if fate is wanted] for wanted in (Fate.GONE, Fate.NEW))
            found.extend(tuple(changed(*pair)) for pair in zip_longest(gone, new, fillvalue=""))
    return found


def changed(before: str, now: str) -> Iterator[Piece]:
    old, new = PIECES.findall(before), PIECES.findall(now)
    longest = max(len(old), len(new))
    if not before or not now or longest > WORDS_AT_MOST:
        yield from _both(before, now)
        return
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=longest > EACH_COUNTS).get_opcodes():
        if what == "equal":
            yield Piece(Fate.SAME, "".join(new[j1:j2]))
        else:
            yield from _both("".join(old[i1:i2]), "".join(new[j1:j2]))


def _both(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Fate.GONE, gone)
    if new:
        yield Piece(Fate.NEW, new)
