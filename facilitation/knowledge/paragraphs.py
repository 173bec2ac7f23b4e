"""Whose a paragraph is when several people write it: an unchanged one keeps its authors, a changed one has one more.

What somebody draws on keeps its authors too, wherever it stood: moved, split or put together, words stay theirs; and
so does it stay untold whose it is, where that is not known.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from facilitation.knowledge.passages import Part, Passage
from facilitation.people import LANGUAGES, AccountRef
from facilitation.texts import texts_in

BETWEEN = re.compile(r"\n\s*\n")
WORD = re.compile(r"\w+")
RUN = 4  # words in a row that are somebody's, however much is written around them
TELLING = 4  # letters of a word that says something
MANY = 6  # such words, in whatever order


def split(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in BETWEEN.split(text) if paragraph.strip()]


def joined(passages: Iterable[Passage], head: str) -> str:
    """What a form shows of a field, to be changed."""
    return "\n\n".join(each.text for each in passages if each.part is Part.TEXT and each.head == head)


def written(
    head: str, text: str, by: AccountRef, name: str, known: Sequence[Passage] = (), gone: Sequence[Passage] = ()
) -> tuple[Passage, ...]:
    """The paragraphs of a field as they are now. `name` is "" for no name.

    `known` is all that was written before, `gone` what stands in none of the fields any more.
    """
    return tuple(_paragraph(head, paragraph, by, name, known, gone) for paragraph in split(text))


def draws_on(new: str, old: Passage) -> bool:
    """Whether it holds a run of the other's words, or half of its telling ones where these are many.

    Small words are everybody's, and so are the few words of a remark: nobody becomes an author by them.
    """
    if shared_runs(new, old.text):
        return True
    here, there = _telling(new), _telling(old.text)
    shared = len(here & there)
    return old.part.is_body and shared >= MANY and 2 * shared >= min(len(here), len(there))


def reaches_too_far(text: str, by: AccountRef, agreed: Sequence[Passage], narrower: Sequence[Passage]) -> bool:
    """Whether it holds words of others out of `narrower`, which they did not agree to have read as far as `agreed`."""
    said = {run for each in agreed for run in runs(each.text)}
    return any(
        (text == each.text and all(text != other.text for other in agreed))
        or shared_runs(text, each.text) - said
        or (draws_on(text, each) and not any(draws_on(text, other) and _all_of(each, other) for other in agreed))
        for each in narrower
        if each.part is not Part.TAG and not set(each.authors) <= {by}
    )


def shared_runs(new: str, old: str) -> set[tuple[str, ...]]:
    return {run for run in runs(new) & runs(old) if any(_tells(word) for word in run)}


def runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


@cache
def small_words() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in texts_in(language).words("knowledge.small_words"))


def _paragraph(
    head: str, text: str, by: AccountRef, name: str, known: Sequence[Passage], gone: Sequence[Passage]
) -> Passage:
    same = next((each for each in known if each.part is Part.TEXT and each.text == text), None)
    if same:
        return replace(same, head=head)
    used = [each for each in known if each.part is not Part.TAG and draws_on(text, each)]
    sources = [*used, *(each for each in gone if _is_made_of(text, each.text))]
    authors = dict.fromkeys(author for each in sources for author in each.authors if author != by)
    first, *others = (*authors, by)
    told = _told([*(each.name for each in sources), name])
    if not all(each.user for each in sources):
        return Passage(Part.TEXT, by.workspace, "", told, text, (first, *others), head)
    return Passage(Part.TEXT, first.workspace, first.user, told, text, tuple(others), head)


def _all_of(one: Passage, other: Passage) -> bool:
    return set(one.authors) <= set(other.authors)


def _told(names: Sequence[str]) -> str:
    """All of them, or none: what somebody wrote without a name is not to stand under the names of others."""
    if not all(names):
        return ""
    return ", ".join(dict.fromkeys(part for name in names for part in name.split(", ")))


def _is_made_of(new: str, old: str) -> bool:
    """Of what stands there no more, half of what one of them says is in both."""
    here, there = (_telling(text) or set(_words(text)) for text in (new, old))
    return 2 * len(here & there) >= min(len(here), len(there)) > 0


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _telling(text: str) -> set[str]:
    return {word for word in _words(text) if _tells(word)}


def _tells(word: str) -> bool:
    return len(word) >= TELLING and word not in small_words()
