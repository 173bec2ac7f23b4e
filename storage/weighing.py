"""How near a document is to what is looked for: by what it means, and by the words it holds.

Found on the sets of `./kring bench search`: what a document means counts, and up to a fifth more when it holds what was
asked in the same or a like spelling. Adding up both lost across languages, for there words tell nothing; ranks lost
more. What was typed to be found as it is stands before all else: a name, a code, an abbreviation, or a word or two.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from string import punctuation

from storage.stems import WORD, framed, grams, stems, words_of

STRENGTHENED = 0.2  # by so much at most what a document means counts more, for the words it holds
FAR = 0.25  # up to 0.23 a made-up word lies near to something; what was judged as wanted, never below 0.3
WORDS_ALONE = 1.2  # half of the words' weight is as sure as 0.6 of what documents mean
FEW, SURE_AMONG_FEW = 5, 0.52
MANY, SURE_AMONG_MANY = 400, 0.6
"""The more there is, the nearer something lies by chance: what is as sure among few as this among many.

Parts of the sets drawn at random, half of the queries with nothing that is wanted: of what is then shown first among 5
documents 0.98 is right across languages (stsb-fr-en) and 0.89 where all is about one thing (banking-en), among 20 it is
0.97 and 0.80. With 0.6 throughout a quarter of what is wanted across languages would not be shown there.
"""
SINGLE = 2  # words typed alone, without any that make a sentence, are looked for as they are
NAMED = 0.3  # of an exact word's worth have names and abbreviations within a sentence
MARKED = 1_000  # letters of what is typed in which codes and names are looked for


@dataclass(frozen=True, slots=True)
class Word:
    """One that is looked for. `weight`: the fewer hold it, the more. `exact`: from 0 to 1, wanted as it was typed."""

    forms: frozenset[str]
    blinded: frozenset[str]
    grams: frozenset[str]
    weight: float
    exact: float
    is_held: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What an index holds of a document: its stems, or their digests."""

    stems: str
    is_blinded: bool = False


@dataclass(frozen=True, slots=True)
class Nearness:
    """`near`: all in all. `exact`: the share of what is typed to be found as it is; `typed`: of what anything holds.

    `among`: how many documents there are.
    """

    near: float
    exact: float
    typed: float
    by_words: bool
    among: int

    @property
    def order(self) -> float:
        """Puts one before another."""
        return self.near + self.typed

    @property
    def confidence(self) -> float:
        """From 0 to 1, how surely it is what was looked for."""
        return min(1.0, max(self.near * (WORDS_ALONE if self.by_words else _sureness(self.among)), self.exact))

    @property
    def is_far(self) -> bool:
        return self.order <= (0.0 if self.by_words else FAR)


def looked_for(
    typed: str, counts: Mapping[str, int], documents: int, blind: Callable[[str], str] | None
) -> Sequence[Word]:
    """The words that count, with how many of so many documents hold each. `blind` None: nothing is blinded here."""
    exact = exact_words(typed)
    return [
        Word(
            forms=frozenset(stems(word)),
            blinded=frozenset(map(blind, stems(word))) if blind else frozenset(),
            grams=grams(min(stems(word), key=len)),
            weight=log(1 + (documents + 1) / (count + 0.5)),
            exact=exact.get(word, 0.0),
            is_held=count > 0,
        )
        for word, count in counts.items()
    ]


def exact_words(typed: str) -> Mapping[str, float]:
    """The words, folded, that are typed to be found as they are, and how much so."""
    telling = words_of(typed[:MARKED])
    if len(WORD.findall(typed[:MARKED])) == len(telling) <= SINGLE:
        return dict.fromkeys(telling, 1.0)
    found: dict[str, float] = {}
    for piece, worth in _marked(typed[:MARKED]):
        found.update(dict.fromkeys(words_of(piece), worth))
    return found


def _marked(typed: str) -> Iterator[tuple[str, float]]:
    """Codes, and what is written large within a sentence; where all is, it marks nothing."""
    large_means_nothing = typed.isupper() or typed.istitle()
    begins = True
    for piece in typed.split():
        bare = piece.strip(punctuation)
        if any(letter.isdigit() for letter in bare) and not bare.isdigit():
            yield bare, 1.0
        elif bare[:1].isupper() and not large_means_nothing and (not begins or bare[1:].isupper()):
            yield bare, NAMED
        begins = piece.endswith((".", "!", "?", ":"))


def nearness(words: Sequence[Word], told: Told, meaning: float | None, among: int) -> Nearness:
    """`meaning`: the cosine of the two vectors; None where one is missing, and words alone must do."""
    held, like, exact, typed = _shares(words, told)
    near = held if meaning is None else max(0.0, meaning) * (1 + STRENGTHENED * like)
    return Nearness(near, exact, typed, by_words=meaning is None, among=among)


def _sureness(among: int) -> float:
    """By how much something near counts more among so many."""
    crowd = log(min(max(among, FEW), MANY) / FEW) / log(MANY / FEW)
    return SURE_AMONG_MANY / (SURE_AMONG_FEW + (SURE_AMONG_MANY - SURE_AMONG_FEW) * crowd)


def _shares(words: Sequence[Word], told: Told) -> tuple[float, float, float, float]:
    """Of the weight of all words: what the document holds; the same, and what it spells alike; what is exact.

    And, to stand first by, what is a code, of the weight of the words that anything holds; of names the square of their
    share: across languages one that is held by chance would be all that anything holds.
    """
    there = frozenset(told.stems.split())
    letters = "" if told.is_blinded else framed(told.stems.replace(" ", "00"))
    held = like = exact = code = name = 0.0
    for word in words:
        if there.isdisjoint(word.blinded if told.is_blinded else word.forms):
            like += word.weight * sum(gram in letters for gram in word.grams) / len(word.grams)
        else:
            held += word.weight
            like += word.weight
            exact += word.weight * word.exact
            code += word.weight if word.exact == 1 else 0.0
            name += word.weight if 0 < word.exact < 1 else 0.0
    whole = sum(word.weight for word in words) or 1.0
    known = sum(word.weight for word in words if word.is_held) or 1.0
    return held / whole, like / whole, exact / whole, code / known + (name / whole) ** 2
