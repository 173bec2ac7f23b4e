"""Why a file is not read: always with its name, and its line where there is one."""

from collections.abc import Iterable


class Refused(Exception):
    """Nothing is taken from it. One or several problems, as they are told, each on a line of its own."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def refused(file: str, why: str, line: int | None = None) -> Refused:
    return Refused([told(file, why, line)])


def told(file: str, why: str, line: int | None = None) -> str:
    return shown(f"{file}, line {line}: {why}" if line else f"{file}: {why}")


def shown(text: str) -> str:
    """As a terminal may show what others wrote: nothing in it commands."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
