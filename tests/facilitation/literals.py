"""The strings that stand in the code, and those that calls are given."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.facilitation.catalogues import ROOT


def trees(*folders: str) -> Iterator[ast.AST]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from ast.walk(_tree(path))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def literal(node: ast.AST) -> Iterator[str]:
    """A string's text; an f-string's with `*` for its blanks."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def given_to(name: str, place: int, folder: str) -> Iterator[str]:
    """The literals that calls of this name have at that place."""
    for node in trees(folder):
        if isinstance(node, ast.Call) and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            for part in node.args[place : place + 1]:
                yield from said_in(part)


def said_in(node: ast.AST) -> Iterator[str]:
    """The literals within; the parts of an f-string are none."""
    yield from literal(node)
    for part in () if isinstance(node, ast.JoinedStr) else ast.iter_child_nodes(node):
        yield from said_in(part)


def put_together(said: Iterable[str], parts: Iterable[str]) -> Iterator[str]:
    for each in said:
        yield from (each.replace("*", part) for part in parts) if "*" in each else (each,)


def literals(*folders: str) -> frozenset[str]:
    return frozenset(said for node in trees(*folders) for said in literal(node))
