"""Who tends an item: somebody who volunteers, for as long as they want; handed over, or offered round again."""

from facilitation.audit import record
from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.knowledge import following, proposals, proposing, reviewing, tending_cards
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.proposals import Purpose
from facilitation.knowledge.reading import shared_item
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Notice, OpenForm, Owed, RefuseForm, ReplaceCard, Whisper
from facilitation.people import Account, AccountRef
from facilitation.ports.audit import Change
from facilitation.telling import tell
from facilitation.wording import for_actor, for_person

CHOICES = 50  # people to choose from; those who know the item come first


def on_tend(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    before = item.steward if item.steward != work.account.ref else None
    if before and not item.is_offered and work.people.member(item.community_id, before):
        return Whisper(Notice(texts("knowledge.tended_already", title=item.title)))
    if item.steward != work.account.ref:
        item.steward, item.steward_since = work.account.ref, work.now
        record(work, Change.TENDS)
    following.follow(item, work.account.ref, work)
    reviewing.seen_to(item, work)
    if before and work.people.member(item.community_id, before):
        _thank(before, item, work)
    return Whisper(tending_cards.tended(item, texts))


def on_not_me(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    if not proposals.has_declined(item, work.account.ref, work):
        proposals.decline(item, work)
    return ReplaceCard(tending_cards.not_you(item, texts))


def on_hand_over(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = _mine(press, work)
    if isinstance(item, Whisper):
        return item
    return OpenForm(tending_cards.hand_over_form(item, _others(item, work), for_actor(work)))


def on_handed_over(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    """To one person, if they want; or to whoever wants."""
    item, texts = _mine(form, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    chosen = form.choice("to")
    if chosen == tending_cards.ROUND:
        item.steward = item.steward_since = None
        record(work, Change.TENDS_NO_MORE)
        proposals.decline(item, work)
        reviewing.offer_round(item, work)
        return Whisper(Notice(texts("knowledge.offered_round", title=item.title)))
    account = next((each for each in _others(item, work) if tending_cards.person(each.ref) == chosen), None)
    if account is None:
        return RefuseForm({"to": texts.plain("knowledge.choose_person")})
    if proposals.running(item, Purpose.HAND_OVER, work):
        return Whisper(Notice(texts("knowledge.proposed_already", title=item.title)))
    keeping = proposals.begin(item, Purpose.HAND_OVER, work)
    proposing.send(keeping, item, [work.account.ref, account.ref], work)
    return Whisper(Notice(texts("knowledge.handing_over", title=item.title, name=account.name)))


def _thank(before: AccountRef, item: KnowledgeItem, work: KnowledgeWork) -> None:
    """Whoever was silent when they were asked learns that another took it over."""
    account = account_of(before, work)
    texts = for_person(account, work.community)
    notice = Notice(texts("knowledge.taken_over", title=item.title, name=work.account.name))
    tell(account, notice, work, Owed.TAKEN_ON, side=item.side)


def _mine(event: ButtonPressed | FormSubmitted, work: KnowledgeWork) -> KnowledgeItem | Whisper:
    item = shared_item(event.subject, work)
    if isinstance(item, KnowledgeItem) and item.steward != work.account.ref:
        return Whisper(Notice(for_actor(work)("knowledge.only_the_steward")))
    return item


def _others(item: KnowledgeItem, work: KnowledgeWork) -> list[Account]:
    members = [each.ref for each in work.people.members(item.community_id) if item.can_be_shown(each)]
    known = [each for each in proposals.concerned(item, work) if each in members]
    people = [each for each in dict.fromkeys((*known, *members)) if each != work.account.ref][:CHOICES]
    accounts = work.people.accounts(people)
    return [accounts[each] for each in people if each in accounts]
