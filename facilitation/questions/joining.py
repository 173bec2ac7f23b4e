"""Waiting along: who has the same question hears when it is answered. And what else can be done with a question."""

from facilitation.events import ButtonPressed
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Notice, Whisper
from facilitation.questions import left_behind, private_cards, together
from facilitation.questions.around import Joiner
from facilitation.questions.model import Question, QuestionWork, Stage
from facilitation.wording import for_actor


def on_more(press: ButtonPressed, work: QuestionWork) -> Answer:
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or question.stage is Stage.WITHDRAWN:
        return left_behind.told(press.subject.id, work) or Whisper(Notice(texts("questions.gone")))
    return Whisper(private_cards.more(question, _may(question, work), texts))


def on_join(press: ButtonPressed, work: QuestionWork) -> Answer:
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or question.stage is not Stage.OPEN:
        return Whisper(Notice(texts("questions.gone")))
    join(question, work)
    return Whisper(Notice(texts("questions.joined", title=question.title)))


def on_leave_it(press: ButtonPressed, work: QuestionWork) -> Answer:
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    for joiner in work.around.joiners(press.subject.id):
        if joiner.account == work.account.ref:
            work.around.remove_joiner(joiner)
    return Whisper(Notice(texts("questions.left_it", title=question.title if question else "")))


def join(question: Question, work: QuestionWork) -> None:
    """Once, however often it is said; its asker waits anyway."""
    me = work.account.ref
    if question.asker == me or any(joiner.account == me for joiner in work.around.joiners(question.id)):
        return
    work.around.add_joiner(
        Joiner(
            community_id=question.community_id,
            question_id=question.id,
            workspace=me.workspace,
            user=me.user,
            at=work.now,
        )
    )


def _may(question: Question, work: QuestionWork) -> private_cards.May:
    me = work.account.ref
    waits = any(joiner.account == me for joiner in work.around.joiners(question.id))
    is_open, seen = question.stage is Stage.OPEN, not question.is_hidden
    return private_cards.May(
        join=is_open and seen and question.asker != me and not waits,
        leave=waits,
        put_together=is_open and seen and not question.with_question and together.may(question, work),
        take_apart=together.is_of_several(question, work) and together.may_part(question, "", work),
        hide=seen and question.asker != me and is_facilitator(work),
    )
