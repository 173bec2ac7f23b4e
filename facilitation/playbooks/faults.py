"""What is wrong in a playbook, where, and what would be right; told in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from facilitation.texts import Texts

Path = tuple[str | int, ...]
"""Where something stands: the keys that lead to it, and its number in a list."""

AT_MOST = 100  # who has mended these is told the rest
SHOWN = 60  # characters of what somebody wrote
COMPARED = 50  # names; a comparison takes milliseconds where the letters are alike


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` says what is wrong and `values` what would be right, as in `playbooks.fault.<key>`."""

    path: Path
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding in a file. `line` counts from 1; `where` is "" for the file as a whole."""

    line: int
    where: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class Faulty(Exception):
    """A playbook that can't be used as it is; `faults` are all of them, by line, up to `AT_MOST`."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line)[:AT_MOST])
        super().__init__(f"{name}: {', '.join(f'{fault.line} {fault.key}' for fault in self.faults)}")


def plain(fault: Fault, texts: Texts) -> str:
    """As a sentence or two of plain text."""
    at = "playbooks.at" if fault.where else "playbooks.at_line"
    return texts.plain(at, line=fault.line, where=fault.where, what=what_is_wrong(fault, texts))


def what_is_wrong(fault: Fault, texts: Texts) -> str:
    """The same without saying where."""
    values = {name: _told(value, texts) for name, value in fault.values.items()}
    what = texts.plain(f"playbooks.fault.{fault.key}", **values)
    if fault.values.get("nearest"):
        what = f"{what} {texts.plain('playbooks.did_you_mean', nearest=values['nearest'])}"
    return what


def nearest(word: str, known: Iterable[str]) -> str:
    """The one that was probably meant, or ""; looked for among the first `COMPARED`."""
    found = get_close_matches(word[:SHOWN].lower(), list(islice(known, COMPARED)), n=1)
    return found[0] if found else ""


def unknown(path: Path, key: str, word: object, known: Iterable[str]) -> Finding:
    """Something is named that isn't there: which ones are, and which was probably meant."""
    those = tuple(known)
    return Finding(path, key, {"word": shown(word), "those": those, "nearest": nearest(str(word), those)})


def shown(word: object) -> str:
    """What somebody wrote, in one line and not too long."""
    text = " ".join(_written(word).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _told(value: object, texts: Texts) -> str:
    """Names in a row are told as a sentence does."""
    if isinstance(value, tuple):
        return texts.all_of(value) or texts.plain("playbooks.none")
    return str(value)


def _written(word: object) -> str:
    """As a file has it."""
    match word:
        case None:
            return ""
        case bool():
            return str(word).lower()
        case tuple():
            return f"[{', '.join(map(_written, word))}]"
        case dict():
            return f"{{{', '.join(map(_written, word))}}}"
        case _:
            return str(word)
