"""A question to which nobody has replied within the community's window: its asker is offered to take it further.

Besides, the weekly message tells of it, where there is one. Nothing is done that its asker did not choose.
"""

from datetime import datetime

from facilitation.events import ButtonPressed, TimerDue
from facilitation.messages import Answer, Button, Card, Notice, Paragraph, Quote, ReplaceCard, Small, ToPlace, Whisper
from facilitation.people import Community, CommunityId
from facilitation.questions import cards, receipts, routing, telling, thread
from facilitation.questions.around import WINDOW
from facilitation.questions.model import Question, QuestionWork, Stage
from facilitation.questions.private_cards import A_FEW_MORE
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all
from facilitation.working_days import after_working_days

UNANSWERED = "questions.unanswered"
ELSEWHERE = "questions.elsewhere"
LEAVE_IT_SO = "questions.leave_it_so"
OTHERS_AT_MOST = 3  # communities that are offered


def begin(question: Question, work: QuestionWork) -> None:
    work.timers.set(UNANSWERED, question.id, window_ends(question, work))


def window_ends(question: Question, work: QuestionWork) -> datetime:
    custom = work.around.custom()
    return after_working_days(question.written_at, custom.window if custom else WINDOW, [work.community.zone])


def on_window_over(due: TimerDue, work: QuestionWork) -> None:
    question = work.questions.get(due.subject)
    if question is None or question.stage is not Stage.OPEN or question.is_hidden or _has_reply(question, work):
        return
    others = _others(question, work)
    telling.tell_about(question.asker, lambda texts: _offer(question, others, texts), work)


def on_a_few_more(press: ButtonPressed, work: QuestionWork) -> Answer:
    question, texts = _waiting(press, work), for_actor(work)
    if isinstance(question, Whisper):
        return question
    asked = routing.at_large(question, work)
    if asked:
        return ReplaceCard(Notice(texts.count("questions.asked_more", asked)))
    weekly = work.digests.weekly()
    return ReplaceCard(Notice(texts("questions.asked_nobody.weekly" if weekly else "questions.asked_nobody.open")))


def on_elsewhere(press: ButtonPressed, work: QuestionWork) -> Answer:
    """In the channel of another community that its asker is in; once in each."""
    question, texts = _waiting(press, work), for_actor(work)
    if isinstance(question, Whisper):
        return question
    wanted = CommunityId(press.subject.detail.partition("/")[2])
    other = next((each for each in _others(question, work) if each.id == wanted), None)
    if other is None:
        return Whisper(Notice(texts("questions.gone")))
    if not work.outbox.keys(thread.wider_key(question.id, other.id)):
        card = thread.wider(question, work, for_all(other))
        work.outbox.post(ToPlace(other.place), card, key=thread.wider_key(question.id, other.id))
    return ReplaceCard(Notice(texts("questions.asked_elsewhere", title=question.title, community=other.name)))


def on_leave_it_so(press: ButtonPressed, work: QuestionWork) -> Answer:
    weekly = work.digests.weekly()
    return ReplaceCard(Notice(for_actor(work)("questions.left_so.weekly" if weekly else "questions.left_so.open")))


def _waiting(press: ButtonPressed, work: QuestionWork) -> Question | Whisper:
    question = receipts.own(press.subject, work)
    if isinstance(question, Question) and question.stage is not Stage.OPEN:
        return Whisper(Notice(for_actor(work)("questions.waits_no_more")))
    return question


def _has_reply(question: Question, work: QuestionWork) -> bool:
    """By somebody else; of an anonymous one nobody knows who that is."""
    return any(reply.author != question.asker for reply in work.questions.replies(question.id, 100))


def _others(question: Question, work: QuestionWork) -> list[Community]:
    """Not for one without a name: where else its asker belongs would tell of them. Nor for what is of one side."""
    theirs = work.people.communities_of(question.asker) if question.asker and not question.side else ()
    return [each for each in theirs if each.id != work.community.id and not each.place_gone][:OTHERS_AT_MOST]


def _offer(question: Question, others: list[Community], texts: Texts) -> Card:
    elsewhere = tuple(
        Button(
            texts.plain("questions.elsewhere", community=other.name),
            ELSEWHERE,
            cards.about(question, f"/{other.id}"),
        )
        for other in others
    )
    seen = (Small(texts("questions.elsewhere_seen")),) if others else ()
    detail = (Quote(question.detail),) if question.detail else ()
    return Card(
        texts.plain("questions.unanswered"),
        (Paragraph(texts("questions.unanswered_what", title=question.title)), *detail, *seen),
        (
            Button(texts.plain(A_FEW_MORE), A_FEW_MORE, cards.about(question)),
            *elsewhere,
            Button(texts.plain(LEAVE_IT_SO), LEAVE_IT_SO, cards.about(question)),
        ),
    )
