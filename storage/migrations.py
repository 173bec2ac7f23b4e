"""Bringing a database to the present revision."""

from sqlalchemy import inspect, text

from storage.database import connect
from storage.tables import check_ins, people, search, traffic
from storage.tables.metadata import metadata
from storage.tables.search import CREATE_INDEX, INDEX

__all__ = ["check_ins", "migrate", "people", "search", "traffic"]


def migrate(url: str) -> None:
    engine = connect(url, role=None)
    with engine.begin() as connection:
        metadata.create_all(connection)
        if connection.dialect.name == "sqlite" and not inspect(connection).has_table(INDEX):
            connection.execute(text(CREATE_INDEX))
    engine.dispose()
