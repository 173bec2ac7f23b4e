"""A facilitator puts abuse out of sight, with a reason that everyone sees in its place; and may bring it back.

Nobody takes a question away for its author: what is hidden is still theirs, and only they withdraw it. A challenge
anybody in the community brings back, so that no rank removes one; why it was hidden is then told in its thread.
"""

from facilitation.audit import record
from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ToThread, Whisper
from facilitation.ports.audit import Change
from facilitation.questions import bundle, cards, looks, private_cards, telling, thread
from facilitation.questions.model import ALIVE, Kind, Question, QuestionWork, card_key, says_something
from facilitation.wording import for_actor, for_all


def on_hide(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _alive(press.subject.id, work)
    if question is None or question.is_hidden:
        return Whisper(Notice(for_actor(work)("questions.gone")))
    return OpenForm(private_cards.hide_form(question, for_actor(work)))


def on_reason(form: FormSubmitted, work: QuestionWork) -> Answer:
    question, texts = _alive(form.subject.id, work), for_actor(work)
    if question is None or question.is_hidden:
        return Whisper(Notice(texts("questions.gone")))
    reason = form.text("reason")
    if not says_something(reason):
        return RefuseForm({"reason": texts.plain("questions.hide_reason_missing")})
    if len(reason) > private_cards.REASON_AT_MOST:
        long = texts.plain_count("questions.hide_reason_long", private_cards.REASON_AT_MOST)
        return RefuseForm({"reason": long})
    by = work.account.ref
    question.hidden_by, question.hidden_why = by.user, reason
    question.hider_workspace = by.workspace if by.workspace != question.workspace else None
    record(work, Change.HIDDEN)
    looks.call_off(question, work)
    _show_as_it_is(question, work)
    telling.tell_about(
        question.asker,
        lambda texts: private_cards.hidden(question, thread.name_of(by, work, texts), reason, texts),
        work,
        side=question.side,
    )
    return Whisper(Notice(texts("questions.hidden_now", title=question.title)))


def on_show_again(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _alive(press.subject.id, work)
    if question is None:
        return Whisper(Notice(for_actor(work)("questions.gone")))
    return _show_again(question, work)


def on_show_doubt_again(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _alive(press.subject.id, work)
    if question is None or question.kind is not Kind.CHALLENGE:
        return Whisper(Notice(for_actor(work)("questions.gone")))
    if question.is_hidden:
        _tell_why_it_was_hidden(question, work)
    return _show_again(question, work)


def _show_again(question: Question, work: QuestionWork) -> Answer:
    shown = Whisper(Notice(for_actor(work)("questions.shown_again", title=question.title)))
    if not question.is_hidden:
        return shown
    question.hidden_by = question.hidden_why = question.hider_workspace = None
    record(work, Change.SHOWN_AGAIN)
    _show_as_it_is(question, work)
    return shown


def _tell_why_it_was_hidden(question: Question, work: QuestionWork) -> None:
    texts = for_all(work.community)
    by, hider = (thread.name_of(who, work, texts) for who in (work.account.ref, question.hider))
    told = cards.shown_again(by, hider, question.hidden_why or "", texts)
    work.outbox.post(ToThread(card_key(question.id)), told)


def _show_as_it_is(question: Question, work: QuestionWork) -> None:
    """Also where it is named: in the cards of those that stand together with it."""
    for each in {question.id: question, **{each.id: each for each in bundle.all_of(question, work)}}.values():
        thread.redraw(each, work)
    thread.index(question, work)


def _alive(question_id: str, work: QuestionWork) -> Question | None:
    question = work.questions.get(question_id)
    return question if question and question.stage in ALIVE else None
