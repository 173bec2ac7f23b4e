"""Proposals about an item: each is asked privately, and it is settled when all said yes or their time is up."""

from collections.abc import Sequence

from facilitation.attention import next_moment
from facilitation.audit import record as tell_in_log
from facilitation.events import ButtonPressed, FormSubmitted, TimerDue
from facilitation.knowledge import following, proposals, proposing_cards, retiring
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.agreement import note_agreement
from facilitation.knowledge.assurance import note
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.keys import consent_key
from facilitation.knowledge.kinds import Assurance, Audience, Kind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.proposals import ASKED_FOR, BY_CONSENT, FEWEST, Purpose
from facilitation.knowledge.reading import shared_item
from facilitation.knowledge.recording import record
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.knowledge.writing_forms import REMARK_AT_MOST
from facilitation.messages import Answer, Notice, OpenForm, Owed, RefuseForm, ReplaceCard, ToPerson, Whisper
from facilitation.people import AccountRef
from facilitation.ports.audit import Change as InLog
from facilitation.telling import tell
from facilitation.wording import for_actor, for_person

ENDS = "knowledge.proposal_ends"
AT_ONCE = (Kind.DECISION, Kind.STANDARD, Kind.TERM)  # these are agreed on rather than tried


def on_widen(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    wider = [each for each in Audience if each.reach > item.audience.reach]
    if not wider or not item.is_signed:
        return Whisper(Notice(texts("knowledge.widest" if not wider else "knowledge.not_signed")))
    return OpenForm(proposing_cards.widen_form(item, wider, texts))


def on_widened(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    """All whose words it holds are asked again."""
    item, texts = shared_item(form.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    audience = form.choice("audience")
    if audience not in set(Audience) or Audience(audience).reach <= item.audience.reach:
        return RefuseForm({"audience": texts.plain("knowledge.choose_wider")})
    return propose(item, Purpose.WIDEN, work, Audience(audience))


def on_stand(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    if item.assurance is Assurance.STANDING:
        return Whisper(Notice(texts("knowledge.stands_already")))
    if not is_ready(item):
        return Whisper(Notice(texts("knowledge.reviewed_first")))
    return propose(item, Purpose.STAND, work)


def is_ready(item: KnowledgeItem) -> bool:
    """Whether it can be asked to stand."""
    at_once = item.kind in AT_ONCE and item.assurance is not Assurance.STANDING
    return item.assurance is Assurance.REVIEWED or at_once


def propose(item: KnowledgeItem, purpose: Purpose, work: KnowledgeWork, audience: Audience | None = None) -> Answer:
    texts, me = for_actor(work), work.account.ref
    if hindrance := hindered(item, purpose, work):
        return hindrance
    people = list(item.authors) if purpose is Purpose.WIDEN else proposals.concerned(item, work)
    keeping = proposals.begin(item, purpose, work, audience)
    send(keeping, item, people, work)
    if not _settle_if_all_said(keeping, item, work):
        others = [each for each in people if each != me]
        return Whisper(Notice(texts.count(f"knowledge.proposed.{purpose}", len(others), title=item.title)))
    return Whisper(Notice(texts(f"knowledge.agreed_to.{purpose}", title=item.title)))


def hindered(item: KnowledgeItem, purpose: Purpose, work: KnowledgeWork) -> Whisper | None:
    """Why it can't be proposed now: others are asked that already, or too few are concerned."""
    texts = for_actor(work)
    if proposals.running(item, purpose, work):
        return Whisper(Notice(texts("knowledge.proposed_already", title=item.title)))
    if purpose is not Purpose.WIDEN and len(proposals.concerned(item, work)) < FEWEST:
        return Whisper(Notice(texts.count("knowledge.too_few_concerned", FEWEST)))
    return None


def send(keeping: Keeping, item: KnowledgeItem, people: list[AccountRef], work: KnowledgeWork) -> None:
    """Each is asked at a moment that suits them, and has a week from the last of these."""
    proposals.ask(keeping, people, work)
    until = work.now + ASKED_FOR
    for consent in work.knowledge.consents(keeping.id):
        if consent.say is not Say.WAITING:
            continue
        account = account_of(consent.author, work)
        moment = next_moment(account, work.now, work.community.zone)
        until = max(until, moment + ASKED_FOR)
        card = proposing_cards.asks(keeping, item, consent, _name(keeping, work), for_person(account, work.community))
        to = ToPerson(account.ref, Owed.CONSENT, side=item.side)
        work.outbox.post(to, card, key=consent_key(consent.id), not_before=moment, expires=until)
    keeping.asked_until = until
    work.timers.set(ENDS, keeping.id, until)


def on_agree(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    return _say(press, Say.GIVEN, work)


def on_rather_not(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    return _say(press, Say.REFUSED, work)


def on_object(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, item, consent = _asked(press.subject.id, work)
    if keeping is None or item is None or consent is None:
        return ReplaceCard(proposing_cards.settled(for_actor(work)))
    return OpenForm(proposing_cards.objection_form(keeping, item, for_actor(work)))


def on_objected(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    """An objection says what harm it does; it stands beside the item, by name."""
    keeping, item, consent = _asked(form.subject.id, work)
    texts = for_actor(work)
    if keeping is None or item is None or consent is None:
        return ReplaceCard(proposing_cards.settled(texts))
    text = form.text("note")
    if not text or len(text) > REMARK_AT_MOST:
        return RefuseForm({"note": texts.plain_count("knowledge.objection_length", REMARK_AT_MOST)})
    consent.say, consent.said_at = Say.REFUSED, work.now
    me = work.account
    item.passages = (*item.passages, Passage(Part.DISSENT, me.workspace, me.user, me.name, text))
    note_agreement(item, me.ref, work)
    record(item, Change.EDITED, me.ref, work)
    following.changed(item, me.ref, work)
    _settle_if_all_said(keeping, item, work)
    return ReplaceCard(proposing_cards.said(Say.REFUSED, item, texts))


def on_ends(due: TimerDue, work: KnowledgeWork) -> None:
    keeping = work.knowledge.keeping(due.subject)
    item = work.knowledge.item(keeping.origin_id) if keeping else None
    if keeping and keeping.stage is Stage.ASKED:
        _settle(keeping, item, work)


def call_off_all(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """It is kept no longer: nothing about it is asked any more."""
    for purpose in Purpose:
        keeping = proposals.running(item, purpose, work)
        if keeping:
            _close(keeping, Stage.ENDED, work)


def _say(press: ButtonPressed, say: Say, work: KnowledgeWork) -> Answer:
    keeping, item, consent = _asked(press.subject.id, work)
    texts = for_actor(work)
    if keeping is None or item is None or consent is None:
        return ReplaceCard(proposing_cards.settled(texts))
    consent.say, consent.said_at = say, work.now
    _settle_if_all_said(keeping, item, work)
    return ReplaceCard(proposing_cards.said(say, item, texts))


def _asked(keeping_id: str, work: KnowledgeWork) -> tuple[Keeping | None, KnowledgeItem | None, Consent | None]:
    """What the actor is still asked: who said something, or comes too late, is asked nothing any more."""
    keeping = work.knowledge.keeping(keeping_id)
    if keeping is None or keeping.stage is not Stage.ASKED:
        return None, None, None
    me = work.account.ref
    says = [each for each in work.knowledge.consents(keeping.id) if each.author == me and each.say is Say.WAITING]
    return keeping, work.knowledge.item(keeping.origin_id), says[0] if says else None


def _settle_if_all_said(keeping: Keeping, item: KnowledgeItem, work: KnowledgeWork) -> bool:
    """Before its time only when everybody agrees, or a single one was asked: so that a refusal looks like silence."""
    says = work.knowledge.consents(keeping.id)
    alone = keeping.kind == Purpose.HAND_OVER and all(each.say is not Say.WAITING for each in says)
    if alone or all(each.say is Say.GIVEN for each in says):
        return _settle(keeping, item, work)
    return False


def _settle(keeping: Keeping, item: KnowledgeItem | None, work: KnowledgeWork) -> bool:
    says = work.knowledge.consents(keeping.id)
    agreed = item is not None and proposals.is_agreed(keeping, item, says, work)
    _close(keeping, Stage.KEPT if agreed else Stage.ENDED, work)
    if item is None:
        return False
    if agreed:
        _carry_out(keeping, item, says, work)
    if any(each.author != keeping.by for each in says):
        account = account_of(keeping.by, work)
        key = f"knowledge.agreed_to.{keeping.kind}" if agreed else f"knowledge.not_agreed_to.{keeping.kind}"
        texts = for_person(account, work.community)
        said = texts(key, title=item.title)
        goes_on = not agreed and keeping.kind in BY_CONSENT
        message = proposing_cards.goes_on(item, said, texts) if goes_on else Notice(said)
        tell(account, message, work, Owed.ANSWER, side=item.side)
    return agreed


def _carry_out(keeping: Keeping, item: KnowledgeItem, says: Sequence[Consent], work: KnowledgeWork) -> None:
    """What all consented to is done by all of them: whoever proposed it is noted."""
    match Purpose(keeping.kind):
        case Purpose.WIDEN:
            if item.audience is Audience.SESSION:
                item.origin_title = None  # its host's words, who is not asked
            item.audience, item.side = keeping.audience, None
            record(item, Change.WIDENED, keeping.by, work)
        case Purpose.STAND:
            item.assurance = Assurance.STANDING
            note(item, ActKind.STANDING, work, keeping.by)
        case Purpose.RETIRE:
            retiring.retire(item, keeping.by, work)
        case Purpose.RESTORE:
            retiring.bring_back(item, keeping.by, work)
        case Purpose.HAND_OVER:
            item.steward = next(each.author for each in says if each.author != keeping.by)
            item.steward_since = work.now
            tell_in_log(work, InLog.TENDS, by=item.steward)
            following.follow(item, item.steward, work)


def _close(keeping: Keeping, stage: Stage, work: KnowledgeWork) -> None:
    keeping.stage = stage
    work.timers.clear(ENDS, keeping.id)
    for consent in work.knowledge.consents(keeping.id):
        if consent.say is Say.WAITING:
            consent.say, consent.said_at = Say.UNSAID, work.now
            texts = for_person(account_of(consent.author, work), work.community)
            work.outbox.withdraw(consent_key(consent.id))
            work.outbox.update(consent_key(consent.id), proposing_cards.settled(texts))


def _name(keeping: Keeping, work: KnowledgeWork) -> str:
    return account_of(keeping.by, work).name
