"""The `kring` script, really run in small checkouts of its own, with nothing on the path but what it may need."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = [
    "sh",
    "cat",
    "cmp",
    "cp",
    "env",
    "id",
    "ln",
    "mkdir",
    "mv",
    "ps",
    "readlink",
    "rm",
    "rmdir",
    "sleep",
    "tail",
    "uname",
]
PROGRAM = 'import os, sys\nprint("kring was told", sys.argv[1:], "in", os.getcwd())\n'


class Checkout:
    """A checkout with a program that only says what it was told, and locks that ask for nothing."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder = folder
        self.tools = tools
        (folder / "bot").mkdir(parents=True)
        (folder / "tests").mkdir()
        (folder / "bot" / "__main__.py").write_text(PROGRAM)
        (folder / "requirements.lock").write_text("# nothing\n")
        (folder / "tests" / "requirements.lock").write_text("# nothing\n")
        shutil.copy(ROOT / "kring", folder / "kring")
        tools.mkdir()
        for name in TOOLS:
            if found := shutil.which(name):
                (tools / name).symlink_to(found)
        self.put("python3", f'exec "{sys.executable}" "$@"')

    def put(self, tool: str, script: str) -> None:
        (self.tools / tool).unlink(missing_ok=True)
        (self.tools / tool).write_text(f"#!/bin/sh\n{script}\n")
        (self.tools / tool).chmod(0o755)

    def have_environment(self) -> None:
        """As a setup leaves it, without the seconds that it takes."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.folder / ".venv"], check=True)
        shutil.copy(self.folder / "requirements.lock", self.folder / ".venv" / "installed.run.lock")

    def start(
        self, *words: str, command: Path | None = None, cwd: Path | None = None, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        given = {"PATH": str(self.tools), "HOME": str(self.tools), "PIP_NO_INDEX": "1", **(more or {})}
        return subprocess.Popen(
            ["/bin/sh", command or self.folder / "kring", *words],
            cwd=cwd or self.folder,
            env=given,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *words: str, command: Path | None = None, cwd: Path | None = None) -> tuple[int, str, str]:
        started = self.start(*words, command=command, cwd=cwd)
        out, err = started.communicate(timeout=120)
        return started.returncode, out, err


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a checkout", tmp_path / "tools")


def test_words_arrive_unchanged_from_any_folder_and_through_a_link(checkout: Checkout, tmp_path: Path) -> None:
    checkout.have_environment()
    elsewhere = tmp_path / "else where"
    (elsewhere / "bot").mkdir(parents=True)
    (elsewhere / "bot" / "__main__.py").write_text('print("the wrong program")')
    link = elsewhere / "k"
    link.symlink_to("../a checkout/kring")
    code, out, err = checkout.run("say", "two words", "", "--flag=*", command=link, cwd=elsewhere)
    assert (code, err) == (0, "")
    assert out == f"kring was told ['say', 'two words', '', '--flag=*'] in {elsewhere}\n"


def test_two_first_starts_set_up_once(checkout: Checkout) -> None:
    started = [checkout.start("run") for _ in range(2)]
    said = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0], said
    assert sum("Setting up" in err for _, err in said) == 1
    assert all("kring was told ['run']" in out for out, _ in said)
    assert not os.path.lexists(checkout.folder / ".kring" / "setup.lock")


def test_a_setup_that_was_killed_is_begun_again(checkout: Checkout) -> None:
    checkout.have_environment()
    state = checkout.folder / ".kring"
    state.mkdir()
    (state / "setup.lock").symlink_to("setup-by-4194999")  # beyond what Linux and macOS give out
    (state / "setup.unfinished").touch()
    left_behind = checkout.folder / ".venv" / "half-written"
    left_behind.touch()
    code, out, _ = checkout.run("run")
    assert (code, "kring was told ['run']" in out) == (0, True)
    assert not left_behind.exists()


def test_what_cannot_be_installed_is_said_and_tried_again(checkout: Checkout) -> None:
    (checkout.folder / "requirements.lock").write_text("no-such-thing==1 --hash=sha256:" + 64 * "0" + "\n")
    for _ in range(2):
        code, out, err = checkout.run("run")
        assert (code, out) == (1, "")
        assert "pip could not install Kring's libraries" in err
        assert "no-such-thing" in err


def test_without_venv_a_person_is_told_the_one_command(checkout: Checkout) -> None:
    checkout.put("python3", WITHOUT_VENV)
    checkout.put("apt-get", "exit 1")
    checkout.put("id", "echo 1000")
    code, _, err = checkout.run("run")
    assert code == 1
    assert f"sudo apt-get install -y python3.{sys.version_info.minor}-venv" in err


def test_without_venv_root_on_debian_is_helped(checkout: Checkout) -> None:
    checkout.put("python3", WITHOUT_VENV)
    checkout.put("id", "echo 0")
    with_venv = checkout.tools / "with-venv"
    with_venv.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    with_venv.chmod(0o755)
    checkout.put("apt-get", f'if [ "$1" = install ]; then cp "{with_venv}" "{checkout.tools}/python3"; fi')
    code, out, err = checkout.run("run")
    assert code == 0, err
    assert f"Installing python3.{sys.version_info.minor}-venv" in err
    assert "kring was told ['run']" in out


def test_without_python_a_person_is_told_the_one_command(checkout: Checkout) -> None:
    checkout.put("python3", "exit 1")  # too old for anything it is asked
    checkout.put("uname", "echo Linux")
    code, _, err = checkout.run("run")
    assert (code, "install.sh | sh" in err) == (1, True)
    checkout.put("uname", "echo Darwin")
    code, _, err = checkout.run("run")
    assert (code, "brew install python" in err) == (1, True)


WITHOUT_VENV = f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"'
