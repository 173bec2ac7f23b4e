"""`./kring export`: what a community owns, as files that anybody can read."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bundles import records
from bot.bundles.catalogue import TABLES, Catalogue, file_of
from bot.bundles.making import making
from bot.bundles.pages import ITEMS, digest_of, page_of
from bot.capabilities import repertoire
from bot.clock import SystemClock
from bot.fitting import sqlite_file
from bot.secret_key import secret_key
from bot.settings import Settings
from facilitation import audit
from facilitation.engine import Engine
from facilitation.people import CommunityId
from facilitation.ports.audit import Change
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage import exporting
from storage.store import Store, open_store
from storage.unit import SqlUnit


class NotReady(Exception):
    """The database is not there, or not in this Kring's form."""


class WhichCommunity(Exception):
    """It was not said clearly: `there_are` are the communities by their ids, with their names."""

    def __init__(self, there_are: Mapping[CommunityId, str]) -> None:
        super().__init__()
        self.there_are = there_are


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records and pages there are, and how many rows stayed behind by table."""

    records: int
    pages: int
    left_out: Mapping[str, int]


@contextmanager
def current_store(settings: Settings) -> Iterator[Store]:
    """Raises: NotReady."""
    file = sqlite_file(settings)
    if file and not file.exists():
        raise NotReady
    store = open_store(settings.database_url.get_secret_value(), SystemClock(), secret_key(settings))
    with closing(store):
        if not store.ready() or not store.current():
            raise NotReady
        yield store


def chosen(store: Store, wanted: str | None) -> records.Heading:
    """The community of that id or name; not said, the only one. Raises: WhichCommunity."""
    with exporting.reading_at_once(store.engine) as connection:
        there_are = exporting.residents(connection)
    exactly = {identity: name for identity, name in there_are.items() if wanted in (None, identity, name)}
    alike = {identity: name for identity, name in there_are.items() if wanted and wanted.casefold() == name.casefold()}
    fits = exactly or alike
    if len(fits) != 1:
        raise WhichCommunity(fits or there_are)
    ((identity, name),) = fits.items()
    return records.Heading(identity, name)


def export(store: Store, heading: records.Heading, to: Path) -> Exported:
    """As everything stands at one moment. Raises: FileExistsError, OSError, WrongKey."""
    with making(to) as files, exporting.reading_at_once(store.engine) as connection:
        catalogue = Catalogue()
        for record in exporting.records(connection, heading.community, TABLES):
            catalogue.hear(record)
        with files.file(records.NAME) as file:
            count = records.write(
                file, heading, _with_pages(exporting.records(connection, heading.community), catalogue)
            )
        for item in exporting.records(connection, heading.community, {ITEMS}):
            with files.file(file_of(item.values)) as file:
                file.write(page_of(item.values, catalogue).text.encode())
        return Exported(
            count - len(catalogue.files), len(catalogue.files), exporting.left_out(connection, heading.community)
        )


def note(store: Store, heading: records.Heading) -> None:
    """In the community's log, where its members read it. Raises: Conflict."""
    reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
    engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
    outcome = engine.perform([lambda unit: _write(unit, heading)])[0]
    if isinstance(outcome, Failed):
        raise outcome.error


def _write(unit: SqlUnit, heading: records.Heading) -> None:
    unit.enter(unit.people.community(heading.community), None)
    audit.record(unit, Change.EXPORTED)


def _with_pages(all_: Iterable[exporting.Record], catalogue: Catalogue) -> Iterator[exporting.Record]:
    """And then, of each page that will be written, what it says in a digest."""
    pages = []
    for record in all_:
        if record.table == ITEMS:
            pages.append((file_of(record.values), digest_of(page_of(record.values, catalogue).text)))
        yield record
    for name, digest in sorted(pages):
        yield exporting.Record(records.PAGES, {"file": name, "sha256": digest})
