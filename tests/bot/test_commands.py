"""The smaller commands, each as a person would type it."""

import asyncio
import io
import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import yaml
from typer.testing import CliRunner

from bot.command_line import app
from bot.manifests import TEAMS_COMMANDS
from bot.settings import CHECKOUT, VERSION
from storage.migrations import migrate
from tests.bot.process import KEY, environment, ran, running

TEAMS = {
    "KRING_SECRET_KEY": KEY,
    "KRING_PUBLIC_URL": "https://kring.example.org",
    "MICROSOFT_APP_ID": "3f2b1c00-0000-4000-8000-000000000000",
    "MICROSOFT_APP_PASSWORD": "password-canary",
    "MICROSOFT_APP_TENANT_ID": "72f988bf-86f1-41af-91ab-2d7cd011db47",
    "TEAMS_TOKEN_URL": "http://127.0.0.1:9/token",
    "TEAMS_OPENID_METADATA_URL": "http://127.0.0.1:9/openid",
}


def on(folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{folder}/kring.sqlite3"}


async def test_check_says_that_all_is_well_beside_a_running_kring(tmp_path: Path) -> None:
    async with running(on(tmp_path)):
        status, lines, said = await ran(on(tmp_path), "check")
    assert (status, lines) == (0, [])
    assert said.splitlines() == ["Settings: they fit together", "Database (SQLite): fine", "Playground: fine"]


async def test_check_before_the_first_run_says_what_will_happen(tmp_path: Path) -> None:
    status, _, said = await ran(on(tmp_path), "check")
    assert status == 0
    assert "will be made by the first run" in said
    assert "Platforms" not in said


async def test_check_says_that_nothing_is_connected_yet(tmp_path: Path) -> None:
    status, _, said = await ran({**on(tmp_path), "KRING_PLAYGROUND": "off"}, "check")
    assert (status, "Platforms: none is set up yet" in said) == (0, True)


async def test_check_says_which_platform_does_not_answer(tmp_path: Path) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-canary", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    status, _, said = await ran({**on(tmp_path), **TEAMS, **slack}, "check")
    assert status == 1
    slack_line, teams_line = (line for line in said.splitlines() if line.startswith(("Slack", "Teams")))
    assert slack_line.startswith("Slack: Slack can't be asked")
    assert "TOKEN" not in slack_line
    assert teams_line != "Teams: fine"
    assert "canary" not in said


async def test_the_slack_manifest_is_for_http_where_kring_has_an_address(tmp_path: Path) -> None:
    status, _, said = await ran({**on(tmp_path), "KRING_PUBLIC_URL": "https://kring.example.org"}, "slack-manifest")
    assert status == 0
    settings = json.loads(said)["settings"]
    assert settings["event_subscriptions"]["request_url"] == "https://kring.example.org/slack/events"
    assert settings["socket_mode_enabled"] is False


async def test_the_slack_manifest_asks_for_what_is_switched_on_and_no_more(tmp_path: Path) -> None:
    for switched, asks in (("", False), ("private-groups, images", True)):
        _, _, said = await ran({**on(tmp_path), "SLACK_FEATURES": switched}, "slack-manifest")
        assert ("mpim:write" in json.loads(said)["oauth_config"]["scopes"]["bot"]) is asks


async def test_as_yaml_the_slack_manifest_says_why_each_scope_is_asked_for(tmp_path: Path) -> None:
    given = {**on(tmp_path), "KRING_PUBLIC_URL": "https://kring.example.org", "SLACK_FEATURES": "unfurls"}
    _, _, plain = await ran(given, "slack-manifest")
    _, _, said = await ran(given, "slack-manifest", "--yaml")
    assert yaml.safe_load(said) == json.loads(plain)
    for scope in json.loads(plain)["oauth_config"]["scopes"]["bot"]:
        (line,) = [line for line in said.splitlines() if line.strip().startswith(f"- {scope}")]
        assert len(line.partition("  # ")[2]) > 10


async def test_the_teams_package_holds_what_is_uploaded(tmp_path: Path) -> None:
    file = tmp_path / "kring.zip"
    status, _, _ = await ran({**on(tmp_path), **TEAMS}, "teams-package", "--to", str(file))
    assert status == 0
    package = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
    manifest = json.loads(package.read("manifest.json"))
    assert manifest["id"] == TEAMS["MICROSOFT_APP_ID"]
    assert [each["title"] for each in manifest["bots"][0]["commandLists"][0]["commands"]] == [*TEAMS_COMMANDS]


async def test_the_teams_package_asks_for_what_it_needs(tmp_path: Path) -> None:
    status, (line,), _ = await ran(on(tmp_path), "teams-package")
    assert status == 2
    assert "MICROSOFT_APP_ID and KRING_PUBLIC_URL" in line


async def test_keys_are_rotated_and_a_missing_one_is_told(tmp_path: Path) -> None:
    async with running({**on(tmp_path), "KRING_SECRET_KEY": KEY}) as kring:
        await kring.stop()
    new = KEY[::-1]
    status, _, said = await ran({**on(tmp_path), "KRING_SECRET_KEY": f"{new},{KEY}"}, "rotate-keys")
    assert status == 0
    assert "encrypted with the first key" in said
    async with running({**on(tmp_path), "KRING_SECRET_KEY": new}) as kring:
        assert await kring.stop() == 0


async def test_who_gives_a_key_of_their_own_after_the_playground_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    async with running(on(tmp_path)) as kring:
        await kring.stop()
    first = (tmp_path / "kring.sqlite3-key").read_text(encoding="ascii")
    for command in ("check", "run"):
        status, lines, _ = await ran({**on(tmp_path), "KRING_SECRET_KEY": KEY}, command)
        assert (status, "Traceback" in "".join(lines)) == (2, False)
        assert f"{tmp_path}/kring.sqlite3-key" in lines[-1]
        assert first not in "".join(lines)
    assert (await ran({**on(tmp_path), "KRING_SECRET_KEY": f"{KEY},{first}"}, "check"))[0] == 0


async def test_migrating_an_up_to_date_database_changes_nothing(tmp_path: Path) -> None:
    migrate(on(tmp_path)["DATABASE_URL"])
    assert (await ran(on(tmp_path), "migrate"))[::2] == (0, "The database is up to date.\n")


def test_no_command_s_summary_is_cut_off() -> None:
    told = CliRunner().invoke(app, ["--help"]).stdout
    assert "teams-remove" in told
    assert "..." not in told.partition("Commands:")[2]


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


async def test_a_database_that_cannot_be_used_is_told_in_one_line_without_its_address(tmp_path: Path) -> None:
    nonsense = tmp_path / "kring.sqlite3"
    nonsense.write_bytes(b"this is no database, whatever its name says\n" * 100)
    status, (line,), _ = await ran(on(tmp_path), "migrate")
    assert (status, line) == (1, "DATABASE_URL: the file is not a database")
    nowhere = {"DATABASE_URL": "postgresql://kring:hunter2@127.0.0.1:9/kring", "KRING_SECRET_KEY": KEY}
    (status, lines, _), (checked, _, said) = await asyncio.gather(ran(nowhere, "run"), ran(nowhere, "check"))
    assert (status, checked) == (1, 1)
    assert "PostgreSQL does not let us in" in lines[-1]
    assert "Database (PostgreSQL): it does not answer" in said
    assert "hunter2" not in said + "".join(lines)


def test_the_playground_loads_no_sdk_of_a_platform() -> None:
    code = "import sys, bot.command_line, bot.connect.playground; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environment({}), capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "adapters" in loaded
    assert loaded & {"slack_bolt", "slack_sdk", "botbuilder", "botframework"} == set()
