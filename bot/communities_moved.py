"""The commands by which a community goes out of a database, comes into one, and is gone from it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import erasing, exporting, importing
from bot.bundles.records import Heading
from bot.bundles.refusals import Refused, shown
from bot.erasing import WhichPerson
from bot.exporting import NotReady, WhichCommunity
from bot.plainly import MISFIT, say, settings_or_leave, told_plainly
from bot.running import alone
from bot.secret_key import secret_key
from facilitation.people import AccountRef
from facilitation.ports.upkeep import Conflict
from storage.importing import Here
from storage.migrations import migrate
from storage.store import Store

TELLING = {
    "members": ("member", "members"),
    "questions": ("question", "questions"),
    "replies": ("reply", "replies"),
    "knowledge_items": ("knowledge item", "knowledge items"),
    "sessions": ("session that is over", "sessions that are over"),
    "series": ("rhythm", "rhythms"),
    "own_playbooks": ("playbook of its own", "playbooks of its own"),
}
"""Of what there is most to tell, one and several of them."""

Community = Annotated[
    str | None, typer.Argument(help="Its name or id; needed where there are several.", show_default=False)
]


def add_commands(app: typer.Typer) -> None:
    app.command("export")(export_command)
    app.command("import")(import_command)
    app.command("erase")(erase_command)


def export_command(
    community: Community = None,
    to: Annotated[Path, typer.Option(help="The folder to make; one packed file, if it ends in .zip.")] = Path(
        "kring-export"
    ),
) -> None:
    """Write what a community owns as Markdown and JSON Lines. Kring may be running."""
    settings = settings_or_leave()
    with told_plainly(settings), _told_of_communities(), exporting.current_store(settings) as store:
        heading = exporting.chosen(store, community)
        say(
            f"Exporting “{shown(heading.name)}” to {to}.",
            "What is encrypted in the database can be read in these files: names, questions, what is kept, and more.",
            "Only you may open them (mode 0600). They are the community's: keep them so.",
        )
        done = exporting.export(store, heading, to)
        exporting.note(store, heading)
    typer.echo(f"Written: {to}, with {done.records} records, and {done.pages} items to be read.")
    left = _counted(done.left_out)
    if left:
        say(f"Left out, for it was meant for some only or is under way: {left}.")


def import_command(
    source: Annotated[Path, typer.Argument(help="The folder or .zip that ./kring export made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the same community here, whatever that has now.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Say whether it would go well, and change nothing.")] = False,
) -> None:
    """Read a community back from its files. Wholly, or not at all; Kring must not be running on SQLite."""
    settings = settings_or_leave()
    with told_plainly(settings), _told_of_communities(), alone(settings):
        if not check:
            migrate(settings.database_url.get_secret_value(), secret_key(settings))
        with exporting.current_store(settings) as store:
            done = importing.bring_in(store, source, replace=replace, only_try=check)
    what = f"“{done.name}”: {_counted(done.counts) or 'nobody and nothing yet'}"
    typer.echo(f"It would go well. {what}." if check else f"Imported {what}.")
    if done.kept:
        say(f"{done.kept} of these people are in other communities here, and are called what they are called there.")


def erase_command(
    community: Community = None,
    person: Annotated[
        str | None, typer.Option(help="Erase a person instead: a name, or WORKSPACE/USER.", show_default=False)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Erase a community with all of it, or a person. Kring must not be running on SQLite."""
    settings = settings_or_leave()
    with told_plainly(settings), _told_of_communities(), alone(settings), exporting.current_store(settings) as store:
        if person is None:
            _erase_community(store, exporting.chosen(store, community), ask=not yes)
        else:
            _erase_person(store, *erasing.person_called(store, person), ask=not yes)


def _erase_community(store: Store, heading: Heading, *, ask: bool) -> None:
    there_is = _counted(erasing.census(store, heading)) or "nobody and nothing yet"
    say(f"“{shown(heading.name)}” ({heading.community}): {there_is}.")
    if ask:
        typer.confirm("Erase all of it, and whoever is in no other community? There is no way back.", abort=True)
    count = erasing.erase_community(store, heading)
    typer.echo(f"Erased “{shown(heading.name)}”: {count} rows, and their traces in the database's files.")
    say("What stands in the chat itself stays there. Backups, and what was exported, are yours to delete.")


def _erase_person(store: Store, ref: AccountRef, name: str, *, ask: bool) -> None:
    say(f"{name or ref.user} ({ref.workspace}/{ref.user}): their account, memberships, questions, replies, kept words.")
    if ask:
        typer.confirm("Erase all of it, as if they took back each word? There is no way back.", abort=True)
    count = erasing.erase_person(store, ref)
    typer.echo(f"Erased {name or ref.user}: {count} rows, their words in what was kept, and the traces of both.")
    say("What they wrote in the chat itself stays there; if they write to Kring again, they are known again.")
    say("Backups, and what was exported, are yours to delete.")


@contextmanager
def _told_of_communities() -> Iterator[None]:
    """What of files and communities keeps a command from its work."""
    try:
        yield
    except (Refused, Here, WhichCommunity, WhichPerson, NotReady, Conflict, OSError) as why:
        say(*(WHY[type(why)](why) if type(why) in WHY else [_not_written(why)]))
        raise typer.Exit(MISFIT) from None


def _refused(why: Refused) -> Sequence[str]:
    return [*why.problems, "Nothing was imported."]


def _here(why: Here) -> Sequence[str]:
    return [f"“{shown(why.name)}” is here already. Say --replace to put this in its place, whatever it has now."]


def _which(why: WhichCommunity) -> Sequence[str]:
    if not why.there_are:
        return ["There is no community here yet."]
    known = [f"  {shown(name)}  ({identity})" for identity, name in why.there_are.items()]
    return ["Which community? Say its name, or its id:", *known]


def _who(why: WhichPerson) -> Sequence[str]:
    if not why.there_are:
        return ["Nobody here is called so."]
    known = (f"  --person {each.workspace}/{each.user}  ({shown(name)})" for each, name in why.there_are.items())
    return ["Who is meant? Say it so:", *known]


def _not_ready(_: NotReady) -> Sequence[str]:
    return ["DATABASE_URL: this database is not there, or not of this Kring's form. ./kring migrate makes it so."]


def _there(why: FileExistsError) -> Sequence[str]:
    return [f"{why}: this is there already. Say another name with --to."]


def _not_written(why: Exception) -> str:
    return f"{why.filename}: {why.strerror}." if isinstance(why, OSError) else str(why)


def _conflict(_: Conflict) -> Sequence[str]:
    return ["Another process was changing the same things. Try again."]


WHY: Mapping[type[Exception], Callable[[Any], Sequence[str]]] = {
    Refused: _refused,
    Here: _here,
    WhichCommunity: _which,
    WhichPerson: _who,
    NotReady: _not_ready,
    FileExistsError: _there,
    Conflict: _conflict,
}


def _counted(counts: Mapping[str, int]) -> str:
    told = [(counts.get(table, 0), words) for table, words in TELLING.items()]
    return ", ".join(f"{count} {one if count == 1 else many}" for count, (one, many) in told if count)
