"""A look at how prompts are worded: what steers, judges, or can be answered with yes or no where words are wanted.

It warns and never forbids. What it looks for are data, in `wording/<language>.yaml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facilitation.people import LANGUAGES
from facilitation.playbooks.asking import Text
from facilitation.playbooks.pages import Page, open_page
from facilitation.playbooks.schema import Playbook
from facilitation.texts import Texts

FOLDER = Path(__file__).with_name("wording")
QUOTED = re.compile(r"“[^”]*”|„[^”“]*[”“]|«[^»]*»|\"[^\"]*\"|‘.*?’(?!\w)")
QUESTION = re.compile(r"[^.!?…\n]+\?")
PART = re.compile(r"[^,:;()–—]+")
NO_WORD = re.compile(r"\W+")
WORD = re.compile(r"[\w*]+")
FRESH = ":;–—"
ALIKE = str.maketrans("’\u00a0\u202f", "'  ")
SOME_WORDS = r"(?:\s+\S+){0,3}?\s+"
FIRST_WORDS = re.compile(r"[\w'-]+(?:\s+[\w'-]+){0,2}")
SURE = 2  # words by which the beginning of a later part is known for a question


@dataclass(frozen=True, slots=True)
class Steering:
    """`key` is leading, judging or closed; `words` are those of the text."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """`line` where the file is known."""

    phase: str
    language: str
    key: str
    words: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    leading: re.Pattern[str]
    leading_first: re.Pattern[str]
    judging: re.Pattern[str]
    closed: re.Pattern[str]
    closed_surely: re.Pattern[str]
    stated: re.Pattern[str]
    inverted: re.Pattern[str]
    asking: re.Pattern[str]
    before: re.Pattern[str]
    neutral: re.Pattern[str]


def remarks(playbook: Playbook, page: Page | None = None) -> Sequence[Remark]:
    """`page`: what its file says, so that remarks have a line."""
    found = []
    for name, phase in playbook.phases.items():
        for language in LANGUAGES:
            text = phase.prompt.told_in(language)
            line = page.line(("phases", name, "prompt", language)) if page else None
            for each in steering(text, language, in_words=isinstance(phase.asks, Text)):
                found.append(Remark(name, language, each.key, each.words, line))
    return tuple(found)


def steering(text: str, language: str, *, in_words: bool = True) -> tuple[Steering, ...]:
    """What of a question steers, in the order of the text; `in_words`: an answer in words is wanted."""
    known = catalogue(language)
    bare = _without(known.neutral, _without(QUOTED, text).translate(ALIKE))
    found = [(*match.span(), "leading") for match in known.leading.finditer(bare)]
    found += [(*match.span(), "judging") for match in known.judging.finditer(bare)]
    for question in QUESTION.finditer(bare):
        parts = tuple(_parts(known, bare, question))
        suggesting = (known.leading_first.match(bare, at) for at, _ in parts)
        found += [(*match.span(), "leading") for match in suggesting if match]
        if in_words:
            found += [(*span, "closed") for span in _closed(known, bare, question, parts)]
    return tuple(Steering(key, text[begin:end]) for begin, end, key in _apart(found))


def told(remark: Remark, texts: Texts) -> str:
    """As a sentence of plain text."""
    what = texts.plain(f"playbooks.remark.{remark.key}", words=remark.words)
    language = texts.plain(f"common.language.{remark.language}")
    at = "playbooks.remark_at" if remark.line is None else "playbooks.remark_at_line"
    return texts.plain(at, line=remark.line, where=f"phases.{remark.phase}", language=language, what=what)


@cache
def catalogue(language: str) -> Catalogue:
    content = open_page((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), language).content
    return Catalogue(
        **{key: _any(content.get(key, ())) for key in Catalogue.__slots__ if key != "closed_surely"},
        closed_surely=_any([phrase for phrase in content["closed"] if len(WORD.findall(phrase)) >= SURE]),
    )


def _parts(known: Catalogue, text: str, question: re.Match[str]) -> Iterator[tuple[int, bool]]:
    """Where each part of it begins, and whether it begins as a sentence does."""
    for part in PART.finditer(question[0]):
        is_fresh = part.start() == 0 or question[0][part.start() - 1] in FRESH
        yield _start(known, text, question.start() + part.start()), is_fresh


def _closed(
    known: Catalogue, text: str, question: re.Match[str], parts: Sequence[tuple[int, bool]]
) -> Iterator[tuple[int, int]]:
    """Where yes or no begins to be an answer, if it is one; a part that asks openly makes all of it open."""
    if any(known.asking.match(text, at) for at, _ in parts):
        return
    found = [(known.closed if is_fresh else known.closed_surely).match(text, at) for at, is_fresh in parts]
    if not known.asking.search(text, *question.span()):
        found += [known.stated.match(text, parts[0][0]), known.inverted.search(text, *question.span())]
    for match in [match for match in found if match][:1]:
        words = FIRST_WORDS.match(text, match.start())
        yield match.start(), max(match.end(), words.end() if words else 0)


def _start(known: Catalogue, text: str, at: int) -> int:
    """Behind blanks, bullets and words such as "and"."""
    while skipped := NO_WORD.match(text, at) or known.before.match(text, at):
        at = skipped.end()
    return at


def _apart(found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """In their order; of two that overlap one is enough."""
    kept: list[tuple[int, int, str]] = []
    for begin, end, key in sorted(found, key=lambda each: (each[2] == "closed", each[0])):
        if not any(begin < other_end and other < end for other, other_end, _ in kept):
            kept.append((begin, end, key))
    yield from sorted(kept)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """With a word of the same length in its place."""
    return pattern.sub(lambda match: "x" * len(match[0]), text)


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of them, the longest first; of none, nothing."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(map(_pattern, longest_first)) or r"(?!)", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    escaped = re.escape(phrase).replace(r"\ …\ ", SOME_WORDS).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    escaped = escaped.replace("\\?", r"\s*\?")
    beginning = "" if phrase[0] in ",*" else r"(?<![\w-])"
    ending = "" if phrase[-1] in "?'," else r"(?!\w)"
    return f"{beginning}{escaped}{ending}"
