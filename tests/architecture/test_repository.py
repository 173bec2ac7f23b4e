"""What may be in the repository, and what its files have to agree on."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    *(".ci", ".dockerignore", ".env.example", ".github", ".gitignore", ".pre-commit-config.yaml"),
    *("CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "README.md", "compose.yaml", "pyproject.toml"),
    *("adapters", "alembic", "bot", "docs", "facilitation", "kring", "requirements.lock", "storage", "tests"),
}
REGISTRIES = (
    b"pypi.org",
    b"pythonhosted.org",
    b"registry.npmjs",
    b"registry.yarnpkg",
    b"deb.debian.org",
    b"proxy.golang",
)


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is not a git checkout, or git is not installed: what is in the repository can't be listed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_every_top_level_entry_has_its_reason(tracked: list[Path]) -> None:
    assert {file.parts[0] for file in tracked} <= TOP_LEVEL


def test_no_file_names_a_package_registry(tracked: list[Path]) -> None:
    here = Path(__file__).relative_to(ROOT)
    naming = [file for file in tracked if file != here and names_a_registry(ROOT / file)]
    assert naming == []


def names_a_registry(file: Path) -> bool:
    content = file.read_bytes()
    return any(host in content for host in REGISTRIES)


def test_the_locks_agree_and_every_line_has_a_hash() -> None:
    run, test = (pins(ROOT / name) for name in ("requirements.lock", "tests/requirements.lock"))
    assert run.items() <= test.items()
    assert all("--hash=sha256:" in rest for rest in test.values())


def pins(lock: Path) -> dict[str, str]:
    """For each package the rest of its line: its version, where it is needed, its hashes."""
    whole = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.partition("==") for line in whole.splitlines() if line.strip()]
    return {name.strip(): rest for name, _, rest in lines}
