"""Whose a paragraph is when several people write it: an unchanged one keeps its authors, a changed one has one more.

What somebody draws on keeps its authors too, wherever it stood: moved, split or put together, words stay theirs; and
so does it stay untold whose it is, where that is not known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef

BETWEEN = re.compile(r"\n\s*\n")
WORD = re.compile(r"\w+")
RUN = 4  # words in a row that are somebody's, however much is written around them


def split(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in BETWEEN.split(text) if paragraph.strip()]


def joined(passages: Iterable[Passage], head: str) -> str:
    """What a form shows of a field, to be changed."""
    return "\n\n".join(each.text for each in passages if each.part is Part.TEXT and each.head == head)


def written(head: str, text: str, by: AccountRef, name: str, known: Sequence[Passage] = ()) -> tuple[Passage, ...]:
    """The paragraphs of a field as they are now; `known` is all that was written before. `name` is "" for no name."""
    return tuple(_paragraph(head, text, by, name, known) for text in split(text))


def _paragraph(head: str, text: str, by: AccountRef, name: str, known: Sequence[Passage]) -> Passage:
    same = next((each for each in known if each.part is Part.TEXT and each.text == text), None)
    if same and not same.user:
        return replace(same, head=head)
    sources = [same] if same else [each for each in known if each.part is not Part.TAG and _draws_on(text, each.text)]
    authors = list(dict.fromkeys(author for each in sources for author in each.authors))
    names = [part for each in sources for part in each.name.split(", ") if part]
    if same is None:
        authors, names = [*(author for author in authors if author != by), by], [*names, *([name] if name else [])]
    told = ", ".join(dict.fromkeys(names))
    if not all(each.user for each in sources):
        return Passage(Part.TEXT, by.workspace, "", told, text, tuple(authors), head)
    first, *others = authors
    return Passage(Part.TEXT, first.workspace, first.user, told, text, tuple(others), head)


def _draws_on(new: str, old: str) -> bool:
    """Whether it holds a run of the other's words, or half of what one of them says is in both."""
    here, there = _words(new), _words(old)
    if not here or not there:
        return new == old
    shared, fewer = set(here) & set(there), min(len(set(here)), len(set(there)))
    return bool(set(_runs(here)) & set(_runs(there))) or 2 * len(shared) >= fewer


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
