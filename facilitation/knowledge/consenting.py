"""Each quoted person's own say, by the buttons on their card."""

from facilitation.events import ButtonPressed, WordsTakenBack
from facilitation.knowledge import cards, concluding
from facilitation.knowledge.kinds import OriginKind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, ReplaceCard, Whisper
from facilitation.people import AccountRef
from facilitation.wording import for_actor


def on_yes(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    return _agree(press, work, unnamed=False)


def on_yes_unnamed(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """The words may be kept, the name may not."""
    return _agree(press, work, unnamed=True)


def _agree(press: ButtonPressed, work: KnowledgeWork, unnamed: bool) -> Answer:
    keeping, consent = _asked(press, work)
    if keeping and consent and keeping.stage is Stage.ASKED and consent.say is Say.WAITING:
        consent.say, consent.unnamed, consent.said_at = Say.GIVEN, unnamed, work.now
        concluding.conclude_if_all_agree(keeping, work)
    return _how_it_stands(keeping, consent, work)


def on_no(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, consent = _asked(press, work)
    if keeping and consent and keeping.stage is Stage.ASKED and consent.say is Say.WAITING:
        consent.say, consent.said_at = Say.REFUSED, work.now
        concluding.leave_out(consent, keeping, work)
    return _how_it_stands(keeping, consent, work)


def on_take_back(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """Asked once more where words of others would go with them."""
    item = work.knowledge.item(press.subject.id)
    if item and any(_wrote_together(press.by.ref, passage) for passage in item.body):
        return Whisper(cards.take_back_surely(item, for_actor(work)))
    return on_take_back_surely(press, work)


def on_take_back_surely(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping, consent = _asked(press, work)
    if keeping and consent and keeping.stage is not Stage.ENDED and consent.say is Say.GIVEN:
        consent.say, consent.said_at = Say.TAKEN_BACK, work.now
        work.announce(WordsTakenBack(community_id=keeping.community_id, keeping_id=keeping.id, account=consent.author))
    return _how_it_stands(keeping, consent, work)


def on_words_taken_back(taken: WordsTakenBack, work: KnowledgeWork) -> None:
    """Also out of what they can't open any more."""
    keeping = work.knowledge.keeping(taken.keeping_id)
    for consent in work.knowledge.consents(taken.keeping_id):
        if keeping and consent.author == taken.account:
            concluding.leave_out(consent, keeping, work)


def _wrote_together(person: AccountRef, passage: Passage) -> bool:
    return passage.part is Part.TEXT and person in passage.authors and len(passage.authors) > 1


def _asked(press: ButtonPressed, work: KnowledgeWork) -> tuple[Keeping | None, Consent | None]:
    """What the button is about, and the actor's own say in it. What is proposed of an item has buttons of its own."""
    keeping = work.knowledge.keeping(press.subject.id)
    if keeping and keeping.origin_kind is OriginKind.ITEM:
        return None, None
    consents = work.knowledge.consents(keeping.id) if keeping else ()
    return keeping, next((consent for consent in consents if consent.author == press.by.ref), None)


def _how_it_stands(keeping: Keeping | None, consent: Consent | None, work: KnowledgeWork) -> Answer:
    """Also to whoever presses once more or too late."""
    texts = for_actor(work)
    if keeping is None or consent is None:
        return Whisper(cards.over(texts))
    if consent.say is Say.REFUSED:
        return ReplaceCard(cards.said_no(keeping, texts))
    if consent.say is Say.TAKEN_BACK:
        return ReplaceCard(cards.taken_back(keeping, texts))
    item = work.knowledge.item(keeping.id)
    quoted = item and (item.origin_kind.is_whole or consent.author in item.authors)
    if item and quoted and consent.say is Say.GIVEN:
        return ReplaceCard(cards.kept(item, consent.author, work.community, texts))
    if keeping.stage is Stage.ASKED and consent.say is Say.GIVEN:
        return ReplaceCard(cards.said_yes(keeping, texts))
    return ReplaceCard(cards.over(texts))
