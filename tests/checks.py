"""Runs every check that CI runs, each to its end, and says last what was not run and why.

Started by `./kring test [--long] [arguments for pytest]` from the top of the checkout.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
NODE_PACKAGES = ROOT / "tests" / "node_modules"
NODE_LOCK = ROOT / "tests" / "package-lock.json"
NO_TESTS = 5  # what pytest ends with where its arguments leave none

Command = Sequence[str | Path]

CHECKS: dict[str, Command] = {
    "format": (TOOLS / "ruff", "format", "--check", "."),
    "lint": (TOOLS / "ruff", "check", "."),
    "types": (TOOLS / "mypy",),
    "layers": (TOOLS / "lint-imports", "--no-logo"),
    "dependencies": (TOOLS / "deptry", "."),
}

HALF = tuple(f"tests/{each}" for each in ("adapters", "bot", "browser", "platforms", "scenarios"))
HALVES: Sequence[Command] = (("tests", *(f"--ignore={each}" for each in HALF)), HALF)
"""Of the tests, alike in length: most of what takes time is whole processes that wait for each other."""


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    not_run = install_node_packages()
    passed = {name: run(name, command) for name, command in CHECKS.items()}
    passed["tests"] = run_tests(arguments, not_run)
    heading("Checks")
    for name, well in passed.items():
        print(f"{'passed' if well else 'FAILED'}  {name}")
    heading("Not run, and why")
    print("\n".join(not_run) if not_run else "Everything was run.", flush=True)
    return 0 if all(passed.values()) else 1


def heading(words: str) -> None:
    print(f"\n=== {words}", flush=True)


def run(name: str, command: Command) -> bool:
    heading(name)
    began = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL) as process:
        try:
            well = process.wait() == 0
        except SystemExit:
            process.send_signal(signal.SIGINT)  # so that the tests stop the servers they started
            raise
    print(f"--- {name}: {'passed' if well else 'FAILED'} in {time.monotonic() - began:.1f} s")
    return well


def run_tests(arguments: Sequence[str], not_run: list[str]) -> bool:
    """Both halves at once; the second tells what it said once the first has ended. Given paths: only those."""
    heading("tests")
    began = time.monotonic()
    shares = [()] if any((ROOT / each.partition("::")[0]).exists() for each in arguments) else HALVES
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        halves = [Half(stack, Path(folder) / str(number), share, arguments) for number, share in enumerate(shares)]
        ended = [half.ended(not_run) for half in halves]
    well = set(ended) <= {0, NO_TESTS} and 0 in ended
    print(f"--- tests: {'passed' if well else 'FAILED'} in {time.monotonic() - began:.1f} s")
    return well


class Half:
    """A share of the tests, under way. Only the first is seen while it runs."""

    def __init__(self, stack: ExitStack, beginning: Path, share: Command, arguments: Sequence[str]) -> None:
        self._told = beginning.with_suffix(".not-run")
        self._said = None if beginning.name == "0" else stack.enter_context(beginning.open("w+b"))
        command = (sys.executable, "-m", "pytest", "--not-run-to", self._told, *share, *arguments)
        self._process = stack.enter_context(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=self._said and subprocess.STDOUT,
            )
        )
        stack.callback(self._process.send_signal, signal.SIGINT)  # so that the tests stop the servers they started

    def ended(self, not_run: list[str]) -> int:
        """With which code; what did not run is added."""
        code = self._process.wait()
        if self._said:
            self._said.seek(0)
            sys.stdout.flush()
            shutil.copyfileobj(self._said, sys.stdout.buffer)
        if self._told.exists():
            not_run += self._told.read_text(encoding="utf-8").splitlines()
        else:
            not_run.append("the tests: pytest did not come to its end")
        return code


def environment() -> dict[str, str]:
    """This process's own; the checkout is importable, and what is printed appears in order."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def install_node_packages() -> list[str]:
    """The Slack emulator and the accessibility rules. Answers what that keeps from running."""
    installed = NODE_PACKAGES / "installed-lock.json"
    if installed.exists() and installed.read_bytes() == NODE_LOCK.read_bytes():
        return []
    npm = shutil.which("npm")
    if not npm:
        return ["npm is not installed: no Slack emulator, no accessibility rules (install Node.js 18 or newer)"]
    heading("npm packages")
    command = (npm, "ci", "--prefer-offline")
    ended = subprocess.run(command, cwd=ROOT / "tests", stdin=subprocess.DEVNULL, check=False)
    if ended.returncode:
        return ["npm could not install tests/package.json: no Slack emulator, no accessibility rules (see above)"]
    shutil.copyfile(NODE_LOCK, installed)
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
