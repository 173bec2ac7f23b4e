"""What Kring may ask a platform for: as `docs/what-kring-reads.md` tells those who use it, and nothing else."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "what-kring-reads.md"
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
READING = re.compile(r"\.(info|list|history|replies|members|test|get|search|lookupByEmail|identity|profile)\b")


def check_slack(method: str) -> None:
    """Raises: AssertionError."""
    assert not READING.search(method) or method in _told(), f"{method} is not in {PAGE.name}"


def check_teams(method: str, path: str) -> None:
    """Raises: AssertionError."""
    reads = [row.removeprefix("GET ") for row in _told() if row.startswith("GET ")]
    known = any(re.fullmatch(rf"(/[^/]+)*?{_pattern(row)}", path) for row in reads)
    assert method != "GET" or known, f"{method} {path} is not in {PAGE.name}"


CHECKS: Mapping[str, Callable[[str], None]] = {
    "slack": check_slack,
    "teams": lambda call: check_teams(*call.split(" ", 1)),
}
"""By platform: what `called` of its ground tells. Each raises AssertionError."""


def _pattern(row: str) -> str:
    return "[^/]+".join(re.escape(part) for part in re.split(r"\{\w+\}", row))


@cache
def _told() -> frozenset[str]:
    return frozenset(ROW.findall(PAGE.read_text("utf-8")))
