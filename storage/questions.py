"""The entered community's questions, as `facilitation.questions.model.Questions`. Raises: NotEntered."""

import hmac
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from facilitation.people import AccountRef, PlaceRef, SideId, new_id
from facilitation.questions.model import LeftBehind, Question, Reply, Stage
from storage.blinds import key_in
from storage.scope import NotEntered
from storage.tables.questions import questions, replies
from storage.transaction import Transaction
from storage.upsert import add_if_new

REPLY = [column.name for column in replies.columns if column.name != "version"]
ADD_REPLY = add_if_new(replies)
STIR = (
    update(questions)
    .where(questions.c.community_id == bindparam("of_community"), questions.c.id == bindparam("of_id"))
    .values(stirred_at=bindparam("at"))
)
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

    def renew(self, question: Question) -> Question:
        """The row lies where one lies that was written now, under an id that says nothing of before."""
        values = {
            column.name: getattr(question, column.name) for column in questions.columns if column.name != "version"
        }
        self._transaction.remove(question)
        renewed = Question(**{**values, "id": new_id()})
        self._transaction.add(renewed)
        self._transaction.scrub = True
        return renewed

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

    def asked_by(self, asker: AccountRef) -> Sequence[Question]:
        theirs = select(Question).where(questions.c.workspace == asker.workspace, questions.c.user == asker.user)
        return self._transaction.session.scalars(theirs.order_by(questions.c.written_at, questions.c.id)).all()

    def left_behind(self, asker: AccountRef, sides: Collection[SideId]) -> Sequence[LeftBehind]:
        self._transaction.flush()
        theirs = select(questions.c.id, questions.c.title).where(
            questions.c.community_id == self._transaction.scope.require(),
            questions.c.workspace == asker.workspace,
            questions.c.user == asker.user,
            questions.c.stage.in_((Stage.OPEN, Stage.ANSWERED, Stage.CLOSED)),
            questions.c.side.is_not(None),
            questions.c.side.not_in(sides),
        )
        newest = theirs.order_by(questions.c.written_at.desc(), questions.c.id)
        return [LeftBehind(row.id, row.title) for row in self._transaction.rows(newest)]

    def replies_by(self, author: AccountRef) -> Sequence[Reply]:
        theirs = select(Reply).where(replies.c.workspace == author.workspace, replies.c.user == author.user)
        return self._transaction.session.scalars(theirs.order_by(replies.c.posted_at, replies.c.message_id)).all()

    def has_asked(self, asker: AccountRef) -> bool:
        theirs = select(Question).where(questions.c.workspace == asker.workspace, questions.c.user == asker.user)
        asked = theirs.where(questions.c.stage.not_in((Stage.DRAFT, Stage.SET_ASIDE, Stage.SCHEDULED))).limit(1)
        return self._transaction.session.scalars(asked).first() is not None

    def open(self, limit: int) -> Sequence[Question]:
        waiting = select(Question).where(questions.c.stage == Stage.OPEN)
        return self._in_turn(waiting, limit)

    def unanswered(self, asked_before: datetime, limit: int) -> Sequence[Question]:
        by_another = (
            select(replies.c.message_id)
            .where(
                replies.c.community_id == questions.c.community_id,
                replies.c.question_id == questions.c.id,
                (replies.c.user != questions.c.user) | (replies.c.workspace != questions.c.workspace),
            )
            .exists()
        )
        waiting = select(Question).where(
            questions.c.stage == Stage.OPEN, questions.c.written_at <= asked_before, ~by_another
        )
        return self._in_turn(waiting, limit)

    def answered(self, since: datetime, limit: int) -> Sequence[Question]:
        those = select(Question).where(
            questions.c.stage == Stage.ANSWERED, questions.c.stirred_at >= since, questions.c.hidden_why.is_(None)
        )
        latest = those.order_by(questions.c.stirred_at.desc(), questions.c.id).limit(limit)
        return self._transaction.session.scalars(latest).all()

    def put_with(self, question_id: str) -> Sequence[Question]:
        those = select(Question).where(questions.c.with_question == question_id)
        return self._transaction.session.scalars(those.order_by(questions.c.written_at, questions.c.id)).all()

    def seal(self, code: str) -> str:
        community = self._transaction.scope.require()
        return hmac.new(
            key_in(self._transaction, make=True), f"receipt|{community}|{code}".encode(), "sha256"
        ).hexdigest()

    def by_receipt(self, code: str) -> Question | None:
        one = select(Question).where(questions.c.receipt == self.seal(code))
        return self._transaction.session.scalars(one).one_or_none()

    def add_reply(self, reply: Reply) -> None:
        """At once, and without the mapper: nothing else is written so often. The same message twice is kept once."""
        if reply.community_id != self._transaction.scope.require():
            raise NotEntered
        self._transaction.do(ADD_REPLY, {name: getattr(reply, name) for name in REPLY} | {"version": 1})

    def stir(self, question: Question, at: datetime) -> None:
        """Without the mapper too, and so without a new version."""
        self._transaction.do(STIR, {"of_community": self._transaction.scope.require(), "of_id": question.id, "at": at})
        set_committed_value(question, "stirred_at", at)

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
                func.coalesce(questions.c.place_workspace, questions.c.workspace) == place.workspace,
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

    def helpful(self, question_id: str) -> Sequence[Reply]:
        those = select(Reply).where(replies.c.question_id == question_id, replies.c.helpful)
        return self._transaction.session.scalars(those.order_by(replies.c.posted_at, replies.c.message_id)).all()

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

    def _in_turn(self, waiting: Select[Question], limit: int) -> Sequence[Question]:
        """Newcomers' first ones, then as long as they wait. What a facilitator has hidden waits for nobody."""
        in_turn = (
            waiting.where(questions.c.hidden_why.is_(None), questions.c.with_question.is_(None))
            .order_by(questions.c.newcomer.desc(), questions.c.written_at, questions.c.id)
            .limit(limit)
        )
        return self._transaction.session.scalars(in_turn).all()
