"""Asking everyone quoted for their consent, privately and at a moment that suits them."""

from datetime import datetime

from facilitation.attention import next_moment
from facilitation.events import Actor, TimerDue
from facilitation.knowledge import cards
from facilitation.knowledge.model import (
    CONSENT_WITHIN,
    Consent,
    Keeping,
    KnowledgeWork,
    Say,
    Stage,
    consent_key,
)
from facilitation.messages import Card, ToPerson
from facilitation.people import Account, AccountRef
from facilitation.texts import Texts
from facilitation.wording import for_person

ASK = "knowledge.ask"
UNANSWERED = "knowledge.unanswered"


def invite(keeping: Keeping, work: KnowledgeWork) -> None:
    """Ask all but the asker, who agrees by keeping."""
    keeping.stage = Stage.ASKED
    latest = work.now
    for author in keeping.authors:
        consent = _note(keeping, author, work)
        if author != keeping.asker:
            latest = max(latest, _ask_when_awake(consent, keeping, work))
    work.timers.set(UNANSWERED, keeping.id, latest + CONSENT_WITHIN)


def on_ask(due: TimerDue, work: KnowledgeWork) -> None:
    """The moment came for which asking was put off; they may have paused meanwhile."""
    keeping_id, _, consent_id = due.subject.partition("/")
    keeping = work.knowledge.keeping(keeping_id)
    waiting = [consent for consent in work.knowledge.consents(keeping_id) if consent.say is Say.WAITING]
    for consent in waiting:
        if keeping and consent.id == consent_id:
            moment = _ask_when_awake(consent, keeping, work)
            work.timers.set(UNANSWERED, keeping.id, moment + CONSENT_WITHIN)


def call_off(consent: Consent, work: KnowledgeWork) -> None:
    """What was not asked yet is not asked any more."""
    work.timers.clear(ASK, _subject(consent))
    work.outbox.withdraw(consent_key(consent.id))


def asking_card(keeping: Keeping, author: AccountRef, texts: Texts, work: KnowledgeWork) -> Card:
    asker = account_of(keeping.asker, work).name or texts.plain("knowledge.someone")
    return cards.ask_consent(keeping, author, asker, work.community, texts)


def account_of(ref: AccountRef, work: KnowledgeWork) -> Account:
    return work.people.account(ref) or work.people.meet(Actor(ref=ref))


def _note(keeping: Keeping, author: AccountRef, work: KnowledgeWork) -> Consent:
    consent = Consent(
        community_id=keeping.community_id,
        keeping_id=keeping.id,
        question_id=keeping.question_id,
        workspace=author.workspace,
        user=author.user,
        say=Say.GIVEN if author == keeping.asker else Say.WAITING,
        said_at=work.now,
    )
    work.knowledge.add_consent(consent)
    return consent


def _ask_when_awake(consent: Consent, keeping: Keeping, work: KnowledgeWork) -> datetime:
    """Ask now, or come back when they may be disturbed; return when that is."""
    account = account_of(consent.author, work)
    moment = next_moment(account, work.now, work.community.zone)
    if moment > work.now:
        work.timers.set(ASK, _subject(consent), moment)
        return moment
    card = asking_card(keeping, account.ref, for_person(account, work.community), work)
    work.outbox.post(ToPerson(account.ref), card, key=consent_key(consent.id), expires=work.now + CONSENT_WITHIN)
    return moment


def _subject(consent: Consent) -> str:
    return f"{consent.keeping_id}/{consent.id}"
