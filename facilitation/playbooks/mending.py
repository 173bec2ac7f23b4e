"""A faulty playbook as it was probably meant, so that what else is wrong in it can be told at once.

Only for looking further: what was mended is told all the same, and no mended playbook is ever used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from facilitation.playbooks import outline
from facilitation.playbooks.faults import Finding, Path
from facilitation.playbooks.pages import firm, loose
from facilitation.playbooks.refusals import Refusal, refusals
from facilitation.playbooks.schema import Playbook

ROUNDS = 3  # what is renamed or added may be refused once more
WORDS = {"enum", "literal_error", "union_tag_invalid"}
TEXTS = {"missing_language", "three_languages", "empty", "too_many_characters", "no_text"}
NUMBERS = {"no_whole_number", "no_number", "no_yes_or_no", "above", "at_least", "at_most"}


class BeyondMending(Exception):
    """Nobody can tell what was meant."""


@dataclass(frozen=True, slots=True)
class Meant:
    """`guessed`: places about which nothing more can be said."""

    playbook: Playbook
    guessed: tuple[Path, ...]


def mended(content: Mapping[str, Any], refused: Iterable[Refusal]) -> Meant | None:
    """None where nobody can tell what was meant."""
    whole = loose(content)
    guessed: list[Path] = []
    for _ in range(ROUNDS):
        try:
            for refusal in refused:
                guessed += _mend(whole, refusal)
            return Meant(Playbook.model_validate(firm(whole)), tuple(guessed))
        except ValidationError as error:
            refused = refusals(error)
        except BeyondMending:
            return None
    return None


def is_about(finding: Finding, guessed: Iterable[Path]) -> bool:
    """Whether it may be wrong only because something there was guessed."""
    return any(finding.path[: len(path)] == path for path in guessed)


def _mend(whole: Any, refusal: Refusal) -> list[Path]:
    """Change the place that was refused; return where nothing more can be said. Raises: BeyondMending."""
    *way, last = path = refusal.finding.path
    owner = whole
    for step in way:
        owner = owner[step]
    meant = str(refusal.finding.values.get("nearest", ""))
    if refusal.kind == "extra_forbidden":
        _rename(owner, last, meant)
    elif refusal.kind in WORDS and meant:
        owner[last] = meant
    elif refusal.finding.key in TEXTS:
        owner[last] = outline.example(outline.at(refusal.loc))
    elif refusal.finding.key == "missing":
        owner[last] = outline.example(outline.at(refusal.loc))
        return [path]
    elif refusal.finding.key in NUMBERS:
        owner[last] = outline.example(outline.at(refusal.loc))
        return [tuple(way) or path]
    else:
        raise BeyondMending
    return []


def _rename(owner: dict[str, Any], key: Any, meant: str) -> None:
    """In its place, for the order counts; left out where that key is there. Raises: BeyondMending without any."""
    if not meant:
        raise BeyondMending
    kept = {each: value for each, value in owner.items() if each != key or meant not in owner}
    renamed = {meant if each == key else each: value for each, value in kept.items()}
    owner.clear()
    owner.update(renamed)
