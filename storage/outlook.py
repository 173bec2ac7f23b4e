"""What may be seen of a community from outside, as `facilitation.ports.outlook.Outlooks`. Raises: NotEntered."""

from collections.abc import Iterator

from sqlalchemy import Executable, func, select

from facilitation.knowledge.kinds import Assurance, Audience
from facilitation.ports.outlook import LEAST, SPAN, Outlook, Released
from facilitation.questions.model import Stage
from storage.tables.knowledge import items
from storage.tables.people import members
from storage.tables.questions import questions
from storage.transaction import Transaction

AT_MOST = 8
ASKED = (Stage.OPEN, Stage.ANSWERED, Stage.CLOSED)
READ_OUTSIDE = (Audience.ORGANISATION, Audience.PUBLIC)
FOR_ALL = items.c.side.is_(None)


class SqlOutlooks:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of_community(self) -> Outlook:
        self._transaction.scope.require()
        self._transaction.flush()
        return Outlook(tuple(self._counts()), tuple(self._released()))

    def _counts(self) -> Iterator[tuple[str, int | None]]:
        here = self._transaction.scope.require()
        in_it = select(func.count()).where(members.c.community_id == here, members.c.left_at.is_(None))
        kept = select(func.count()).where(items.c.community_id == here, items.c.audience != Audience.SESSION, FOR_ALL)
        _, of_others = self._asked(*(stage for stage in ASKED if stage is not Stage.ANSWERED))
        yield "members", _told(*self._row(in_it))
        yield "asked", _told(*self._asked(*ASKED))
        yield "answered", None if 0 < of_others < LEAST else _told(*self._asked(Stage.ANSWERED))
        yield "kept", _told(*self._row(kept))

    def _asked(self, *stages: Stage) -> tuple[int, int]:
        """How many questions, and of how many people: those without a name count as one."""
        who = questions.c.workspace + "/" + questions.c.user
        number, people = self._row(
            select(func.count(), func.count(who.distinct())).where(
                questions.c.community_id == self._transaction.scope.require(),
                questions.c.written_at >= self._transaction.now - SPAN,
                questions.c.stage.in_(stages),
                questions.c.side.is_(None),
            )
        )
        return number, people

    def _row(self, wanted: Executable) -> tuple[int, ...]:
        return tuple(self._transaction.rows(wanted)[0])

    def _released(self) -> Iterator[Released]:
        rows = self._transaction.rows(
            select(items.c.id, items.c.title)
            .where(
                items.c.community_id == self._transaction.scope.require(),
                items.c.audience.in_(READ_OUTSIDE),
                items.c.assurance != Assurance.RETIRED,
                FOR_ALL,
            )
            .order_by(items.c.kept_at.desc(), items.c.id)
            .limit(AT_MOST)
        )
        return (Released(row.id, row.title) for row in rows)


def _told(number: int, people: int | None = None) -> int | None:
    """None where there are too few, or they are too few people's; rounded down, so that no share is told exactly."""
    few = number < LEAST or (people is not None and people < LEAST)
    return None if few else number - number % LEAST
