"""What may be seen of a community from outside, as `facilitation.ports.outlook.Outlooks`. Raises: NotEntered."""

from collections.abc import Iterator

from sqlalchemy import Select, func, select

from facilitation.knowledge.kinds import Assurance, Audience
from facilitation.ports.outlook import LEAST, SPAN, Outlook, Released
from facilitation.questions.model import Stage
from storage.tables.knowledge import items
from storage.tables.people import members
from storage.tables.questions import questions
from storage.transaction import Transaction

AT_MOST = 8
READ_OUTSIDE = (Audience.ORGANISATION, Audience.PUBLIC)


class SqlOutlooks:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of_community(self) -> Outlook:
        self._transaction.scope.require()
        self._transaction.flush()
        counts = [(name, self._count(wanted)) for name, wanted in self._wanted()]
        return Outlook(tuple((name, n if n >= LEAST else None) for name, n in counts), tuple(self._released()))

    def _count(self, wanted: Select[int]) -> int:
        row = self._transaction.row(wanted)
        return int(row[0]) if row else 0

    def _wanted(self) -> Iterator[tuple[str, Select[int]]]:
        here, since = self._transaction.scope.require(), self._transaction.now - SPAN
        asked = select(func.count()).where(
            questions.c.community_id == here,
            questions.c.written_at >= since,
            questions.c.stage.in_((Stage.OPEN, Stage.ANSWERED, Stage.CLOSED)),
        )
        yield "members", select(func.count()).where(members.c.community_id == here, members.c.left_at.is_(None))
        yield "asked", asked
        yield "answered", asked.where(questions.c.stage == Stage.ANSWERED)
        yield "kept", select(func.count()).where(items.c.community_id == here, items.c.audience != Audience.SESSION)

    def _released(self) -> Iterator[Released]:
        rows = self._transaction.rows(
            select(items.c.id, items.c.title)
            .where(
                items.c.community_id == self._transaction.scope.require(),
                items.c.audience.in_(READ_OUTSIDE),
                items.c.assurance != Assurance.RETIRED,
            )
            .order_by(items.c.kept_at.desc(), items.c.id)
            .limit(AT_MOST)
        )
        return (Released(row.id, row.title) for row in rows)
