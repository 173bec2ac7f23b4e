"""Asking the sponsor, answering, settling; what the week and the home view tell of it."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.audit import record
from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, PersonErased
from facilitation.facilitators import is_facilitator
from facilitation.messages import (
    Answer,
    Card,
    Notice,
    OpenForm,
    Owed,
    RefuseForm,
    Subject,
    ToCommunity,
    Unasked,
    Whisper,
)
from facilitation.people import Account
from facilitation.ports.audit import Change
from facilitation.ports.news import News, Topic
from facilitation.sides import where_read
from facilitation.support import cards
from facilitation.support.model import WORDS_AT_MOST, Stage, SupportReply, SupportRequest, SupportWork
from facilitation.telling import tell
from facilitation.wording import for_actor, for_all, for_person


def on_support(command: CommandGiven, said: str, work: SupportWork) -> Answer:
    """`/kring support`: what is asked just now."""
    return Whisper(_overview(work))


def on_ask(press: ButtonPressed, work: SupportWork) -> Answer:
    texts, sponsored = for_actor(work), bool(work.sponsors.of(work.community.id))
    channel = where_read(work.community.place, work, texts)
    return OpenForm(cards.ask_form(work.community, channel, texts, sponsored=sponsored))


def on_asked(form: FormSubmitted, work: SupportWork) -> Answer:
    """In the channel for all, and privately to each sponsor."""
    refused = _refused(form, work)
    if refused:
        return refused
    me, community = work.account.ref, work.community
    request = SupportRequest(
        community_id=community.id, workspace=me.workspace, user=me.user, text=form.text("text"), asked_at=work.now
    )
    work.support.add(request)
    told = _told(request, work)
    work.outbox.post(ToCommunity(community.place), cards.card(told, for_all(community)), key=request.key)
    for account in _sponsors(work):
        shown = cards.card(told, for_person(account, community), sponsor=True)
        tell(account, shown, work, Unasked.SUPPORT, key=f"{request.key}/{account.user}")
    return Whisper(Notice(for_actor(work)("support.asked")))


def on_show(press: ButtonPressed, work: SupportWork) -> Answer:
    request = work.support.get(press.subject.id)
    if request is None:
        return _gone(work)
    sponsor = work.sponsors.is_one(work.community.id, work.account.ref) and work.member is None
    return Whisper(cards.card(_told(request, work), for_actor(work), sponsor=sponsor))


def on_answer(press: ButtonPressed, work: SupportWork) -> Answer:
    request = _open(press.subject, work)
    return OpenForm(cards.answer_form(request, for_actor(work))) if request else _gone(work)


def on_answered(form: FormSubmitted, work: SupportWork) -> Answer:
    request = _open(form.subject, work)
    if request is None:
        return _gone(work)
    refused = _refused(form, work)
    if refused:
        return refused
    me = work.account.ref
    reply = SupportReply(
        community_id=request.community_id,
        request_id=request.id,
        workspace=me.workspace,
        user=me.user,
        text=form.text("text"),
        at=work.now,
    )
    work.support.reply(reply)
    _redraw(request, work)
    _tell_asker(request, "support.was_answered", work)
    return Whisper(Notice(for_actor(work)("support.answered")))


def on_settle(press: ButtonPressed, work: SupportWork) -> Answer:
    """By its asker, or by whoever facilitates: then its asker can open it again."""
    return _close(press, Stage.SETTLED, work)


def on_withdraw(press: ButtonPressed, work: SupportWork) -> Answer:
    return _close(press, Stage.WITHDRAWN, work)


def on_reopen(press: ButtonPressed, work: SupportWork) -> Answer:
    """By its asker: what they asked is settled when they say so."""
    request, texts = work.support.get(press.subject.id), for_actor(work)
    if request is None or request.stage is not Stage.SETTLED:
        return _gone(work)
    if request.asker != work.account.ref:
        return Whisper(Notice(texts("support.not_yours")))
    request.reopen()
    _redraw(request, work)
    return Whisper(Notice(texts("support.open_again")))


def on_erased(erased: PersonErased, work: SupportWork) -> None:
    """What they asked goes with its replies; what they replied goes alone."""
    for reply in work.support.replied_by(erased.account):
        request = work.support.get(reply.request_id)
        work.support.take_back(reply)
        if request:
            _redraw(request, work)
    for request in work.support.settled_by(erased.account):
        request.settler_workspace = request.settler_user = None
        _redraw(request, work)
    for request in work.support.by(erased.account):
        request.stage = Stage.WITHDRAWN
        _redraw(request, work)
        work.support.remove(request)


def news(work: SupportWork, since: datetime) -> Sequence[News]:
    """What is open, of which the week is told once; and what was replied to."""
    replied = work.support.replied_since(since)
    waiting = [each for each in work.support.open() if each not in replied]
    told = [_news(each, Topic.OPEN, fresh=each.asked_at > since) for each in waiting]
    return [*told, *(_news(each, Topic.ANSWERED) for each in replied)]


def home(work: SupportWork) -> list[Card]:
    return [_overview(work)] if work.support.open() else []


def _overview(work: SupportWork) -> Card:
    return cards.overview(work.support.open(), work.community, for_actor(work), asks=work.member is not None)


def _news(request: SupportRequest, topic: Topic, *, fresh: bool = True) -> News:
    about = Subject(request.community_id, request.id)
    return News(topic, "support.kind", cards.title_of(request), cards.SHOW, about, fresh, request.asked_at)


def _close(press: ButtonPressed, stage: Stage, work: SupportWork) -> Answer:
    request, texts = _open(press.subject, work), for_actor(work)
    if request is None:
        return _gone(work)
    may = request.asker == work.account.ref or (stage is Stage.SETTLED and is_facilitator(work))
    if not may:
        return Whisper(Notice(texts("support.not_yours")))
    if stage is Stage.SETTLED:
        _settle(request, work)
    else:
        request.stage = stage
    _redraw(request, work)
    return Whisper(Notice(texts(f"support.closed.{stage}")))


def _settle(request: SupportRequest, work: SupportWork) -> None:
    """Done for somebody else, it is told them, and stands in the log."""
    request.settle(work.account.ref)
    if request.asker != work.account.ref:
        record(work, Change.SUPPORT_SETTLED, about=request.asker)
        _tell_asker(request, "support.was_settled", work)


def _tell_asker(request: SupportRequest, key: str, work: SupportWork) -> None:
    account, community = work.people.account(request.asker), work.community
    if account and work.people.member(community.id, account.ref):
        told = cards.told_asker(request, key, work.account.name, community, for_person(account, community))
        tell(account, told, work, Owed.ANSWER)


def _redraw(request: SupportRequest, work: SupportWork) -> None:
    told, community = _told(request, work), work.community
    work.outbox.update(request.key, cards.card(told, for_all(community)))
    sent = set(work.outbox.keys(f"{request.key}/"))
    for account in _sponsors(work):
        key = f"{request.key}/{account.user}"
        if key in sent:
            work.outbox.update(key, cards.card(told, for_person(account, community), sponsor=True))


def _told(request: SupportRequest, work: SupportWork) -> cards.Told:
    replies = work.support.replies(request.id)
    settler = [request.settler] if request.settler else []
    names = work.people.accounts([request.asker, *settler, *(each.by for each in replies)])
    return cards.Told(request, replies, names)


def _sponsors(work: SupportWork) -> list[Account]:
    refs = list(work.sponsors.of(work.community.id))
    known = work.people.accounts(refs)
    return [known[ref] for ref in refs if ref in known]


def _open(subject: Subject, work: SupportWork) -> SupportRequest | None:
    request = work.support.get(subject.id)
    return request if request and request.stage is Stage.OPEN else None


def _refused(form: FormSubmitted, work: SupportWork) -> Answer | None:
    if form.text("text") and len(form.text("text")) <= WORDS_AT_MOST:
        return None
    return RefuseForm({"text": for_actor(work).plain_count("support.words", WORDS_AT_MOST)})


def _gone(work: SupportWork) -> Answer:
    return Whisper(Notice(for_actor(work)("support.gone")))


SUPPORT: Capability[SupportWork] = Capability(
    name="support",
    verbs=(Verb("support", on_support),),
    buttons={
        cards.ASK: Press(on_ask),
        cards.SHOW: Press(on_show),
        cards.ANSWER: Press(on_answer),
        cards.SETTLE: Press(on_settle),
        cards.WITHDRAW: Press(on_withdraw),
        cards.REOPEN: Press(on_reopen),
    },
    forms={cards.ASK: Fill(on_asked), cards.ANSWER: Fill(on_answered)},
    listeners=(listen(PersonErased, on_erased),),
    home=home,
    news=news,
)
