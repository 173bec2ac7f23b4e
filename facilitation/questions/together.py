"""Questions that are the same: put together, answered together, and taken apart again.

Each keeps its card and its thread, and what is said there is captured as before. One of them is the first; the others
are with it.
"""

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, Whisper
from facilitation.questions import bundle, cards, private_cards, receipts, telling, thread
from facilitation.questions.model import Kind, Question, QuestionWork, Stage
from facilitation.wording import for_actor

CHOICE = 25  # open questions to choose from


def may(question: Question, work: QuestionWork) -> bool:
    """Its asker; or a facilitator, but for a challenge: of that only its author decides."""
    return question.asker == work.account.ref or (question.kind is not Kind.CHALLENGE and is_facilitator(work))


def may_part(question: Question, code: str, work: QuestionWork) -> bool:
    """Also whoever asked the one that it was put with. `code`: of a receipt."""
    both = question, bundle.first_of(question, work)
    return may(question, work) or any(receipts.is_own(each, code, work) for each in both)


def is_of_several(question: Question, work: QuestionWork) -> bool:
    return len(bundle.all_of(question, work)) > 1


def on_together(press: ButtonPressed, work: QuestionWork) -> Answer:
    """A form with the other open questions."""
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or not _can_be(question) or not may(question, work):
        return Whisper(Notice(texts("questions.gone")))
    open_ones = work.questions.open(CHOICE + 1)
    others = [each for each in open_ones if _goes_with(question, each, work)][:CHOICE]
    if not others:
        return Whisper(Notice(texts("questions.no_others")))
    return OpenForm(private_cards.together_form(question, others, texts))


def on_chosen(form: FormSubmitted, work: QuestionWork) -> Answer:
    question, texts = work.questions.get(form.subject.id), for_actor(work)
    if question is None or not _can_be(question) or not may(question, work):
        return Whisper(Notice(texts("questions.gone")))
    other = work.questions.get(form.choice("other"))
    if other is None or not _can_be(other) or not _goes_with(question, other, work):
        return RefuseForm({"other": texts.plain("questions.choose_another")})
    first = bundle.first_of(other, work)
    for each in (question, *work.questions.put_with(question.id)):
        each.with_question = first.id
    for each in bundle.all_of(first, work):
        thread.redraw(each, work)
    for asker in {each.asker for each in bundle.all_of(first, work)} - {work.account.ref}:
        telling.tell_about(
            asker, lambda texts: private_cards.put_together(question, first, texts), work, side=question.side
        )
    return Whisper(private_cards.put_together(question, first, texts))


def on_apart(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Undone: each goes its own way; one that was answered by the other's reply is open again."""
    question, texts = receipts.find(press.subject, work), for_actor(work)
    if question is None or not is_of_several(question, work):
        return Whisper(Notice(texts("questions.apart_already")))
    if not may_part(question, receipts.code_of(press.subject), work):
        return Whisper(Notice(texts("questions.apart_already")))
    first = take_apart(question, work)
    if question is first:
        return Whisper(Notice(texts("questions.apart_all", title=cards.title_of(first, texts))))
    return Whisper(
        Notice(texts("questions.apart", title=cards.title_of(question, texts), other=cards.title_of(first, texts)))
    )


def take_apart(question: Question, work: QuestionWork) -> Question:
    """From what it stands together with, of which the first is returned; the first itself, from all of them."""
    first = bundle.first_of(question, work)
    parting = [question] if question is not first else [*work.questions.put_with(first.id)]
    for each in parting:
        each.with_question = None
    for each in (first, *parting):
        _on_its_own(each, work)
    return first


def answered_with(question: Question, work: QuestionWork) -> None:
    """What stands together with it is answered by the same reply; not a challenge, but for its author."""
    for each in bundle.all_of(question, work):
        if each is not question and each.stage is Stage.OPEN and not _is_anothers(each, work):
            each.stage, each.stirred_at = Stage.ANSWERED, work.now
            thread.redraw(each, work)
            thread.index(each, work)


def _can_be(question: Question) -> bool:
    return question.stage is Stage.OPEN and not question.is_hidden


def _goes_with(question: Question, other: Question, work: QuestionWork) -> bool:
    """Each card tells of the other: so both are for the same people."""
    return other is not question and other.side == question.side and not _doubt_of_another(other, work)


def _on_its_own(question: Question, work: QuestionWork) -> None:
    if question.stage is Stage.ANSWERED and not any(each.accepted for each in bundle.all_of(question, work)):
        thread.reopen(question, work)
    else:
        thread.redraw(question, work)


def _doubt_of_another(question: Question, work: QuestionWork) -> bool:
    """Whether a challenge of somebody else's is it, or stands together with it."""
    return any(_is_anothers(each, work) for each in bundle.all_of(question, work))


def _is_anothers(question: Question, work: QuestionWork) -> bool:
    return question.kind is Kind.CHALLENGE and question.asker != work.account.ref
