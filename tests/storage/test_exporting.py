"""What leaves with a community, and what stays."""

import importlib
import pkgutil

from sqlalchemy import JSON

from facilitation.people import CommunityId
from storage import tables
from storage.exporting import reading_at_once, records, residents
from storage.exporting.shares import SHARES, STAYS
from storage.exporting.values import WAYS
from storage.tables.metadata import metadata
from tests.storage.shelf import ANN, CIRCLE, Shelf

OTHER = CommunityId("other")


def test_every_table_is_exported_or_stays_for_a_reason() -> None:
    """Whoever adds one decides, and says why in `storage/exporting/shares.py`."""
    for module in pkgutil.iter_modules(tables.__path__):
        importlib.import_module(f"{tables.__name__}.{module.name}")
    named = [*SHARES, *STAYS]
    assert {table.name for table in metadata.tables.values()} == {table.name for table in named}
    assert len(named) == len(set(named))
    assert all(len(reason) > 20 for reason in STAYS.values())


def test_every_exported_column_has_a_form_outside_a_database() -> None:
    for share in SHARES.values():
        for column in share.columns:
            assert isinstance(column.type, tuple(WAYS)), column
            assert not isinstance(column.type, JSON), column


def test_what_is_left_out_of_an_exported_table_is_there() -> None:
    for share in SHARES.values():
        assert {*share.without, *share.instead} <= set(share.table.c.keys())


def test_an_export_sees_one_moment_whoever_writes_meanwhile(shelf: Shelf) -> None:
    shelf.found()
    shelf.found(OTHER)
    with reading_at_once(shelf.store.engine) as connection:
        assert set(residents(connection)) == {CIRCLE, OTHER}
        shelf.join(ANN)
        assert not [record for record in records(connection, CIRCLE) if record.table == "members"]
    with reading_at_once(shelf.store.engine) as connection:
        assert [record.values["user"] for record in records(connection, CIRCLE, {"members"})] == [ANN.ref.user]
        assert not list(records(connection, OTHER, {"members", "accounts"}))
