"""A question to which nobody has replied within the community's window: its asker is offered to take it further.

Besides, the weekly message tells of it, where there is one. Nothing is done that its asker did not choose.
"""

from facilitation.events import ButtonPressed, TimerDue
from facilitation.messages import Answer, Button, Card, Notice, Paragraph, Quote, ReplaceCard, Whisper
from facilitation.questions import cards, routing, telling, widening
from facilitation.questions.model import Question, QuestionWork, Stage
from facilitation.questions.private_cards import A_FEW_MORE
from facilitation.texts import Texts
from facilitation.wording import for_actor

LEAVE_IT_SO = "questions.leave_it_so"


def on_window_over(due: TimerDue, work: QuestionWork) -> None:
    question = work.questions.get(due.subject)
    if question is None or question.stage is not Stage.OPEN or question.is_hidden or _has_reply(question, work):
        return
    telling.tell_about(question.asker, lambda texts: _offer(question, texts, work), work, side=question.side)


def on_a_few_more(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = widening.waiting(press, work)
    if isinstance(question, Whisper):
        return question
    return widening.say_whom(question, routing.at_large(question, work), work)


def on_leave_it_so(press: ButtonPressed, work: QuestionWork) -> Answer:
    weekly = work.digests.weekly()
    return ReplaceCard(Notice(for_actor(work)("questions.left_so.weekly" if weekly else "questions.left_so.open")))


def _has_reply(question: Question, work: QuestionWork) -> bool:
    """By somebody else; of an anonymous one nobody knows who that is."""
    return any(reply.author != question.asker for reply in work.questions.replies(question.id, 100))


def _offer(question: Question, texts: Texts, work: QuestionWork) -> Card:
    detail = (Quote(question.detail),) if question.detail else ()
    return Card(
        texts.plain("questions.unanswered"),
        (
            Paragraph(texts("questions.unanswered_what", title=question.title)),
            *detail,
            *widening.who_reads(question, texts, work),
        ),
        (
            Button(texts.plain(A_FEW_MORE), A_FEW_MORE, cards.about(question)),
            *widening.offers(question, texts, work),
            Button(texts.plain(LEAVE_IT_SO), LEAVE_IT_SO, cards.about(question)),
        ),
    )
