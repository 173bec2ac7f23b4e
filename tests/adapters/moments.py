"""A moment in a sentence of Kring's, and how it is told where it can't be shown in the reader's zone."""

from datetime import UTC, datetime

from facilitation.texts import texts_in

TUESDAY_TEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # in Brussels
WHEN = texts_in("en", "Europe/Brussels").when(TUESDAY_TEN)
TOLD = "Tuesday 3 March at 10:00 (Europe/Brussels)"
