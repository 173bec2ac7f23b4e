"""The `kring` script, really run in small checkouts of its own, with nothing on the path but what it may need."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulators.package_index import PackageIndex

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
    "sed",
    "sleep",
    "tail",
    "uname",
]
PROGRAM = 'import os, sys\nprint("kring was told", sys.argv[1:], "in", os.getcwd())\n'
UV = Path(sys.executable).with_name("uv")


class Checkout:
    """A checkout with a program that only says what it was told, and locks that ask for nothing."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder = folder
        self.tools = tools
        self.given = {"PIP_NO_INDEX": "1", "UV_OFFLINE": "1"}
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
        self.kept_uv = tools / ".cache" / "kring" / "uv==1"

    def put(self, tool: str, script: str) -> None:
        (self.tools / tool).unlink(missing_ok=True)
        (self.tools / tool).write_text(f"#!/bin/sh\n{script}\n")
        (self.tools / tool).chmod(0o755)

    def have_environment(self) -> None:
        """As a setup leaves it, without the seconds that it takes."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.folder / ".venv"], check=True)
        shutil.copy(self.folder / "requirements.lock", self.folder / ".venv" / "installed.run.lock")

    def have_environment_with_pip(self, made: Path) -> None:
        shutil.copytree(made, self.folder / ".venv", symlinks=True)

    def draw_on(self, index: PackageIndex, *, uv: str) -> None:
        """Needs one library of the index, and its checks also UV, the line of a lock."""
        library = index.put_wheel("lesson", {"lesson.py": b"LEARNED = True\n"})
        (self.folder / "requirements.lock").write_text(library)
        (self.folder / "tests" / "requirements.lock").write_text(library + uv + "# the end\n")
        self.given = {"PIP_INDEX_URL": index.address, "UV_DEFAULT_INDEX": index.address, "UV_PYTHON_DOWNLOADS": "never"}

    def begin_afresh(self) -> None:
        shutil.rmtree(self.folder / ".venv")
        shutil.rmtree(self.folder / ".kring")

    def installer(self) -> str:
        """Who installed the one library, in its own words."""
        [told] = (self.folder / ".venv" / "lib").glob("python*/site-packages/lesson-1.dist-info/INSTALLER")
        return told.read_text().strip()

    def start(self, *words: str, command: Path | None = None, cwd: Path | None = None) -> subprocess.Popen[str]:
        environment = {"PATH": str(self.tools), "HOME": str(self.tools), **self.given}
        return subprocess.Popen(
            ["/bin/sh", command or self.folder / "kring", *words],
            cwd=cwd or self.folder,
            env=environment,
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


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PackageIndex]:
    opened = PackageIndex(tmp_path / "index")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def with_pip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment as Python makes it, which takes it seconds."""
    made = tmp_path_factory.mktemp("made") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", made], check=True)
    return made


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


def test_without_uv_pip_brings_the_one_in_the_lock_and_it_is_kept(checkout: Checkout, index: PackageIndex) -> None:
    checkout.draw_on(index, uv=index.put_wheel("uv", {"uv-1.data/scripts/uv": UV.read_bytes()}))
    code, out, err = checkout.run("run")
    assert (code, "kring was told ['run']" in out, checkout.installer()) == (0, True, "uv"), err
    index.close()
    checkout.put("python3", WITHOUT_PIP)
    checkout.begin_afresh()
    code, out, err = checkout.run("run")
    assert (code, "kring was told ['run']" in out, checkout.installer()) == (0, True, "uv"), err


def test_the_lock_names_a_uv_to_bring() -> None:
    assert "\nuv==" in (ROOT / "tests" / "requirements.lock").read_text()


def test_a_uv_that_does_not_start_is_brought_again(checkout: Checkout, index: PackageIndex, with_pip: Path) -> None:
    checkout.draw_on(index, uv=index.put_wheel("uv", {"uv-1.data/scripts/uv": UV.read_bytes()}))
    checkout.have_environment_with_pip(with_pip)
    for half in (checkout.kept_uv, checkout.folder / ".kring" / "uv" / "bin" / "uv"):
        half.parent.mkdir(parents=True)
        half.write_bytes(b"\x7fELF")
        half.chmod(0o755)
    code, _, err = checkout.run("run")
    assert (code, checkout.installer()) == (0, "uv"), err
    assert list(checkout.kept_uv.parent.iterdir()) == [checkout.kept_uv]
    assert not (checkout.folder / ".kring" / "uv").exists()


def test_a_uv_other_than_the_lock_says_is_left_alone(checkout: Checkout, index: PackageIndex, with_pip: Path) -> None:
    right = index.put_wheel("uv", {"uv-1.data/scripts/uv": UV.read_bytes()})
    index.put_wheel("uv", {"uv-1.data/scripts/uv": b"#!/bin/sh\ntouch was-run\n"})
    checkout.draw_on(index, uv=right)
    checkout.have_environment_with_pip(with_pip)
    code, out, err = checkout.run("run")
    assert (code, "kring was told ['run']" in out, checkout.installer()) == (0, True, "pip"), err
    assert not checkout.kept_uv.exists()
    assert not (checkout.folder / "was-run").exists()


def test_a_uv_that_would_have_to_be_built_is_left_alone(
    checkout: Checkout, index: PackageIndex, with_pip: Path
) -> None:
    built = checkout.folder / "built"
    source = {
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "build"\nbackend-path = ["."]\n',
        "build.py": f"open({str(built)!r}, 'w')\n",
        "PKG-INFO": "Metadata-Version: 2.1\nName: uv\nVersion: 1\n",
    }
    checkout.draw_on(index, uv=index.put_source("uv", source))
    checkout.have_environment_with_pip(with_pip)
    code, out, err = checkout.run("run")
    assert (code, "kring was told ['run']" in out, checkout.installer()) == (0, True, "pip"), err
    assert not built.exists()


def test_what_uv_cannot_install_pip_does(checkout: Checkout, index: PackageIndex, with_pip: Path) -> None:
    checkout.draw_on(index, uv="")
    checkout.have_environment_with_pip(with_pip)
    checkout.put("uv", "echo 'uv was asked' >&2; exit 1")
    code, out, err = checkout.run("run")
    assert (code, "kring was told ['run']" in out, checkout.installer()) == (0, True, "pip"), err
    assert "uv could not install everything" in err
    assert "uv was asked" in (checkout.folder / ".kring" / "setup.log").read_text()


def test_the_uv_on_the_path_comes_first(checkout: Checkout, index: PackageIndex) -> None:
    checkout.draw_on(index, uv=index.put_wheel("uv", {"uv-1.data/scripts/uv": UV.read_bytes()}))
    (checkout.tools / "uv").symlink_to(UV)
    checkout.put("python3", WITHOUT_PIP)
    code, _, err = checkout.run("run")
    assert (code, checkout.installer()) == (0, "uv"), err
    assert not checkout.kept_uv.exists()


def test_without_venv_a_person_is_told_the_one_command(checkout: Checkout) -> None:
    checkout.put("python3", WITHOUT_VENV)
    checkout.put("apt-get", "exit 1")
    checkout.put("id", "echo 1000")
    checkout.put("sudo", "exit 1")
    code, _, err = checkout.run("run")
    assert code == 1
    assert f"\n    sudo apt-get update && sudo apt-get install -y python3.{sys.version_info.minor}-venv\n" in err


def test_what_apt_could_not_do_is_told_as_that(checkout: Checkout) -> None:
    checkout.put("python3", WITHOUT_VENV)
    checkout.put("apt-get", "echo 'no route to the mirror'; exit 1")
    checkout.put("id", "echo 0")
    code, _, err = checkout.run("run")
    assert code == 1
    assert "no route to the mirror" in err
    assert f"apt-get could not install python3.{sys.version_info.minor}-venv" in err


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


WITHOUT_PIP = f'case "$1 $2" in "-m pip" | "-m venv") exit 1 ;; esac\nexec "{sys.executable}" "$@"'
WITHOUT_VENV = f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"'
