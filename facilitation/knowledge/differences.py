"""What is different between two versions of an item, paragraph by paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from facilitation.knowledge.items import ItemVersion
from facilitation.knowledge.passages import Passage


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage as it is in both, in the older one only, or in the newer one only."""

    fate: Fate
    passage: Passage


def differences(older: ItemVersion, newer: ItemVersion) -> Sequence[Difference]:
    """In the newer one's order, with what is gone where it stood. Titles are compared by whoever shows them."""
    before, after = [_key(each) for each in older.passages], [_key(each) for each in newer.passages]
    return tuple(_told(SequenceMatcher(None, before, after, autojunk=False), older.passages, newer.passages))


def _told(
    matcher: "SequenceMatcher[tuple[str, ...]]", older: Sequence[Passage], newer: Sequence[Passage]
) -> Iterator[Difference]:
    for how, start, end, begin, finish in matcher.get_opcodes():
        if how == "equal":
            yield from (Difference(Fate.SAME, each) for each in newer[begin:finish])
        else:
            yield from (Difference(Fate.GONE, each) for each in older[start:end])
            yield from (Difference(Fate.NEW, each) for each in newer[begin:finish])


def _key(passage: Passage) -> tuple[str, ...]:
    return (passage.part, passage.head, passage.text)
