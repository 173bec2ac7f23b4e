"""How near a document is to what is looked for: by what it means, and by the words it holds.

Found on the sets of `./kring bench search`: what a document means counts, and up to a fifth more when it holds what was
asked in the same or a like spelling. Adding up both lost across languages, for there words tell nothing; ranks lost
more. What was typed to be found as it is stands before all else: a name, a code, an abbreviation, or a word or two.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from storage.stems import grams, stems, words_of

STRENGTHENED = 0.2  # by so much at most what a document means counts more, for the words it holds
SINGLE = 2  # words that are typed alone are looked for as they are
CAPITALS = re.compile(r"\b(?=\w*[^\W\d_])[^\W_a-z]{2,}\b")
CODE = re.compile(r"\S*\d\S*")
NAME = re.compile(r"(?<=[\w,;] )[^\W\d_a-z]\w+")

alike = lru_cache(maxsize=20_000)(grams)
"""Remembered: words return."""


@dataclass(frozen=True, slots=True)
class Word:
    """One that is looked for. `weight`: the fewer documents hold it, the more. `exact`: wanted as it was typed."""

    forms: frozenset[str]
    blinded: frozenset[str]
    grams: frozenset[str]
    weight: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What an index holds of a document: its stems, or their digests."""

    stems: str
    is_blinded: bool = False


@dataclass(frozen=True, slots=True)
class Nearness:
    """`order` puts one before another; `confidence`, from 0 to 1, is how surely it is what was looked for."""

    order: float
    confidence: float


def looked_for(
    typed: str, counts: Mapping[str, int], documents: int, blind: Callable[[str], str] | None
) -> Sequence[Word]:
    """The words that count, with how many of so many documents hold each. `blind` None: nothing is blinded here."""
    exact = set(exact_words(typed, counts))
    return [
        Word(
            forms=frozenset(stems(word)),
            blinded=frozenset(map(blind, stems(word))) if blind else frozenset(),
            grams=alike(min(stems(word), key=len)),
            weight=log(1 + (documents + 1) / (count + 0.5)),
            exact=word in exact,
        )
        for word, count in counts.items()
    ]


def exact_words(typed: str, words: Iterable[str]) -> Iterable[str]:
    """Of these, folded, the ones that are typed to be found as they are."""
    if len(telling := set(words_of(typed))) <= SINGLE:
        return telling
    marked = [*CODE.findall(typed), *(CAPITALS.findall(typed) if not typed.isupper() else ()), *NAME.findall(typed)]
    wanted = set(words_of(" ".join(marked)))
    return [word for word in words if word in wanted]


def nearness(words: Sequence[Word], told: Told, meaning: float | None) -> Nearness:
    """`meaning`: the cosine of the two vectors; None where one is missing, and words alone must do."""
    held, like, exact = _shares(words, told)
    near = held if meaning is None else max(0.0, meaning) * (1 + STRENGTHENED * like)
    return Nearness(near + exact, min(1.0, max(near, exact)))


def _shares(words: Sequence[Word], told: Told) -> tuple[float, float, float]:
    """Of the weight of all words: what the document holds; the same and what it spells alike; what is exact."""
    stands = told.stems.split()
    there = frozenset(stands)
    letters: frozenset[str] = frozenset() if told.is_blinded else frozenset().union(*map(alike, there))
    held = like = exact = 0.0
    for word in words:
        if there.isdisjoint(word.blinded if told.is_blinded else word.forms):
            like += word.weight * len(word.grams & letters) / len(word.grams)
        else:
            held += word.weight
            like += word.weight
            exact += word.weight if word.exact else 0.0
    whole = sum(word.weight for word in words) or 1.0
    return held / whole, like / whole, exact / whole
