"""Each quoted person's own say. All agree: it is kept. Else nothing of theirs stays here."""

from facilitation.attention import next_moment
from facilitation.events import AnswerKept, ButtonPressed, TimerDue
from facilitation.knowledge import cards
from facilitation.knowledge.invitations import UNANSWERED, account_of, call_off
from facilitation.knowledge.model import (
    ANSWER,
    Consent,
    Keeping,
    KnowledgeItem,
    KnowledgeWork,
    Part,
    Say,
    Stage,
    consent_key,
    line_key,
    offer_key,
)
from facilitation.messages import Answer, Notice, ReplaceCard, ToPerson, ToPlace, Whisper
from facilitation.people import Account
from facilitation.ports.memory import Document
from facilitation.wording import for_actor, for_all, for_person

RUNNING = (Stage.OFFERED, Stage.ASKED)


def on_yes(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, consent = _asked(press, work)
    if keeping is None or consent is None or keeping.stage is not Stage.ASKED:
        return _already(keeping, consent, work)
    if consent.say is Say.WAITING:
        consent.say, consent.said_at = Say.GIVEN, work.now
        keep_if_all_agree(keeping, work)
    return _already(keeping, consent, work)


def on_no(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, consent = _asked(press, work)
    if keeping is None or consent is None or keeping.stage is not Stage.ASKED or consent.say is not Say.WAITING:
        return _already(keeping, consent, work)
    consent.say, consent.said_at = Say.REFUSED, work.now
    end(keeping, work, "knowledge.not_agreed")
    return ReplaceCard(cards.said_no(for_actor(work)))


def on_take_back(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """An author's words go at once: from what is kept, and from what is found."""
    keeping, consent = _asked(press, work)
    if keeping is None or consent is None or consent.say is not Say.GIVEN or keeping.stage is Stage.ENDED:
        return _already(keeping, consent, work)
    consent.say, consent.said_at = Say.TAKEN_BACK, work.now
    why = "knowledge.taken_out" if keeping.stage is Stage.KEPT else "knowledge.not_agreed"
    end(keeping, work, "" if consent.author == keeping.asker else why)
    return ReplaceCard(cards.taken_back(for_actor(work)))


def on_unanswered(due: TimerDue, work: KnowledgeWork) -> None:
    keeping = work.knowledge.keeping(due.subject)
    if keeping and keeping.stage is Stage.ASKED:
        end(keeping, work, UNANSWERED)


def keep_if_all_agree(keeping: Keeping, work: KnowledgeWork) -> None:
    consents = work.knowledge.consents(keeping.id)
    agreed = {consent.author for consent in consents if consent.say is Say.GIVEN}
    if not agreed.issuperset(keeping.authors):
        return
    item = _kept(keeping, work)
    keeping.stage, keeping.title, keeping.passages = Stage.KEPT, "", ()
    work.timers.clear(UNANSWERED, keeping.id)
    work.announce(AnswerKept(community_id=keeping.community_id, question_id=keeping.question_id))
    work.outbox.post(ToPlace(item.source), cards.line(item, for_all(work.community)), key=line_key(item.id))
    for consent in consents:
        _tell_kept(item, keeping, consent, work)


def end(keeping: Keeping, work: KnowledgeWork, why: str = "") -> None:
    """Don't keep it, or no longer; leave no words behind. `why`: what the asker is told, if they don't know."""
    item = work.knowledge.item(keeping.id)
    title = item.title if item else keeping.title
    if item:
        _take_out(item, work)
    for consent in work.knowledge.consents(keeping.id):
        _release(keeping, consent, work)
    keeping.stage, keeping.title, keeping.passages = Stage.ENDED, "", ()
    work.timers.clear(UNANSWERED, keeping.id)
    asker = account_of(keeping.asker, work)
    texts = for_person(asker, work.community)
    work.outbox.update(offer_key(keeping.id), cards.over(texts))
    if why:
        _tell(asker, Notice(texts(why, title=title)), work)


def names_of_others(keeping: Keeping) -> list[str]:
    """Everyone quoted but the asker."""
    return list(dict.fromkeys(passage.name for passage in keeping.passages if passage.author != keeping.asker))


def _kept(keeping: Keeping, work: KnowledgeWork) -> KnowledgeItem:
    """The item, found from now on."""
    item = KnowledgeItem(
        community_id=keeping.community_id,
        id=keeping.id,
        title=keeping.title,
        passages=keeping.passages,
        language=work.community.language,
        workspace=keeping.workspace,
        channel=keeping.channel,
        thread=keeping.thread,
        kept_at=work.now,
    )
    work.knowledge.add(item)
    work.search.put(
        Document(
            id=item.id,
            kind=ANSWER,
            title=item.title,
            text="\n\n".join(passage.text for passage in item.passages),
            language=item.language,
            shown=item.words(Part.ANSWER),
            by=", ".join(item.names(Part.ANSWER)),
        )
    )
    return item


def _tell_kept(item: KnowledgeItem, keeping: Keeping, consent: Consent, work: KnowledgeWork) -> None:
    """Everyone has the card with which their words can be taken out; the asker, who waited, a line as well."""
    account = account_of(consent.author, work)
    texts = for_person(account, work.community)
    is_asker = consent.author == keeping.asker
    key = offer_key(keeping.id) if is_asker else consent_key(consent.id)
    work.outbox.update(key, cards.kept(item, work.community, texts))
    if is_asker and account is not work.account:
        _tell(account, Notice(texts("knowledge.all_agreed", title=item.title)), work)


def _take_out(item: KnowledgeItem, work: KnowledgeWork) -> None:
    work.knowledge.remove(item)
    work.search.remove(ANSWER, item.id)
    work.outbox.update(line_key(item.id), Notice(for_all(work.community)("knowledge.line_over")))


def _release(keeping: Keeping, consent: Consent, work: KnowledgeWork) -> None:
    """Nothing is asked of them any more; what was not yet sent is not sent."""
    if consent.author == keeping.asker or consent.say not in (Say.WAITING, Say.GIVEN):
        return
    if consent.say is Say.WAITING:
        consent.say, consent.said_at = Say.UNSAID, work.now
    call_off(consent, work)
    key = consent_key(consent.id)
    if work.posted.under(key):
        work.outbox.update(key, cards.over(for_person(account_of(consent.author, work), work.community)))


def _asked(press: ButtonPressed, work: KnowledgeWork) -> tuple[Keeping | None, Consent | None]:
    """What the button is about, and the actor's own say in it."""
    keeping = work.knowledge.keeping(press.subject.id)
    consents = work.knowledge.consents(keeping.id) if keeping else ()
    return keeping, next((consent for consent in consents if consent.author == press.by.ref), None)


def _already(keeping: Keeping | None, consent: Consent | None, work: KnowledgeWork) -> Answer:
    """How it stands, to whoever presses once more or too late."""
    texts = for_actor(work)
    if keeping is None or consent is None:
        return Whisper(cards.over(texts))
    item = work.knowledge.item(keeping.id)
    if item and consent.say is Say.GIVEN:
        return ReplaceCard(cards.kept(item, work.community, texts))
    if keeping.stage is Stage.ASKED and consent.say is Say.GIVEN:
        return ReplaceCard(cards.said_yes(keeping, texts))
    said = {Say.REFUSED: cards.said_no, Say.TAKEN_BACK: cards.taken_back}
    return ReplaceCard(said.get(consent.say, cards.over)(texts))


def _tell(account: Account, notice: Notice, work: KnowledgeWork) -> None:
    """Privately, at a moment that suits them."""
    work.outbox.post(ToPerson(account.ref), notice, not_before=next_moment(account, work.now, work.community.zone))
