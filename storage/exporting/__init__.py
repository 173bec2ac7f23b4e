"""What a community owns, taken out of the database as plain records, and what stays behind."""

from storage.exporting.reading import Record, census, left_out, reading_at_once, records, residents
from storage.exporting.share import Share
from storage.exporting.values import Unfit

__all__ = ["Record", "Share", "Unfit", "census", "left_out", "reading_at_once", "records", "residents"]
