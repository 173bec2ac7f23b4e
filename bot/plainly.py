"""How a command speaks: what keeps it from its work is told in plain words, with no trace of a program."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.fitting import misfits
from bot.secret_key import made_with
from bot.serving import PortTaken
from bot.settings import Settings, bracketed, read
from storage.database import Unusable
from storage.keyring import WrongKey
from storage.lock import AlreadyRunning

MISFIT = 2  # exit status: nothing was started, and the person is told what to change


def settings_or_leave(**given: object) -> Settings:
    """Exits when they don't fit together, saying everything at once."""
    settings, unreadable = read(**given)
    lines = [*unreadable, *misfits(settings)]
    if lines:
        say(*lines)
        raise typer.Exit(MISFIT)
    return settings


@contextmanager
def told_plainly(settings: Settings) -> Iterator[None]:
    try:
        yield
    except AlreadyRunning as other:
        who = f" (process {other.process})" if other.process else ""
        say(f"Kring is already running on this database{who}. Stop it first, or set another DATABASE_URL.")
        raise typer.Exit(MISFIT) from None
    except PortTaken:
        where = f"{bracketed(settings.kring_host)}:{settings.kring_port}"
        say(f"Nothing can listen on {where}: another program does, or it may not be used. Try --port 8001.")
        raise typer.Exit(MISFIT) from None
    except WrongKey:
        say("KRING_SECRET_KEY: something was encrypted with a key that is not among these. Nothing more was changed.")
        if file := made_with(settings):
            say(
                f"This database was begun with the key in {file}. Put that key behind yours after a comma, "
                "or set another DATABASE_URL."
            )
        raise typer.Exit(MISFIT) from None
    except Unusable as why:
        say(f"DATABASE_URL: {why}")
        raise typer.Exit(1) from None


def say(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)
