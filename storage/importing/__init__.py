"""A community coming in, record by record, as `storage.exporting` let it go."""

from storage.importing.arrival import Arrival, Dangling, Here, Taken
from storage.importing.reading import RecordReader

__all__ = ["Arrival", "Dangling", "Here", "RecordReader", "Taken"]
