"""Somebody is to be forgotten: what they asked is withdrawn, what they replied is gone."""

from facilitation.events import PersonErased
from facilitation.questions import replies, withdrawing
from facilitation.questions.model import QuestionWork, Stage


def on_erased(erased: PersonErased, work: QuestionWork) -> None:
    for question in work.questions.asked_by(erased.account):
        if question.stage is Stage.DRAFT:
            work.questions.remove(question)
        elif question.stage is not Stage.WITHDRAWN:
            withdrawing.withdraw(question, work)
    for reply in work.questions.replies_by(erased.account):
        replies.reply_gone(reply, work)
