"""The entered community's sessions, as `facilitation.sessions.model.Sessions`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select
from sqlalchemy.exc import InvalidRequestError

from facilitation.playbooks import shelf
from facilitation.playbooks.schema import Playbook
from facilitation.ports.upkeep import Conflict
from facilitation.sessions.course.values import Contribution, Stage
from facilitation.sessions.model import Edition, Giving, Late, LogLine, Session, Voice
from facilitation.sessions.rhythms.model import Series
from storage.mapping import COMMUNITY_DATA
from storage.tables import sessions as tables
from storage.transaction import Transaction

_sessions, _givings, _voices, _log = (table.c for table in (tables.sessions, tables.givings, tables.voices, tables.log))


UNLINK = delete(tables.givings).where(
    _givings.community_id == bindparam("of_community"),
    _givings.session_id == bindparam("of_session"),
    _givings.step == bindparam("of_step"),
)

_read = lru_cache(maxsize=64)(shelf.from_json)


class SqlSessions:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, session: Session) -> None:
        self._transaction.add(session)

    def get(self, identity: str) -> Session | None:
        return self._transaction.get(Session, (self._transaction.scope.require(), identity))

    def hold(self, session: Session, *, alone: bool) -> None:
        if self._transaction.is_shared:
            self._transaction.flush()
            try:
                self._transaction.session.refresh(session, with_for_update={"read": not alone})
            except InvalidRequestError as gone:
                raise Conflict from gone

    def drop(self, session: Session) -> None:
        self.purge(session.id)
        self._remove_all(LogLine, _log.session_id == session.id)
        self._transaction.remove(session)
        edition = self._edition(session.edition)
        if edition and not any(self._is_followed(edition, kind) for kind in (Session, Series)):
            self._transaction.remove(edition)

    def under_way(self) -> Sequence[Session]:
        wanted = select(Session).where(_sessions.stage != Stage.CLOSED)
        return self._transaction.session.scalars(wanted.order_by(_sessions.created_at, _sessions.id)).all()

    def edition(self, digest: str) -> Playbook:
        found = self._edition(digest)
        if found is None:
            raise Conflict
        return _read(found.body)

    def keep_edition(self, name: str, playbook: Playbook) -> str:
        digest = shelf.digest(playbook)
        if self._edition(digest) is None:
            community = self._transaction.scope.require()
            body = shelf.to_json(playbook)
            self._transaction.add(Edition(community_id=community, digest=digest, name=name, body=body))
        return digest

    def gathered(self, session_id: str, step: int) -> Sequence[Contribution]:
        return [giving.contribution for giving in self._givings(session_id, step)]

    def given_under(self, session_id: str, step: int, marker: str) -> Contribution | None:
        giving = self._giving(session_id, step, marker)
        return giving.contribution if giving else None

    def gather(self, session_id: str, step: int, before: Sequence[Contribution], now: Sequence[Contribution]) -> None:
        known = {each.marker: each for each in before}
        for each in now:
            if each == known.pop(each.marker, None):
                continue
            giving = self._giving(session_id, step, each.marker)
            if giving is None:
                self._transaction.add(
                    Giving(
                        community_id=self._transaction.scope.require(),
                        session_id=session_id,
                        step=step,
                        marker=each.marker,
                        contribution=each,
                    )
                )
            else:
                giving.contribution = each
        for marker in known:
            self._transaction.remove(self._giving(session_id, step, marker))

    def unlink(self, session_id: str, step: int, kept: Sequence[Voice]) -> None:
        community = self._transaction.scope.require()
        self._transaction.forget(Giving)
        self._transaction.do(UNLINK, {"of_community": community, "of_session": session_id, "of_step": step})
        for voice in kept:
            self._transaction.add(voice)
        self._transaction.flush()
        self._transaction.scrub = True

    def voices(self, session_id: str, step: int) -> Sequence[Voice]:
        wanted = select(Voice).where(_voices.session_id == session_id, _voices.step == step).order_by(_voices.id)
        return self._transaction.session.scalars(wanted).all()

    def write_down(self, line: LogLine) -> None:
        self._transaction.add(line)

    def log_length(self, session_id: str) -> int:
        wanted = select(func.count()).select_from(tables.log).where(_log.session_id == session_id)
        return (
            self._transaction.session.scalar(wanted.where(_log.community_id == self._transaction.scope.require())) or 0
        )

    def log(self, session_id: str) -> Sequence[LogLine]:
        wanted = select(LogLine).where(_log.session_id == session_id).order_by(_log.number)
        return self._transaction.session.scalars(wanted).all()

    def add_late(self, late: Late) -> None:
        self._transaction.add(late)

    def late(self, identity: str) -> Late | None:
        return self._transaction.get(Late, (self._transaction.scope.require(), identity))

    def drop_late(self, late: Late) -> None:
        self._transaction.remove(late)

    def purge(self, session_id: str, steps: Sequence[int] | None = None) -> None:
        for kind, table in ((Giving, tables.givings), (Voice, tables.voices)):
            given = table.c.session_id == session_id
            self._remove_all(kind, given if steps is None else given & table.c.step.in_(steps))
        if steps is None:
            self._remove_all(Late, tables.late.c.session_id == session_id)
        self._transaction.scrub = True

    def _remove_all(self, kind: type[Any], those: ColumnElement[bool]) -> None:
        for entity in self._transaction.session.scalars(select(kind).where(those)):
            self._transaction.remove(entity)

    def _is_followed(self, edition: Edition, kind: type[Session | Series]) -> bool:
        followers = select(kind).where(COMMUNITY_DATA[kind].c.edition == edition.digest).limit(1)
        return self._transaction.session.scalar(followers) is not None

    def _edition(self, digest: str) -> Edition | None:
        return self._transaction.get(Edition, (self._transaction.scope.require(), digest))

    def _giving(self, session_id: str, step: int, marker: str) -> Giving | None:
        return self._transaction.get(Giving, (self._transaction.scope.require(), session_id, step, marker))

    def _givings(self, session_id: str, step: int) -> Sequence[Giving]:
        wanted = select(Giving).where(_givings.session_id == session_id, _givings.step == step)
        as_they_are = wanted.order_by(_givings.marker).execution_options(populate_existing=True)
        return self._transaction.session.scalars(as_they_are).all()
