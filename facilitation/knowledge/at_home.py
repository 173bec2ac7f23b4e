"""What of the knowledge here asks something of whoever opens their home, and what they tend."""

from collections.abc import Iterator

from facilitation.capability import Waits
from facilitation.knowledge import invitations, item_cards, proposals, proposing_cards, reviewing, tending_cards
from facilitation.knowledge.items import Review
from facilitation.knowledge.kinds import OriginKind, Reader
from facilitation.knowledge.model import Consent
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Card
from facilitation.wording import for_actor

TENDED = 8  # items that are told
OFFERED = 2  # items that nobody tends, offered at a time
LOOKED_THROUGH = 30
LEFT_BEHIND = 5  # items that are told at a time


def home(work: KnowledgeWork) -> list[Card]:
    """What the actor is asked to agree to, what of theirs wants a look, what they tend, and what nobody tends.

    And what of theirs is kept where they are no longer.
    """
    return [*_asked(work), *_tended(work), *_offered(work), *_left_behind(work)]


def queue(work: KnowledgeWork) -> Iterator[Waits]:
    """What nobody tends: it is offered round, and marked so, never deleted silently."""
    untended = work.knowledge.untended(Reader(work.account.ref, is_member=True))
    if untended:
        yield Waits(for_actor(work).count("knowledge.queue", len(untended)))


def _asked(work: KnowledgeWork) -> Iterator[Card]:
    me, texts = work.account.ref, for_actor(work)
    for consent in work.knowledge.waiting_for(me):
        keeping = work.knowledge.keeping(consent.keeping_id)
        if keeping is None:
            continue
        if keeping.origin_kind is OriginKind.ITEM:
            yield from _proposed(consent, work)
        elif keeping.seen_by(me):
            yield invitations.asking_card(keeping, me, texts, work)


def _proposed(consent: Consent, work: KnowledgeWork) -> Iterator[Card]:
    keeping = work.knowledge.keeping(consent.keeping_id)
    item = work.knowledge.item(keeping.origin_id) if keeping else None
    if keeping and item:
        name = invitations.account_of(keeping.by, work).name
        yield proposing_cards.asks(keeping, item, consent, name, for_actor(work))


def _tended(work: KnowledgeWork) -> Iterator[Card]:
    texts, mine = for_actor(work), work.knowledge.tended_by(work.account.ref)
    for entry in mine[:LOOKED_THROUGH]:
        item = work.knowledge.item(entry.id)
        if item and item.review is Review.STEWARD:
            yield reviewing.asking_card(item, "tends", texts, work)
    if mine:
        titles = [(entry.id, entry.title) for entry in mine[:TENDED]]
        yield item_cards.tended_at_home(titles, work.community, texts)


def _left_behind(work: KnowledgeWork) -> Iterator[Card]:
    """Wherever they act: on none of the sides that they are on, whichever of them can be read here."""
    sides = work.member.sides if work.member else ()
    left = work.knowledge.left_behind(work.account.ref, sides)
    if left:
        yield tending_cards.left_behind(left[:LEFT_BEHIND], len(left), work.community, for_actor(work))


def _offered(work: KnowledgeWork) -> Iterator[Card]:
    """To every member alike, a few at a time; not to who tended it, nor to who said that it is not for them."""
    me, items = work.account.ref, []
    for entry in work.knowledge.untended(Reader(me, is_member=True))[:LOOKED_THROUGH]:
        item = work.knowledge.item(entry.id)
        if item and item.steward != me and not proposals.has_declined(item, me, work):
            items.append(item)
    for item in items[:OFFERED]:
        yield tending_cards.would_you_tend(item, for_actor(work))
