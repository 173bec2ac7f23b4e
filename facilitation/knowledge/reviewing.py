"""Is it still true? Asked gently: its steward, then those who use it; and when nobody is home, it is offered round."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from facilitation.events import ButtonPressed, TimerDue
from facilitation.knowledge import proposals, tending_cards
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.assurance import USED, note
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import REVIEW_AFTER, KnowledgeItem, Review
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.reading import shared_item
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Card, Notice, Unasked, Whisper
from facilitation.people import AccountRef
from facilitation.telling import tell
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_person

REVIEW = "knowledge.review"
PATIENCE = timedelta(days=14)  # for each of those who may answer; none of them is asked twice
ASKED_AT_MOST = 3
TRIED = (ActKind.TRIED, ActKind.ADAPTED, ActKind.STILL_TRUE, ActKind.REVIEWED)


def look_again(item: KnowledgeItem, at: datetime, work: KnowledgeWork) -> None:
    item.review, item.review_at, item.unattended_since = Review.NOBODY, at, None
    work.timers.set(REVIEW, item.id, at)


def seen_to(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """Somebody saw to it: who was to be asked need not be, and it has a next date; one that is to come stays."""
    asked = item.review is not Review.NOBODY or item.unattended
    if item.review_at and item.review_at > work.now and not asked:
        work.timers.set(REVIEW, item.id, item.review_at)
    elif item.review is not Review.NOBODY or item.review_at or item.unattended:
        look_again(item, work.now + REVIEW_AFTER, work)


def on_due(due: TimerDue, work: KnowledgeWork) -> None:
    item = work.knowledge.item(due.subject)
    if item and item.assurance is not Assurance.RETIRED:
        open_review(item, work)


def open_review(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """Ask whoever comes next."""
    match item.review:
        case Review.NOBODY if item.steward:
            _ask(item, Review.STEWARD, [item.steward], work)
        case Review.NOBODY | Review.STEWARD:
            _ask_users(item, work)
        case Review.USERS:
            offer_round(item, work)
        case Review.ROUND:
            item.review, item.review_at, item.unattended_since = Review.NOBODY, None, work.now


def offer_round(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """To those who know it, whether they would tend it; every member sees it in their home as well."""
    known = [*(each.ref for each in work.knowledge.followers(item.id)), *item.writers]
    others = [each for each in _members(item, known, work) if each != item.steward]
    people = [each for each in others if not proposals.has_declined(item, each, work)][:ASKED_AT_MOST]
    item.review = Review.ROUND
    work.timers.set(REVIEW, item.id, work.now + PATIENCE)
    for person in people:
        account = account_of(person, work)
        card = tending_cards.would_you_tend(item, for_person(account, work.community))
        tell(account, card, work, Unasked.TENDING, side=item.side)


def on_still_true(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """By whoever knows: it is noted, and asked again in a year."""
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    note(item, ActKind.STILL_TRUE, work)
    look_again(item, work.now + REVIEW_AFTER, work)
    return Whisper(
        Notice(texts("knowledge.still_true_noted", title=item.title, day=texts.date(work.now + REVIEW_AFTER)))
    )


def _ask_users(item: KnowledgeItem, work: KnowledgeWork) -> None:
    known = [act.by for act in reversed(work.knowledge.acts(item.id)) if act.by and act.kind in TRIED]
    people = [each for each in _members(item, known, work) if each != item.steward][:ASKED_AT_MOST]
    if people:
        _ask(item, Review.USERS, people, work)
    else:
        offer_round(item, work)


def _ask(item: KnowledgeItem, stage: Review, people: Sequence[AccountRef], work: KnowledgeWork) -> None:
    item.review = stage
    work.timers.set(REVIEW, item.id, work.now + PATIENCE)
    used = {act.by for act in work.knowledge.acts(item.id) if act.kind in USED}
    for person in people:
        why = "used" if person in used else "looked"
        account = account_of(person, work)
        texts = for_person(account, work.community)
        card = asking_card(item, "tends" if stage is Review.STEWARD else why, texts, work)
        tell(account, card, work, Unasked.REVIEW, side=item.side)


def asking_card(item: KnowledgeItem, why: str, texts: Texts, work: KnowledgeWork) -> Card:
    """With the true reason: they tend, used or looked at it; its date has come, or something changed."""
    dated = item.review_at is not None and item.review_at <= work.now
    return tending_cards.still_true(item, why, "dated" if dated else "shifted", texts)


def _members(item: KnowledgeItem, people: Iterable[AccountRef], work: KnowledgeWork) -> list[AccountRef]:
    """Those of them who can read it."""
    return [each for each in dict.fromkeys(people) if item.can_be_shown(work.people.member(work.community.id, each))]
