"""How pages of our own are made: templates, and files that browsers may keep."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates(folder: Path) -> Environment:
    """Whatever is filled in is escaped, and what is not given is a mistake."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def mark_of(file: Path) -> str:
    """Of its contents: an address that holds it leads to another one when they change."""
    return sha256(file.read_bytes()).hexdigest()[:12]
