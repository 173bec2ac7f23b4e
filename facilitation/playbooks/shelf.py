"""The playbooks that Kring brings along, and the keeping of the very version that a session began with."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from facilitation.playbooks.pages import firm
from facilitation.playbooks.reading import read
from facilitation.playbooks.schema import Playbook

SHELF = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in SHELF.glob("*.yaml")))


def built_in(name: str) -> Playbook | None:
    """Read when it is first asked for."""
    return _taken_down(name) if name in names() else None


def text_of(name: str) -> str | None:
    """Its file as it is, with what is said there to whoever writes one."""
    return (SHELF / f"{name}.yaml").read_text(encoding="utf-8") if name in names() else None


def digest(playbook: Playbook) -> str:
    """64 hexadecimal digits, the same for the same content wherever and whenever it is asked."""
    return sha256(to_json(playbook).encode()).hexdigest()


def to_json(playbook: Playbook) -> str:
    """All of it, what is usual too. The order of phases, options and scales counts, so keep it as text."""
    return playbook.model_dump_json()


def from_json(text: str) -> Playbook:
    """Equal to what was kept. Raises: ValueError for anything else."""
    return Playbook.model_validate(firm(json.loads(text)))


@cache
def _taken_down(name: str) -> Playbook:
    return read((SHELF / f"{name}.yaml").read_text(encoding="utf-8"), name)
