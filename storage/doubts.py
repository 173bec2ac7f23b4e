"""What is doubted of an item, as `facilitation.ports.doubts.Doubts`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from facilitation.ports.doubts import Doubt
from facilitation.questions.model import Stage
from storage.tables.questions import questions
from storage.transaction import Transaction

AT_MOST = 5
OPEN = (
    select(questions.c.id, questions.c.title)
    .where(
        questions.c.community_id == bindparam("of_community"),
        questions.c.about == bindparam("of_item"),
        questions.c.stage == Stage.OPEN,
        questions.c.hidden_why.is_(None),
        questions.c.side.is_(None),
    )
    .order_by(questions.c.written_at, questions.c.id)
    .limit(AT_MOST)
)


class SqlDoubts:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def about(self, item_id: str) -> Sequence[Doubt]:
        community = self._transaction.scope.require()
        self._transaction.flush()
        rows = self._transaction.rows(OPEN, {"of_community": community, "of_item": item_id})
        return [Doubt(row.id, row.title) for row in rows]
