"""Words as they are searched: folded, without the words every text has, and cut down to a stem.

Light stemming of our own for the three languages: it joins plurals and common inflections, no more. SQLite
has no stemmer but English; PostgreSQL brings its own and uses only the words from here.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

ASKED_AT_MOST = 40  # words of a query that count; a question rarely has more that matter
WORD = re.compile(r"\w+")
LONGEST = 60  # letters of a word that count; PostgreSQL refuses words of 2 KB
SHORTEST = 3  # letters a stem keeps
VOWELS = "aeiouy"

ENGLISH = """
    a about an and are as at be been but by can could did do does for from had has have he her him his how i if in
    into is it its me my no not of on or our she should so some than that the their them then there these they
    this to up us was we were what when where which who why will with would you your
"""
DUTCH = """
    aan als ben bij dan dat de deze die dit doe door een en er had hadden heb hebben heeft het hij hoe hun iets ik
    in  is je jij jullie kan kunnen maar me met mij mijn moet naar niet nog of om ons onze ook op over te tot uit
    van  veel voor waar waarom wanneer was wat we wel wie wij worden wordt ze zich zij zijn zo zou
"""
FRENCH = """
    a ai as au aux avec avez avons c ce ces cet cette comment d dans de des du elle elles en est et eu fait il ils
    j  je l la le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ont ou par pas pour pourquoi qu
    quand  que quel quelle quelles quels qui s sa se ses si son sont sur t ta te tes toi ton tu un une vos votre
    vous y
"""
COMMON = frozenset(f"{ENGLISH} {DUTCH} {FRENCH}".split())


def fold(text: str) -> str:
    """Without case and diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> Sequence[str]:
    """The words in their order, folded; those that every text has are left out."""
    return [word[:LONGEST] for word in WORD.findall(fold(text).replace("_", " ")) if word not in COMMON]


def asked(text: str) -> Sequence[str]:
    """The distinct words of a query."""
    return list(dict.fromkeys(words_of(text)))[:ASKED_AT_MOST]


def stem(word: str, language: str) -> str:
    """The word's stem in that language; the word itself where the language is not known here."""
    if not word.isascii() or not word.isalpha():
        return word
    cut = STEMMERS.get(language)
    return cut(word) if cut else word


def stems(word: str) -> Sequence[str]:
    """Every stem the word may have been indexed under, whatever the document's language."""
    return sorted({word, *(cut(word) for cut in STEMMERS.values())}) if word.isascii() and word.isalpha() else [word]


def grams(word: str) -> frozenset[str]:
    """Three letters each, with a 0 before the word and after it: what is spelled alike shares many."""
    letters = framed(word)
    return frozenset(letters[start : start + 3] for start in range(len(letters) - 2))


def framed(words: str) -> str:
    return f"0{words}0"


def _english(word: str) -> str:
    word = _ending(word, {"ies": "y", "sses": "ss", "xes": "x", "ches": "ch", "shes": "sh"})
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = _cut(word, ("s",))
    word = _cut(word, ("ingly", "edly", "ing", "ed", "ly", "ment", "ness"))
    return _single(_cut(word, ("e",)))


def _dutch(word: str) -> str:
    word = _ending(word, {"heden": "heid", "ieen": "ie"})
    word = _cut(word, ("en", "e", "s", "n"))
    word = _single(word)
    word = re.sub(r"(aa|ee|oo|uu)(?=[^aeiou]*$)", lambda found: found.group()[0], word)
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])


def _french(word: str) -> str:
    word = _ending(word, {"eaux": "eau", "aux": "al"})
    word = _cut(word, ("s", "x"))
    word = _cut(word, ("issement", "ement", "ment", "ation", "ant", "ent", "ees", "ee", "er", "ez", "ir", "e"))
    return _single(word)


STEMMERS: dict[str, Callable[[str], str]] = {"en": _english, "nl": _dutch, "fr": _french}


def _ending(word: str, endings: dict[str, str]) -> str:
    for old, new in endings.items():
        if word.endswith(old) and len(word) - len(old) >= SHORTEST - 1:
            return word[: -len(old)] + new
    return word


def _cut(word: str, endings: Sequence[str]) -> str:
    """Without the first of these endings that leaves enough of a word."""
    for ending in endings:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= SHORTEST and any(letter in VOWELS for letter in rest):
            return rest
    return word


def _single(word: str) -> str:
    """A doubled consonant at the end is one."""
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in VOWELS:
        return word[:-1]
    return word
