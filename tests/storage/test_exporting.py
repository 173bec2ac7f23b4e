"""What leaves with a community, and what stays."""

from sqlalchemy import JSON

from storage.exporting.shares import SHARES, STAYS
from storage.exporting.values import WAYS
from storage.tables.metadata import metadata


def test_every_table_is_exported_or_stays_for_a_reason() -> None:
    """Whoever adds one decides, and says why in `storage/exporting/shares.py`."""
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
