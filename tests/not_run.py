"""Says last which tests did not run, and why. A skip that gives no reason fails the run."""

from collections import defaultdict
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

NO_REASON = ("", "unconditional skip")
LONG = "takes minutes: ./kring test --long"
BY_ARGUMENTS = "left out by the arguments given to pytest"


class NotRun:
    """Gathers while the tests run; tells at the end, on the screen or into a file that is shown later."""

    def __init__(self, told_in: Path | None) -> None:
        self._told_in = told_in
        self._tests: dict[str, list[str]] = defaultdict(list)

    def add(self, test: str, reason: str) -> None:
        self._tests[reason.removeprefix("Skipped: ")].append(test)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> Generator[None, None, None]:
        before = list(items)
        yield
        kept = set(items)
        for item in before:
            if item not in kept:
                self.add(item.nodeid, BY_ARGUMENTS)
        if not config.getoption("--long"):
            for item in [item for item in items if item.get_closest_marker("long")]:
                items.remove(item)
                self.add(item.nodeid, LONG)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.add(report.nodeid, reason_in(report.longrepr))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.add(report.nodeid, reason_in(report.longrepr))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if any(reason in NO_REASON for reason in self._tests):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        lines = [line for reason, tests in self._tests.items() for line in told(reason, tests)]
        if self._told_in:
            self._told_in.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        elif lines:
            terminalreporter.section("Not run, and why")
            for line in lines:
                terminalreporter.write_line(line)


def reason_in(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr or "")


def told(reason: str, tests: Sequence[str]) -> list[str]:
    """One line for the reason and how many tests it keeps from running, one for each file they are in."""
    many = f"{len(tests)} tests" if len(tests) > 1 else "1 test"
    said = "NO REASON GIVEN, which fails the run" if reason in NO_REASON else reason
    files = sorted({test.partition("::")[0] for test in tests})
    return [f"{many}: {said}", *(f"    {file}" for file in files)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run what takes minutes")
    parser.addoption("--not-run-to", type=Path, metavar="FILE", help="write what did not run, and why, to FILE")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(NotRun(config.getoption("--not-run-to")), "not-run")
