"""The entered community's series, as `facilitation.sessions.rhythms.model.Rhythms`."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from facilitation.sessions.rhythms.model import Meeting, MeetingState, Series, SeriesState
from storage.tables import rhythms as tables
from storage.transaction import Transaction

_series, _meetings = tables.series.c, tables.meetings.c


class SqlRhythms:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, series: Series) -> None:
        self._transaction.add(series)

    def series(self, identity: str) -> Series | None:
        return self._transaction.get(Series, (self._transaction.scope.require(), identity))

    def all_series(self) -> Sequence[Series]:
        wanted = select(Series).where(_series.state != SeriesState.STOPPED)
        return self._transaction.session.scalars(wanted.order_by(_series.created_at, _series.id)).all()

    def add_meeting(self, meeting: Meeting) -> None:
        self._transaction.add(meeting)

    def meeting(self, series_id: str, day: date, slot: int) -> Meeting | None:
        return self._transaction.get(Meeting, (self._transaction.scope.require(), series_id, day, slot))

    def meetings(self, series_id: str, since: date) -> Sequence[Meeting]:
        wanted = select(Meeting).where(_meetings.series_id == series_id, _meetings.day >= since)
        return self._transaction.session.scalars(wanted.order_by(_meetings.day, _meetings.slot)).all()

    def moved(self, series_id: str) -> Sequence[Meeting]:
        wanted = select(Meeting).where(_meetings.series_id == series_id, _meetings.state == MeetingState.MOVED)
        return self._transaction.session.scalars(wanted.order_by(_meetings.at)).all()
