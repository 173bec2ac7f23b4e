"""How near a document is to what is looked for: by what it means, and by the words it holds.

Found on the sets of `./kring bench search`: what a document means counts, and up to a fifth more when it holds what was
asked in the same or a like spelling. Adding up both lost across languages, for there words tell nothing; ranks lost
more. What was typed to be found as it is stands before all else: a name, a code, an abbreviation, or a word or two.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from storage.stems import WORD, framed, grams, stems, words_of

STRENGTHENED = 0.2  # by so much at most what a document means counts more, for the words it holds
BEHIND = 3  # times; see `Nearness.confidence`
WORDS_ALONE = 1.3  # half of the words' weight is as sure as 0.65 of what documents mean
SINGLE = 2  # words typed alone, without any that make a sentence, are looked for as they are
CAPITALS = re.compile(r"\b(?=\w*[^\W\d_])[^\W_a-z]{2,}\b")
CODE = re.compile(r"\S*\d\S*")
NAME = re.compile(r"(?<=[\w,;] )[^\W\d_a-z]\w+")


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
    """`near`: all in all. `exact`: the share of what was typed to be found as it is."""

    near: float
    exact: float
    by_words: bool

    @property
    def order(self) -> float:
        """Puts one before another."""
        return self.near + self.exact**2

    def confidence(self, best: float) -> float:
        """From 0 to 1, how surely it is what was looked for, where the best of its kind is as near as that.

        What lies behind the best is less sure by more than it lies behind: else two that are alike come along with
        every one that is right.
        """
        sure = self.near * WORDS_ALONE if self.by_words else self.near - BEHIND * max(0.0, best - self.near)
        return min(1.0, max(0.0, sure, self.exact))


def looked_for(
    typed: str, counts: Mapping[str, int], documents: int, blind: Callable[[str], str] | None
) -> Sequence[Word]:
    """The words that count, with how many of so many documents hold each. `blind` None: nothing is blinded here."""
    exact = set(exact_words(typed, counts))
    return [
        Word(
            forms=frozenset(stems(word)),
            blinded=frozenset(map(blind, stems(word))) if blind else frozenset(),
            grams=grams(min(stems(word), key=len)),
            weight=log(1 + (documents + 1) / (count + 0.5)),
            exact=word in exact,
        )
        for word, count in counts.items()
    ]


def exact_words(typed: str, words: Iterable[str]) -> Iterable[str]:
    """Of these, folded, the ones that are typed to be found as they are."""
    telling = words_of(typed)
    if len(WORD.findall(typed)) == len(telling) <= SINGLE:
        return set(telling)
    marked = [*CODE.findall(typed), *(CAPITALS.findall(typed) if not typed.isupper() else ()), *NAME.findall(typed)]
    wanted = set(words_of(" ".join(marked)))
    return [word for word in words if word in wanted]


def nearness(words: Sequence[Word], told: Told, meaning: float | None) -> Nearness:
    """`meaning`: the cosine of the two vectors; None where one is missing, and words alone must do."""
    held, like, exact = _shares(words, told)
    near = held if meaning is None else max(0.0, meaning) * (1 + STRENGTHENED * like)
    return Nearness(near, exact, by_words=meaning is None)


def _shares(words: Sequence[Word], told: Told) -> tuple[float, float, float]:
    """Of the weight of all words: what the document holds; the same and what it spells alike; what is exact."""
    there = frozenset(told.stems.split())
    letters = "" if told.is_blinded else framed(told.stems.replace(" ", "00"))
    held = like = exact = 0.0
    for word in words:
        if there.isdisjoint(word.blinded if told.is_blinded else word.forms):
            like += word.weight * sum(gram in letters for gram in word.grams) / len(word.grams)
        else:
            held += word.weight
            like += word.weight
            exact += word.weight if word.exact else 0.0
    whole = sum(word.weight for word in words) or 1.0
    return held / whole, like / whole, exact / whole
