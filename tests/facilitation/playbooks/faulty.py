"""A playbook that says everything, one mistake in it, and what is told of that."""

from dataclasses import dataclass
from pathlib import Path

from facilitation.playbooks.faults import Fault, Faulty
from facilitation.playbooks.reading import read

WHOLE = Path(__file__).with_name("whole.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Mistake:
    """`old` is replaced by `new`; told of the first line with `at` in it, with `right` among the words in English."""

    key: str
    old: str
    new: str
    at: str
    right: str
    everywhere: bool = False

    @property
    def text(self) -> str:
        assert self.old in WHOLE, f"{self.old!r} is not in whole.yaml"
        return WHOLE.replace(self.old, self.new, -1 if self.everywhere else 1)

    @property
    def line(self) -> int:
        return line_of(self.text, self.at)

    def __str__(self) -> str:
        return f"{self.key}-{self.at}"


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def faults(text: str, name: str = "whole") -> tuple[Fault, ...]:
    """What is told of it; nothing when it can be used."""
    try:
        read(text, name)
    except Faulty as faulty:
        return faulty.faults
    return ()
