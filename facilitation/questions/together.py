"""Questions that are the same: put together, answered together, and taken apart again.

Each keeps its card and its thread, and what is said there is captured as before. One of them is the first; the others
are with it.
"""

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, Whisper
from facilitation.questions import bundle, private_cards, telling, thread
from facilitation.questions.model import Kind, Question, QuestionWork, Stage
from facilitation.wording import for_actor

CHOICE = 25  # open questions to choose from


def may(question: Question, work: QuestionWork) -> bool:
    """Its asker; or a facilitator, but for a challenge: of that only its author decides."""
    return question.asker == work.account.ref or (question.kind is not Kind.CHALLENGE and is_facilitator(work))


def on_together(press: ButtonPressed, work: QuestionWork) -> Answer:
    """A form with the other open questions."""
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or not _can_be(question) or not may(question, work):
        return Whisper(Notice(texts("questions.gone")))
    others = [each for each in work.questions.open(CHOICE + 1) if each is not question][:CHOICE]
    if not others:
        return Whisper(Notice(texts("questions.no_others")))
    return OpenForm(private_cards.together_form(question, others, texts))


def on_chosen(form: FormSubmitted, work: QuestionWork) -> Answer:
    question, texts = work.questions.get(form.subject.id), for_actor(work)
    if question is None or not _can_be(question) or not may(question, work):
        return Whisper(Notice(texts("questions.gone")))
    other = work.questions.get(form.choice("other"))
    if other is None or other is question or not _can_be(other):
        return RefuseForm({"other": texts.plain("questions.choose_another")})
    first = bundle.first_of(other, work)
    for each in (question, *work.questions.put_with(question.id)):
        each.with_question = first.id
    for each in bundle.all_of(first, work):
        thread.redraw(each, work)
    if question.asker != work.account.ref:
        telling.tell_about(question.asker, lambda texts: private_cards.put_together(question, first, texts), work)
    return Whisper(private_cards.put_together(question, first, texts))


def on_apart(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Undone: each goes its own way; one that was answered by the other's reply is open again."""
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or not question.with_question or not may(question, work):
        return Whisper(Notice(texts("questions.apart_already")))
    first = bundle.first_of(question, work)
    question.with_question = None
    thread.redraw(first, work)
    if question.stage is Stage.ANSWERED and question.accepted is None:
        thread.reopen(question, work)
    else:
        thread.redraw(question, work)
    return Whisper(Notice(texts("questions.apart", title=question.title, other=first.title)))


def answered_with(question: Question, work: QuestionWork) -> None:
    """What stands together with it is answered by the same reply."""
    for each in bundle.all_of(question, work):
        if each is not question and each.stage is Stage.OPEN:
            each.stage, each.stirred_at = Stage.ANSWERED, work.now
            thread.redraw(each, work)
            thread.index(each, work)


def _can_be(question: Question) -> bool:
    return question.stage is Stage.OPEN and not question.is_hidden
