"""`./kring check`: whether everything Kring needs is there, said plainly, with nothing changed and nobody disturbed."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from bot.capabilities import repertoire
from bot.clock import SystemClock
from bot.connect import Connection, Surroundings, connect
from bot.fitting import sqlite_file
from bot.notes import ScratchNotes
from bot.offers import Offers
from bot.secret_key import secret_key
from bot.settings import Settings
from facilitation.events import AnyChatEvent
from facilitation.messages import Answer
from storage.store import open_store

NONE_YET = "none is set up yet, and the playground is off; .env.example says what Slack and Teams need"
PATIENCE = 20.0  # seconds for a platform to answer


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` None: all is well. `remark` is said when it is."""

    what: str
    problem: str | None = None
    remark: str = "fine"


def check(settings: Settings) -> Sequence[Finding]:
    """May run beside a Kring at work."""
    connections = connect(_surroundings(settings))
    found = [*_database(settings), *asyncio.run(_platforms(connections)), *_remarks(settings, connections)]
    return found if settings.platforms else [*found, Finding("Platforms", remark=NONE_YET)]


def _database(settings: Settings) -> Iterator[Finding]:
    file = sqlite_file(settings)
    what = f"Database ({'SQLite' if file else 'PostgreSQL'})"
    if file and not file.exists():
        yield Finding(what, remark="will be made by the first run")
        return
    store = open_store(settings.database_url.get_secret_value(), SystemClock(), secret_key(settings))
    try:
        if not store.ready():
            yield Finding(what, "it does not answer; is DATABASE_URL right, and is it running?")
        elif not store.current():
            yield Finding(what, remark="will be brought up to date by the next run")
        else:
            yield Finding(what)
    finally:
        store.close()


def _remarks(settings: Settings, connections: Sequence[Connection]) -> Iterator[Finding]:
    """What is said of each platform's workspaces, where there is something to say."""
    file = sqlite_file(settings)
    if not connections or (file and not file.exists()):
        return
    with closing(open_store(settings.database_url.get_secret_value(), SystemClock(), secret_key(settings))) as store:
        if store.ready() and store.current():
            with closing(store.units()) as unit:
                found = [(each.name.title(), each.remark(unit.installations)) for each in connections]
                yield from (Finding(f"{name}'s workspaces", "; ".join(said)) for name, said in found if said)


def _surroundings(settings: Settings) -> Surroundings:
    return Surroundings(
        settings=settings,
        handle=_hear_nothing,
        clock=SystemClock(),
        notes=partial(_noted, settings),
        installations=None,
        offers=Offers(repertoire()),
        mover=None,
    )


async def _platforms(connections: Sequence[Connection]) -> Sequence[Finding]:
    return [await _asked(connection) for connection in connections]


def _noted(settings: Settings, platform: str) -> ScratchNotes:
    """What is noted in the database, to be looked at only."""
    notes = ScratchNotes()
    file = sqlite_file(settings)
    if file and not file.exists():
        return notes
    store = open_store(settings.database_url.get_secret_value(), SystemClock(), secret_key(settings))
    with closing(store):
        if store.ready() and store.current():
            with closing(store.units()) as unit:
                notes.kept.update(unit.notebook.read(platform))
    return notes


async def _asked(connection: Connection) -> Finding:
    what = connection.name.title()
    try:
        async with asyncio.timeout(PATIENCE):
            return Finding(what, await connection.check())
    except TimeoutError:
        return Finding(what, "no answer in time")


async def _hear_nothing(event: AnyChatEvent) -> Answer | None:
    return None
