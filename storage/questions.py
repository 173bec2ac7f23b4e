"""The entered community's questions, as `facilitation.questions.model.Questions`. Raises: NotEntered."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, select

from facilitation.people import AccountRef, PlaceRef
from facilitation.questions.model import Question, Reply, Stage
from storage.scope import NotEntered
from storage.tables.questions import questions, replies
from storage.transaction import Transaction
from storage.upsert import add_if_new

REPLY = [column.name for column in replies.columns if column.name != "version"]
ADD_REPLY = add_if_new(replies)
COUNT = select(func.count()).where(
    replies.c.community_id == bindparam("of_community"), replies.c.question_id == bindparam("of_id")
)


class SqlQuestions:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, question: Question) -> None:
        self._transaction.add(question)

    def get(self, question_id: str) -> Question | None:
        return self._transaction.get(Question, (self._transaction.scope.require(), question_id))

    def remove(self, question: Question) -> None:
        self._transaction.remove(question)

    def unsettled(self, asker: AccountRef, limit: int) -> Sequence[Question]:
        theirs = (
            select(Question)
            .where(
                questions.c.workspace == asker.workspace,
                questions.c.user == asker.user,
                questions.c.stage.in_((Stage.DRAFT, Stage.OPEN)),
            )
            .order_by(questions.c.written_at.desc(), questions.c.id)
            .limit(limit)
        )
        return self._transaction.session.scalars(theirs).all()

    def add_reply(self, reply: Reply) -> None:
        """At once, and without the mapper: nothing else is written so often. The same message twice is kept once."""
        if reply.community_id != self._transaction.scope.require():
            raise NotEntered
        self._transaction.do(ADD_REPLY, {name: getattr(reply, name) for name in REPLY} | {"version": 1})

    def reply(self, question_id: str, message_id: str) -> Reply | None:
        return self._transaction.get(Reply, (self._transaction.scope.require(), question_id, message_id))

    def reply_at(self, place: PlaceRef, message_id: str) -> Reply | None:
        one = (
            select(Reply)
            .join(
                questions,
                (questions.c.community_id == replies.c.community_id) & (questions.c.id == replies.c.question_id),
            )
            .where(
                replies.c.message_id == message_id,
                questions.c.workspace == place.workspace,
                questions.c.channel == place.channel,
            )
        )
        return self._transaction.session.scalars(one).first()

    def replies(self, question_id: str, limit: int) -> Sequence[Reply]:
        latest = (
            select(Reply)
            .where(replies.c.question_id == question_id)
            .order_by(replies.c.posted_at.desc(), replies.c.message_id.desc())
            .limit(limit)
        )
        return self._transaction.session.scalars(latest).all()[::-1]

    def count_replies(self, question_id: str) -> int:
        self._transaction.flush()
        row = self._transaction.row(COUNT, {"of_community": self._transaction.scope.require(), "of_id": question_id})
        return row[0] if row else 0

    def remove_reply(self, reply: Reply) -> None:
        self._transaction.remove(reply)

    def remove_replies(self, question_id: str) -> None:
        community = self._transaction.scope.require()
        self._transaction.forget(Reply)
        self._transaction.do(
            delete(replies).where(replies.c.community_id == community, replies.c.question_id == question_id)
        )
