"""What can be typed after `./kring`."""

import asyncio
import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import communities_moved, logs, roles, surfaces, tenants
from bot.bench.handbook import measure as measure_handbook
from bot.bench.pace import PEOPLE
from bot.bench.pace import measure as measure_pace
from bot.bench.search import measure as measure_search
from bot.bench.sessions import measure as measure_sessions
from bot.bench.spine import measure as measure_spine
from bot.checking import check
from bot.manifests import as_yaml_with, slack_manifest, slack_reasons
from bot.plainly import say, settings_or_leave, told_plainly
from bot.running import alone, listen, run
from bot.secret_key import secret_key
from bot.settings import Settings, bracketed
from storage.migrations import migrate
from storage.rotation import rotate

app = typer.Typer(
    name="./kring",
    help="Kring facilitates communities of practice inside Slack and Microsoft Teams.",
    epilog="And ./kring test: set up what the checks need, and run all of them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


communities_moved.add_commands(app)
tenants.add_commands(app)


class Bench(StrEnum):
    SPINE = "spine"
    SESSIONS = "sessions"
    HANDBOOK = "handbook"
    PACE = "pace"
    SEARCH = "search"


Host = Annotated[str | None, typer.Option(help="Where to listen; else KRING_HOST.", show_default=False)]
Port = Annotated[int | None, typer.Option(help="On which port; else KRING_PORT.", show_default=False)]


@app.command("run")
def run_command(
    host: Host = None,
    port: Port = None,
    playground: Annotated[bool | None, typer.Option(help="Else KRING_PLAYGROUND.", show_default=False)] = None,
) -> None:
    """Set up, migrate and serve. Needs no credentials: the playground runs on SQLite."""
    given = {"kring_host": host, "kring_port": port, "kring_playground": playground}
    settings = settings_or_leave(**{name: value for name, value in given.items() if value is not None})
    logs.set_up()
    with told_plainly(settings), alone(settings), listen(settings) as listening:
        _welcome(settings, listening.getsockname()[1])
        run(settings, listening)


@app.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version's shape. `run` does so by itself."""
    settings = settings_or_leave()
    with told_plainly(settings), alone(settings):
        migrate(settings.database_url.get_secret_value(), secret_key(settings))
    typer.echo("The database is up to date.")


@app.command("check")
def check_command() -> None:
    """Say whether settings, database and platforms will do. Changes nothing; Kring may be running."""
    settings = settings_or_leave()
    logs.set_up()
    with told_plainly(settings):
        findings = check(settings)
    typer.echo("Settings: they fit together")
    for found in findings:
        typer.echo(f"{found.what}: {found.problem or found.remark}")
    if any(found.problem for found in findings):
        raise typer.Exit(1)


@app.command("rotate-keys")
def rotate_keys_command() -> None:
    """Encrypt every secret again, with the first key. The first of KRING_SECRET_KEY, that is; Kring may be running."""
    settings = settings_or_leave()
    with told_plainly(settings):
        count = rotate(settings.database_url.get_secret_value(), secret_key(settings))
    typer.echo(f"{count} secrets are encrypted with the first key now. The others can go.")


@app.command("slack-manifest")
def slack_manifest_command(
    as_yaml: Annotated[bool, typer.Option("--yaml", help="As YAML, each scope with its reason; else JSON.")] = False,
) -> None:
    """Print the manifest that Slack makes the app from. It is the one app that these settings lead to."""
    settings = settings_or_leave()
    made = slack_manifest(settings)
    typer.echo(
        as_yaml_with(slack_reasons(settings), made) if as_yaml else json.dumps(made, indent=2, ensure_ascii=False)
    )


@app.command("surfaces")
def surfaces_command() -> None:
    """Print how each thing is reached on each platform. This makes docs/surfaces.md."""
    typer.echo(surfaces.page(), nl=False)


@app.command("roles")
def roles_command() -> None:
    """Print who may do what. This makes docs/roles.md."""
    typer.echo(roles.page(), nl=False)


@app.command("bench")
def bench_command(
    what: Annotated[Bench, typer.Argument(help="What to measure.")] = Bench.SPINE,
    postgresql: Annotated[
        str | None, typer.Option(help="sessions, search, pace: an empty database's address.", show_default=False)
    ] = None,
    sets: Annotated[
        Path | None,
        typer.Option(help="search: a folder of judged sets, else one beside this checkout.", show_default=False),
    ] = None,
    people: Annotated[int, typer.Option(help="pace: how many are invited.")] = PEOPLE,
) -> None:
    """Measure Kring. spine, beside a bare Slack app; sessions, a thousand that go on in one minute; search, how well
    and how fast it finds, beside other ways of finding; handbook, its pages with a thousand items;
    pace, thousands of invitations as fast as Slack takes them, and how soon a click is answered meanwhile."""
    for line in _measured(what, postgresql, sets, people):
        typer.echo(line)


def _measured(what: Bench, postgresql: str | None, sets: Path | None, people: int) -> Iterable[str]:
    match what:
        case Bench.SEARCH:
            return measure_search(postgresql, sets)
        case Bench.SESSIONS:
            return asyncio.run(measure_sessions(postgresql))
        case Bench.HANDBOOK:
            return asyncio.run(measure_handbook())
        case Bench.PACE:
            return asyncio.run(measure_pace(postgresql, people))
        case Bench.SPINE:
            return asyncio.run(measure_spine())


def _welcome(settings: Settings, port: int) -> None:
    address = f"http://{bracketed(settings.kring_host)}:{port}"
    where = f"the playground is at {address}/playground" if settings.kring_playground else f"listening at {address}"
    if not settings.platforms:
        say("", "  No platform is set up: put Slack's or Teams' settings into .env, or leave the playground on.")
    say("", f"  Kring is starting: {where}", "  Stop it with Ctrl+C.", "")
