"""The entered community's check-ins, as `facilitation.check_ins.model.CheckIns`."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from facilitation.check_ins.model import Round, RoundState, Series, SeriesState, Turn, Voice
from storage.tables import check_ins as tables
from storage.transaction import Transaction

_series, _rounds, _turns, _voices = (table.c for table in (tables.series, tables.rounds, tables.turns, tables.voices))


class SqlCheckIns:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, series: Series) -> None:
        self._transaction.add(series)

    def series(self, identity: str) -> Series | None:
        return self._transaction.get(Series, (self._transaction.scope.require(), identity))

    def all_series(self) -> Sequence[Series]:
        wanted = select(Series).where(_series.state != SeriesState.STOPPED)
        return self._transaction.session.scalars(wanted.order_by(_series.created_at, _series.id)).all()

    def add_round(self, round_: Round) -> None:
        self._transaction.add(round_)

    def round(self, identity: str) -> Round | None:
        return self._transaction.get(Round, (self._transaction.scope.require(), identity))

    def round_of(self, series_id: str, day: date, slot: int) -> Round | None:
        wanted = select(Round).where(_rounds.series_id == series_id, _rounds.day == day, _rounds.slot == slot)
        return self._transaction.session.scalars(wanted).one_or_none()

    def open_rounds(self) -> Sequence[Round]:
        wanted = select(Round).where(_rounds.state == RoundState.OPEN)
        return self._transaction.session.scalars(wanted.order_by(_rounds.closes_at, _rounds.id)).all()

    def keep(self, turn: Turn) -> None:
        self._transaction.add(turn)

    def turn(self, round_id: str, marker: str) -> Turn | None:
        return self._transaction.get(Turn, (self._transaction.scope.require(), round_id, marker))

    def turns(self, round_id: str) -> Sequence[Turn]:
        wanted = select(Turn).where(_turns.round_id == round_id).order_by(_turns.marker)
        return self._transaction.session.scalars(wanted).all()

    def drop(self, turn: Turn) -> None:
        self._transaction.remove(turn)

    def shuffle(self, round_id: str, kept: Sequence[Voice]) -> None:
        for turn in self.turns(round_id):
            self._transaction.remove(turn)
        for voice in kept:
            self._transaction.add(voice)
        self._transaction.flush()
        self._transaction.scrub = True

    def voices(self, round_id: str) -> Sequence[Voice]:
        wanted = select(Voice).where(_voices.round_id == round_id).order_by(_voices.id)
        return self._transaction.session.scalars(wanted).all()
