"""A question is withdrawn, by who asked it or because they are to be forgotten: nothing of what they wrote goes on."""

from facilitation.events import ButtonPressed, QuestionTakenBack
from facilitation.messages import Answer, Notice, ReplaceCard, Whisper
from facilitation.questions import cards, following_up, left_behind, looks, receipts, thread
from facilitation.questions.model import LeftBehind, Question, QuestionWork, Stage
from facilitation.wording import for_actor


def on_withdraw(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _theirs(press, work)
    if isinstance(question, Whisper):
        return question
    return Whisper(cards.withdraw_surely(question.title, press.subject, for_actor(work)))


def on_withdraw_surely(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _theirs(press, work)
    if isinstance(question, Whisper):
        return question
    work.announce(QuestionTakenBack(community_id=work.community.id, question_id=question.id))
    return ReplaceCard(Notice(for_actor(work)("questions.withdrawn_now")))


def on_taken_back(taken: QuestionTakenBack, work: QuestionWork) -> None:
    """On whatever side it stands."""
    question = work.questions.get(taken.question_id)
    if question and question.stage is not Stage.WITHDRAWN:
        withdraw(question, work)


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


def _theirs(press: ButtonPressed, work: QuestionWork) -> Question | LeftBehind | Whisper:
    """Be it on a side that they can't see."""
    question = receipts.own(press.subject, work)
    return (left_behind.find(press.subject.id, work) or question) if isinstance(question, Whisper) else question
