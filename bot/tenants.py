"""The commands about Teams: what its administrators upload, and which tenants Kring serves beside the settings' own."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar
from uuid import UUID

import typer

from adapters.teams.registrations import KEPT, note_of
from adapters.teams.tokens import AppSecret, refusal
from bot.capabilities import repertoire
from bot.exporting import NotReady, current_store
from bot.handbook.signing_in import TEAMS_BACK
from bot.manifests import teams_package
from bot.plainly import MISFIT, say, settings_or_leave, told_plainly
from bot.settings import Settings
from facilitation.engine import Engine
from facilitation.events import Uninstalled
from facilitation.people import WorkspaceId, new_id
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage.unit import SqlUnit

T = TypeVar("T")

PLATFORM = "teams"
NAME_AT_MOST = 80  # characters

Tenant = Annotated[str, typer.Argument(help="The tenant's id, as Entra ID shows it.")]
ClientSecret = Annotated[
    str, typer.Option(prompt="The client secret's value", hide_input=True, help="Asked for when not given.")
]
Name = Annotated[str, typer.Option(help="What people call it: who signs in chooses it by that.")]
AppId = Annotated[str, typer.Option(help="The registration's application (client) id.")]


def add_commands(app: typer.Typer) -> None:
    app.command("teams-package")(package_command)
    app.command("teams-add")(add_command)
    app.command("teams-remove")(remove_command)


def package_command(
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("kring-teams.zip"),
    app_id: Annotated[
        str | None, typer.Option(help="For a tenant of teams-add; else MICROSOFT_APP_ID.", show_default=False)
    ] = None,
    read_channels: Annotated[
        bool, typer.Option("--read-channels", help="Ask team owners to let Kring read replies that don't mention it.")
    ] = False,
) -> None:
    """Write the package that is uploaded to Teams."""
    settings = settings_or_leave()
    bot = _identity(app_id, "--app-id") if app_id else settings.microsoft_app_id
    wanted = {"MICROSOFT_APP_ID": bot, "KRING_PUBLIC_URL": settings.kring_public_url}
    missing = [name for name, value in wanted.items() if not value]
    if missing or not bot:
        _leave(f"The package names the bot and where it is: set {' and '.join(missing)} first.")
    to.write_bytes(teams_package(settings, bot, reads_channels=read_channels))
    typer.echo(f"Written: {to}. Upload it in Teams: Apps, Manage your apps, Upload an app.")


def add_command(
    tenant: Tenant,
    app_id: AppId,
    secret: ClientSecret,
    name: Name = "",
) -> None:
    """Serve one more tenant. By the single-tenant registration that its administrator made; Kring may be running."""
    settings = _with_teams()
    theirs = AppSecret(
        _identity(app_id, "--app-id"),
        secret.strip(),
        _identity(tenant, "TENANT"),
        settings.teams_token_url or "",
        " ".join(name.split())[:NAME_AT_MOST],
    )
    if theirs.tenant == (settings.microsoft_app_tenant_id or "").lower():
        _leave("That tenant is the one in the settings: change it there.")
    why = asyncio.run(refusal(theirs))
    if why:
        _leave(f"Nothing was kept. {why}.")

    def keep(unit: SqlUnit, _: Reception[SqlUnit]) -> None:
        unit.notebook.write(PLATFORM, *note_of(theirs))
        unit.installations.admit((WorkspaceId(f"{PLATFORM}:{theirs.tenant}"),), None)

    _do(settings, keep)
    typer.echo(
        f"Kept, encrypted. Kring serves tenant {theirs.tenant} within half a minute. "
        f"Its package: ./kring teams-package --app-id {theirs.app_id}\n"
        f"For signing in to the handbook, its registration has the web redirect URI {settings.public_url}{TEAMS_BACK}"
    )


def remove_command(tenant: Tenant) -> None:
    """Serve a tenant of teams-add no longer. Its secret goes at once, its data after the time that the README says."""
    settings = _with_teams()
    gone = WorkspaceId(f"{PLATFORM}:{_identity(tenant, 'TENANT')}")
    key = f"{KEPT}{gone.partition(':')[2]}"

    def remove(unit: SqlUnit, reception: Reception[SqlUnit]) -> bool:
        if not unit.notebook.read(PLATFORM, key):
            return False
        for prefix in (key, *(f"{kind}/{gone}" for kind in ("tenant", "team", "chat", "left"))):
            unit.notebook.erase(PLATFORM, prefix)
        reception.receive(Uninstalled(delivery_id=new_id(), workspace=gone, at=unit.now), unit)
        return True

    if not _do(settings, remove):
        _leave("No such tenant was added. The one in the settings goes by taking MICROSOFT_… out of them.")
    typer.echo(f"Tenant {tenant} is served no longer, and its secret is gone.")


def _do(settings: Settings, job: Callable[[SqlUnit, Reception[SqlUnit]], T]) -> T:
    """In one transaction, beside a Kring at work."""
    reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
    done: list[T] = []
    try:
        with told_plainly(settings), current_store(settings) as store:
            engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
            outcome = engine.perform([lambda unit: done.append(job(unit, reception))])[0]
    except NotReady:
        _leave("There is no database yet, or it is of another version: ./kring migrate makes it.")
    if isinstance(outcome, Failed):
        raise outcome.error
    return done[-1]


def _with_teams() -> Settings:
    settings = settings_or_leave()
    if not settings.microsoft_app_id:
        _leave("Teams is set up by its first tenant, which is in the settings: see MICROSOFT_APP_ID in .env.example.")
    return settings


def _identity(given: str, what: str) -> str:
    try:
        return str(UUID(given.strip()))
    except ValueError:
        _leave(f"{what}: give an id such as 72f988bf-86f1-41af-91ab-2d7cd011db47.")


def _leave(line: str) -> NoReturn:
    say(line)
    raise typer.Exit(MISFIT)
