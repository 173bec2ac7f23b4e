"""Asking a few people privately whether they would look at a question: never assigned, and never the same few.

Nobody is asked who rests, does not want to be, or has no room for it this week; of the others first those who were
asked least of late. What somebody says is told to nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import islice

from facilitation.events import ButtonPressed, LeftSide
from facilitation.messages import (
    Answer,
    Button,
    Card,
    Notice,
    Paragraph,
    Quote,
    ReplaceCard,
    Small,
    Tone,
    Unasked,
    Whisper,
)
from facilitation.people import Account, AccountRef
from facilitation.ports.links import stands_since
from facilitation.questions import cards, telling, thread, wishes
from facilitation.questions.around import Look, Said, Why
from facilitation.questions.model import ROUTES, Question, QuestionWork, Stage
from facilitation.sides import members_of
from facilitation.telling import tell
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_person, shorten

WILL_LOOK = "questions.will_look"
RATHER_NOT = "questions.rather_not"
NO_LOOKS = "questions.no_looks"

AT_A_TIME = 3
A_QUESTION_AT_MOST = 9  # who are asked about one question
LATELY = timedelta(days=28)
AFTER = timedelta(minutes=15)  # whoever reads along may answer first
SHOWN = 600  # characters of the question


def ask(question: Question, fitting: Mapping[AccountRef, Why], work: QuestionWork, *, more: bool = False) -> int:
    """Ask some of the `fitting`, in whose order those count who were asked equally often; return how many.

    They are told why. `more`: beside those who were asked and have not said anything.
    """
    chosen = _choose(question, _who_can_read(question, fitting, work), work, more=more)
    for account in chosen:
        work.around.add_look(
            Look(
                community_id=question.community_id,
                question_id=question.id,
                workspace=account.workspace,
                user=account.user,
                asked_at=work.now,
            )
        )
        texts = for_person(account, work.community)
        tell(
            account,
            _card(question, work, texts, fitting[account.ref]),
            work,
            Unasked.LOOK,
            side=question.side,
            key=_key(question, account.ref),
        )
    return len(chosen)


def _who_can_read(question: Question, fitting: Iterable[AccountRef], work: QuestionWork) -> Sequence[AccountRef]:
    """Those of its side; and nobody who came by a place that was linked since."""
    if question.side is None and not work.links.of(work.community.id):
        return list(fitting)
    since = {each.ref: stands_since(work.community, each.sides, work.links) for each in members_of(question.side, work)}
    return [each for each in fitting if each in since and (since[each] or question.written_at) <= question.written_at]


def call_off(question: Question, work: QuestionWork) -> None:
    """It waits for nobody any more: who has not been told is not; who has, sees that."""
    for look in work.around.looks(question.id):
        if look.said is not Said.NOTHING:
            continue
        key, account = _key(question, look.account), work.people.account(look.account)
        work.outbox.withdraw(key)
        if account and work.posted.under(key):
            texts = for_person(account, work.community)
            work.outbox.update(key, Notice(texts("questions.look_over")))


def on_left_side(left: LeftSide, work: QuestionWork) -> None:
    """Nobody is waited for who can't read it any more."""
    for look in work.around.looks_of(left.account, work.now - LATELY):
        question = work.questions.get(look.question_id)
        if question is None or question.side != left.side:
            continue
        key, account = _key(question, look.account), work.people.account(look.account)
        work.outbox.withdraw(key)
        if account and work.posted.under(key):
            work.outbox.update(key, Notice(for_person(account, work.community)("questions.look_over")))


def at_home(work: QuestionWork, limit: int) -> list[Card]:
    """What the actor was asked to look at lately, and has not said anything to."""
    texts = for_actor(work)
    asked = (work.questions.get(look.question_id) for look in work.around.looks_of(work.account.ref, work.now - LATELY))
    waiting = [each for each in asked if each and each.stage is Stage.OPEN and not each.is_hidden]
    return [_card(question, work, texts) for question in waiting[:limit]]


def on_will_look(press: ButtonPressed, work: QuestionWork) -> Answer:
    question, texts = _said(press, Said.WILL_LOOK, work), for_actor(work)
    if question is None or question.stage is not Stage.OPEN:
        return Whisper(Notice(texts("questions.look_over")))
    channel = thread.channel_of(question, work)
    return ReplaceCard(Notice(texts("questions.look_thanks", title=question.title, channel=channel)))


def on_rather_not(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Remembered, so that they are not asked about it again; somebody else is, and nobody hears of it."""
    _somebody_else(_said(press, Said.RATHER_NOT, work), work)
    return ReplaceCard(Notice(for_actor(work)("questions.look_declined")))


def on_no_looks(press: ButtonPressed, work: QuestionWork) -> Answer:
    _somebody_else(_said(press, Said.RATHER_NOT, work), work)
    wishes.mine(work).looks = False
    return ReplaceCard(Notice(for_actor(work)("questions.look_never")))


def _somebody_else(question: Question | None, work: QuestionWork) -> None:
    if question and question.stage is Stage.OPEN:
        work.timers.set(ROUTES, question.id, work.now + AFTER)


def _said(press: ButtonPressed, said: Said, work: QuestionWork) -> Question | None:
    look = work.around.look(press.subject.id, work.account.ref)
    if look is None:
        return None
    look.said = said
    return work.questions.get(look.question_id)


def _choose(question: Question, fitting: Sequence[AccountRef], work: QuestionWork, *, more: bool) -> list[Account]:
    asked = {look.account: look for look in work.around.looks(question.id)}
    waiting = 0 if more else sum(look.said is not Said.RATHER_NOT for look in asked.values())
    room = min(AT_A_TIME - waiting, A_QUESTION_AT_MOST - len(asked))
    lately = work.around.asked_since(work.now - LATELY)
    out = {*asked, question.asker, *(reply.author for reply in work.questions.replies(question.id, 50))}
    can = [account for who in dict.fromkeys(fitting) if who not in out and (account := _asks(who, work))]
    can.sort(key=lambda account: lately.get(account.ref, 0))
    return list(islice(filter(work.attention.has_room, can), max(room, 0)))


def _asks(who: AccountRef, work: QuestionWork) -> Account | None:
    """A member who is there and may be asked now."""
    account = work.people.account(who)
    if account is None or account.is_bot or not account.is_active or not telling.is_member(account, work):
        return None
    rests = account.paused_until is not None and account.paused_until > work.now
    return None if rests or not wishes.of(who, work).looks else account


def _card(question: Question, work: QuestionWork, texts: Texts, why: Why | None = None) -> Card:
    asker = thread.name_of(question.asker, work, texts) if question.asker else ""
    detail = (Quote(shorten(question.detail, SHOWN), by=asker),) if question.detail else ()
    reason = (Small(texts(f"questions.look_why.{why}")),) if why else ()
    about, channel = cards.about(question), thread.channel_of(question, work)
    return Card(
        texts.plain("questions.look"),
        (
            Paragraph(texts("questions.look_at", title=question.title, channel=channel)),
            *detail,
            *reason,
            Small(texts("questions.look_small")),
        ),
        (
            Button(texts.plain(WILL_LOOK), WILL_LOOK, about, Tone.PRIMARY),
            Button(texts.plain(RATHER_NOT), RATHER_NOT, about),
            Button(texts.plain(NO_LOOKS), NO_LOOKS, about),
        ),
    )


def _key(question: Question, who: AccountRef) -> str:
    return f"question/{question.id}/look/{who.user}"
