"""What the shape asks of the code and no import tells."""

import ast
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from facilitation.ports.platform import Ability

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "facilitation", "storage")
RUFF = Path(sys.executable).parent / "ruff"
LINES_OF_CODE = 250  # in a module; docstrings, comments and blank lines are free
LINES_OF_A_FUNCTION = 32  # all of them


def files(*folders: str) -> Iterator[tuple[str, str]]:
    """Their names and what is in them."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def modules(*folders: str, holding: Collection[str]) -> Iterator[tuple[str, ast.Module]]:
    """Those in which one of these words stands: to read them all takes long."""
    for file, text in files(*folders):
        if any(word in text for word in holding):
            yield file, ast.parse(text)


def calls(tree: ast.Module, method: str) -> int:
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
        for node in ast.walk(tree)
    )


def test_only_the_engine_commits() -> None:
    """What the engine's one call does is spelled out in storage, and a new connection first chooses its role."""
    found = {file: calls(tree, "commit") for file, tree in modules(*PACKAGES, "alembic", holding=["commit"])}
    assert {file: count for file, count in found.items() if count} == {
        "facilitation/engine.py": 1,
        "storage/database.py": 1,
        "storage/transaction.py": 1,
        "storage/unit.py": 1,
    }


def test_only_settings_read_the_environment() -> None:
    words = {"environ", "environb", "getenv", "getenvb"}
    found = set()
    for file, tree in modules(*PACKAGES, "alembic", holding=words):
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        if names & words:
            found.add(file)
    assert found <= {"bot/settings.py"}


@pytest.mark.parametrize(
    "code",
    [
        'import os\n\nKEY = os.environ["KEY"]\n',
        'import os\n\nKEY = os.getenv("KEY")\n',
        "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n",
        "import time\n\nNOW = time.time()\n",
    ],
)
def test_the_environment_and_the_time_are_banned_elsewhere(code: str) -> None:
    command = [str(RUFF), "check", "--quiet", "--no-cache", "--stdin-filename", "bot/elsewhere.py", "-"]
    judged = subprocess.run(command, cwd=ROOT, input=code, capture_output=True, text=True, check=False)
    assert "TID251" in judged.stdout


def test_modules_stay_small() -> None:
    long = [(file, text) for file, text in files(*PACKAGES, "tests") if text.count("\n") > LINES_OF_CODE]
    sizes = {file: lines_of_code(text) for file, text in long}
    assert {file: size for file, size in sizes.items() if size > LINES_OF_CODE} == {}


def lines_of_code(text: str) -> int:
    lines = text.splitlines()
    free = {number for number, line in enumerate(lines, 1) if not line.strip() or line.lstrip().startswith("#")}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            free |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines) - len(free)


def test_every_ability_makes_a_difference() -> None:
    """One that is declared and never asked for would promise what nobody keeps."""
    asked = {
        node.attr
        for _, tree in modules("facilitation", "bot", holding=["Ability."])
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Ability"
    }
    assert asked == {ability.name for ability in Ability}


def test_functions_stay_small() -> None:
    large = [
        f"{file}: {node.name}"
        for file, tree in modules(*PACKAGES, holding=["def "])
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION
    ]
    assert large == []


def test_names_come_from_facilitation_not_from_plumbing() -> None:
    plumbing = {"utils", "util", "helpers", "helper", "base", "common", "misc", "service", "services", "manager"}
    stems = {file: Path(file).stem for file, _ in files(*PACKAGES, "tests")}
    folders = {part for file in stems for part in Path(file).parent.parts}
    assert {file for file, stem in stems.items() if stem in plumbing} == set()
    assert folders & plumbing == set()


def test_nothing_is_mocked_or_patched() -> None:
    """Fakes and small real servers instead."""
    patching = {"monkeypatch", "mock", "mocker", "MagicMock", "AsyncMock"}
    found = {}
    for file, tree in modules("tests", holding=patching):
        names = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        found[file] = names & patching
    assert {file: names for file, names in found.items() if names} == {}
