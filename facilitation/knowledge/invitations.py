"""Asking everyone quoted for their consent, privately and at a moment that suits them."""

from datetime import datetime

from facilitation.attention import next_moment
from facilitation.events import Actor, TimerDue
from facilitation.knowledge import cards
from facilitation.knowledge.agreement import left_without
from facilitation.knowledge.keys import consent_key
from facilitation.knowledge.model import CONSENT_WITHIN, UNWILLING, Consent, Keeping, Say, Stage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Card, Owed, ToPerson
from facilitation.people import Account, AccountRef
from facilitation.texts import Texts
from facilitation.wording import for_person

ASK = "knowledge.ask"
ASKED_LONG_ENOUGH = "knowledge.unanswered"


def invite(keeping: Keeping, work: KnowledgeWork, unnamed: bool = False) -> None:
    """Ask all but the one whose wish it is, and those who said before that they rather not: theirs is left out.

    `unnamed`: whether whose wish it is wants their name left out.
    """
    keeping.stage = Stage.ASKED
    _stay_open(keeping, work.now + CONSENT_WITHIN, work)
    says = {author: _say_at_first(keeping, author, work) for author in keeping.authors}
    for author, say in says.items():
        if say in UNWILLING:
            keeping.passages = left_without(author, keeping.passages, keeping.origin_kind.is_whole)
    for author, say in says.items():
        consent = _note(keeping, author, say, work)
        consent.unnamed = unnamed and author == keeping.by
        if author != keeping.by:
            _ask_when_awake(consent, keeping, work)


def on_ask(due: TimerDue, work: KnowledgeWork) -> None:
    """The moment came for which asking was put off; they may have paused meanwhile."""
    keeping_id, _, consent_id = due.subject.partition("/")
    keeping = work.knowledge.keeping(keeping_id)
    for consent in work.knowledge.consents(keeping_id):
        if keeping and keeping.stage is Stage.ASKED and consent.id == consent_id:
            _ask_when_awake(consent, keeping, work)


def call_off(consent: Consent, work: KnowledgeWork) -> None:
    """What was not asked yet is not asked any more."""
    work.timers.clear(ASK, _subject(consent))
    work.outbox.withdraw(consent_key(consent.id))


def asking_card(keeping: Keeping, author: AccountRef, texts: Texts, work: KnowledgeWork) -> Card:
    name = account_of(keeping.by, work).name or texts.plain("knowledge.someone")
    return cards.ask_consent(keeping, author, name, work.community, texts)


def account_of(ref: AccountRef, work: KnowledgeWork) -> Account:
    return work.people.account(ref) or work.people.meet(Actor(ref=ref))


def _say_at_first(keeping: Keeping, author: AccountRef, work: KnowledgeWork) -> Say:
    """Whoever wishes it agrees by wishing it. Who refused what is of this origin is not asked about it again."""
    if author == keeping.by:
        return Say.GIVEN
    before = {consent.say for consent in work.knowledge.consents_about(keeping.origin, author)}
    return Say.REFUSED if before & UNWILLING else Say.WAITING


def _note(keeping: Keeping, author: AccountRef, say: Say, work: KnowledgeWork) -> Consent:
    consent = Consent(
        community_id=keeping.community_id,
        keeping_id=keeping.id,
        workspace=author.workspace,
        user=author.user,
        say=say,
        said_at=work.now,
    )
    work.knowledge.add_consent(consent)
    return consent


def _ask_when_awake(consent: Consent, keeping: Keeping, work: KnowledgeWork) -> None:
    """Ask now, or come back when they may be disturbed.

    Nobody is asked about words that are left out already, nor who refused before; but it stays open as long as if they
    were: when it ends tells nothing of anyone.
    """
    account = account_of(consent.author, work)
    moment = next_moment(account, work.now, work.community.zone)
    _stay_open(keeping, moment + CONSENT_WITHIN, work)
    if moment > work.now:
        work.timers.set(ASK, _subject(consent), moment)
        return
    if consent.say is not Say.WAITING or not keeping.seen_by(consent.author):
        return
    card = asking_card(keeping, account.ref, for_person(account, work.community), work)
    to = ToPerson(account.ref, Owed.CONSENT, side=keeping.for_side)
    work.outbox.post(to, card, key=consent_key(consent.id), expires=work.now + CONSENT_WITHIN)


def _stay_open(keeping: Keeping, until: datetime, work: KnowledgeWork) -> None:
    """So that everybody has as long, whenever they can be asked."""
    keeping.asked_until = max(keeping.asked_until or until, until)
    work.timers.set(ASKED_LONG_ENOUGH, keeping.id, keeping.asked_until)


def _subject(consent: Consent) -> str:
    return f"{consent.keeping_id}/{consent.id}"
