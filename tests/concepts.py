"""An embedder for tests: a few things that are said in three languages, each a direction of its own."""

from collections.abc import Sequence

import numpy as np

from facilitation.people import AccountRef, CommunityId
from facilitation.ports.embedder import Meaning, NotUnderstood, Vector
from facilitation.ports.search import Wanted
from facilitation.ports.upkeep import Unread
from storage.stems import words_of
from tests.storage.shelf import CIRCLE, LEASE, Shelf

CONCEPTS = (
    {"meeting", "meetings", "vergadering", "vergaderingen", "reunion", "gathering"},
    {"elephant", "elephants", "olifant", "olifanten"},
    {"short", "kort", "bref", "brief"},
    {"bread", "brood", "pain"},
)
NOTHING_ELSE = len(CONCEPTS)


class Concepts:
    """Counts the texts it was `told`; refuses those that hold a word of `refuses`."""

    def __init__(self, name: str = "concepts", refuses: str = "") -> None:
        self.name = name
        self.refuses = refuses
        self.read: list[str] = []

    def asked(self, words: str) -> Vector:
        if self.refuses and self.refuses in words:
            raise NotUnderstood("a word it can't read")
        vector = np.full(NOTHING_ELSE + 1, 0.0, np.float32)
        vector[NOTHING_ELSE] = 0.1
        for word in words_of(words):
            for place, said in enumerate(CONCEPTS):
                vector[place] += word in said
        return Vector((vector / np.linalg.norm(vector)).astype("<f4").tobytes())

    def told(self, texts: Sequence[str]) -> Sequence[Vector]:
        self.read += texts
        return [self.asked(text) for text in texts]


def meaning(words: str, model: str = "concepts") -> Meaning:
    return Meaning(model, Concepts().asked(words))


def understand(shelf: Shelf, waiting: Sequence[Unread] | None = None, model: str = "concepts") -> list[bool]:
    """All that waits, or these that were claimed; whether each was still to be understood."""
    with shelf.unit() as unit:
        claimed = unit.understanding.claim(100, LEASE) if waiting is None else waiting
        return [unit.understanding.understood(each, meaning(each.text, model)) for each in claimed]


def like(
    shelf: Shelf,
    words: str,
    reader: AccountRef | None = None,
    kinds: tuple[str, ...] = (),
    model: str = "concepts",
    community: CommunityId = CIRCLE,
) -> list[str]:
    """What is found for these words and what they mean, best first, and is still there."""
    found = shelf.store.find(Wanted(community, words, 10, kinds, reader, lambda: meaning(words, model)))
    with shelf.unit(community) as unit:
        return [hit.id for hit in unit.search.show(found, reader)]
