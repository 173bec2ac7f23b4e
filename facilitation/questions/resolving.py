"""What helped: several replies may have, at most one is the answer; or it is closed without one, and reopened.

Of a question that was put together with others, any of their askers may say so: the first who does decides for all,
the others are told.
"""

from collections.abc import Iterable
from functools import partial

from facilitation.events import AnswerAccepted, ButtonPressed, FormSubmitted, Quoted, ReactionAdded
from facilitation.messages import NO_CHOICE, Answer, Notice, OpenForm, RefuseForm, Whisper
from facilitation.people import AccountRef, PlaceRef
from facilitation.questions import (
    bundle,
    cards,
    following_up,
    looks,
    private_cards,
    receipts,
    telling,
    thread,
    together,
)
from facilitation.questions.model import Kind, Question, QuestionWork, Reply, Stage, card_key
from facilitation.wording import for_actor, for_all

CHOICE = 24  # replies to choose from; with more, a long form hides them


def on_choose(press: ButtonPressed, work: QuestionWork) -> Answer:
    """The card's button: a form with the replies, for the asker."""
    question = receipts.own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    texts = for_actor(work)
    if question.stage is not Stage.OPEN:
        return Whisper(Notice(texts("questions.answered_already")))
    replies = work.questions.replies(question.id, CHOICE + 1)
    if not replies:
        return Whisper(cards.no_replies(question, press.subject.detail, texts))
    shown = [(reply.message_id, thread.name_of(reply.author, work, texts), reply.text) for reply in replies[-CHOICE:]]
    return OpenForm(cards.choose_form(question, press.subject, shown, len(replies) > CHOICE, texts))


def on_chosen(form: FormSubmitted, work: QuestionWork) -> Answer | None:
    question = receipts.own(form.subject, work)
    if isinstance(question, Whisper):
        return question
    texts, chosen = for_actor(work), form.choice("reply")
    reply = work.questions.reply(question.id, chosen)
    if reply is None and chosen != NO_CHOICE:
        return RefuseForm({"reply": texts.plain("questions.choose_one")})
    others = [work.questions.reply(question.id, each) for each in form.chosen("helped")]
    answer = accept(question, reply, work) if reply else close(question, work)
    if answer is None:
        _note_helpful(question, [each for each in others if each], work)
    return answer


def on_tick(reaction: ReactionAdded, work: QuestionWork) -> Answer | None:
    """The asker's own ✅ on a reply; anybody else's says nothing here. A challenge is its author's alone."""
    reply = work.questions.reply_at(reaction.place.ref, reaction.message_id)
    question = work.questions.get(reply.question_id) if reply else None
    if reply is None or question is None or question.stage is Stage.WITHDRAWN:
        return None
    askers = [question] if question.kind is Kind.CHALLENGE else bundle.all_of(question, work)
    if reaction.by.ref not in {each.asker for each in askers}:
        return None
    return accept(question, reply, work)


def on_close(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Without an answer, from the line that says there is no reply yet."""
    question = receipts.own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    return close(question, work) or Whisper(Notice(for_actor(work)("questions.closed_now", title=question.title)))


def on_reopen(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = receipts.own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    if question.stage in (Stage.ANSWERED, Stage.CLOSED):
        thread.reopen(question, work)
    return Whisper(Notice(for_actor(work)("questions.open_again", title=question.title)))


def accept(question: Question, reply: Reply, work: QuestionWork) -> Answer | None:
    """This reply answers it. One that has its answer keeps it: then this reply helped too, and that is told."""
    if question.stage is not Stage.OPEN:
        same = question.accepted == reply.message_id
        if same or reply.helpful:
            return None
        _note_helpful(question, [reply], work)
        return Whisper(Notice(for_actor(work)("questions.answered_already")))
    question.stage, question.accepted, question.stirred_at = Stage.ANSWERED, reply.message_id, work.now
    reply.helpful = True
    thread.redraw(question, work)
    thread.index(question, work)
    if reply.text:  # of one that came by import only its author has the words
        work.announce(_accepted(question, reply, work))
    together.answered_with(question, work)
    _tell_those_who_wait(question, reply, work)
    looks.call_off(question, work)
    following_up.set_for(question, work)
    return None


def close(question: Question, work: QuestionWork) -> Answer | None:
    """Without an answer: nobody waits for one any more."""
    if question.stage is not Stage.OPEN:
        return Whisper(Notice(for_actor(work)("questions.answered_already")))
    question.stage, question.accepted, question.stirred_at = Stage.CLOSED, None, work.now
    looks.call_off(question, work)
    thread.redraw(question, work)
    thread.index(question, work)
    return None


def _note_helpful(question: Question, replies: Iterable[Reply], work: QuestionWork) -> None:
    for reply in replies:
        reply.helpful = True
    thread.redraw(question, work)


def _tell_those_who_wait(question: Question, reply: Reply, work: QuestionWork) -> None:
    """Whoever joined it or one that it was put together with, and their askers; but not who answered or decided."""
    known = {reply.author, *([work.account.ref] if question.asker else [])}
    waiting: dict[AccountRef, Question] = {}
    for each in (each for each in bundle.all_of(question, work) if each.stage is Stage.ANSWERED):
        asker = [each.asker] if each.asker and each is not question else []
        for account in (*asker, *(joiner.account for joiner in work.around.joiners(each.id))):
            waiting.setdefault(account, each)
    answerer = thread.name_of(reply.author, work, for_all(work.community))
    channel = thread.channel_of(question, work)
    for account, own in waiting.items():
        if account not in known and account != question.asker:
            say = partial(private_cards.answered, own, question, answerer, channel)
            telling.tell_about(account, say, work, side=question.side)


def _accepted(question: Question, reply: Reply, work: QuestionWork) -> AnswerAccepted:
    """Of an anonymous question nobody can agree to keep the words."""
    texts = for_actor(work)
    card = work.posted.under(card_key(question.id))
    asker, name = question.asker, thread.name_of(question.asker, work, texts)
    return AnswerAccepted(
        community_id=question.community_id,
        question_id=question.id,
        asker=asker,
        title=question.title,
        question=Quoted(by=asker, name=name, text=question.detail) if asker else None,
        answer=Quoted(by=reply.author, name=thread.name_of(reply.author, work, texts), text=reply.text),
        source=PlaceRef(question.place.workspace, question.channel, card.message_id if card else None),
        side=question.side,
    )
