"""Each private message says why it is sent, and of which kind it is if nobody asked for it."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import facilitation
from facilitation.attention import MAKES_SENSE_FOR
from facilitation.messages import Owed, ToPerson, Unasked
from facilitation.people import AccountRef, WorkspaceId

ROOT = Path(facilitation.__file__).parent
TOLD = Counter(
    f"{node.value.id}.{node.attr}"
    for path in ROOT.rglob("*.py")
    if path.name not in ("reasons.py", "attention.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("Owed", "Unasked")
)


def test_nothing_is_sent_privately_without_saying_why() -> None:
    with pytest.raises(TypeError):
        ToPerson(AccountRef(WorkspaceId("slack:T1"), "U1"))  # type: ignore[call-arg] # mypy refuses it as well


@pytest.mark.parametrize("why", [*Owed, *Unasked], ids=str)
def test_each_reason_is_somebody_s(why: Owed | Unasked) -> None:
    assert TOLD[f"{type(why).__name__}.{why.name}"]


def test_of_each_kind_it_is_known_how_long_it_makes_sense() -> None:
    assert set(MAKES_SENSE_FOR) == set(Unasked)
