"""A question is withdrawn, by who asked it or because they are to be forgotten: nothing of what they wrote goes on."""

from facilitation.questions import following_up, looks, thread
from facilitation.questions.model import Question, QuestionWork, Stage


def withdraw(question: Question, work: QuestionWork) -> None:
    """Close it and forget what was written: here, in the search, in its card, in notes, and in what was to be sent."""
    if question.stage is Stage.ANSWERED:
        thread.reopen(question, work)
    for each in work.questions.put_with(question.id):
        each.with_question = None
        thread.redraw(each, work)
    following_up.take_all_back(question, work)
    looks.call_off(question, work)
    question.stage, question.title, question.detail = Stage.WITHDRAWN, "", ""
    question.hidden_by = question.hider_workspace = question.hidden_why = question.about = None
    work.questions.remove_replies(question.id)
    thread.index(question, work)
    thread.redraw(question, work)
