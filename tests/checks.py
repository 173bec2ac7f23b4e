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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
NODE_PACKAGES = ROOT / "tests" / "node_modules"
NODE_LOCK = ROOT / "tests" / "package-lock.json"

Command = Sequence[str | Path]

CHECKS: dict[str, Command] = {
    "format": (TOOLS / "ruff", "format", "--check", "."),
    "lint": (TOOLS / "ruff", "check", "."),
    "types": (TOOLS / "mypy",),
    "layers": (TOOLS / "lint-imports", "--no-logo"),
    "dependencies": (TOOLS / "deptry", "."),
}


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    not_run = install_node_packages()
    passed = {name: run(name, command) for name, command in CHECKS.items()}
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "not-run"
        passed["tests"] = run("tests", (sys.executable, "-m", "pytest", "--not-run-to", told, *arguments))
        if told.exists():
            not_run += told.read_text(encoding="utf-8").splitlines()
        else:
            not_run.append("the tests: pytest did not come to its end")
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
