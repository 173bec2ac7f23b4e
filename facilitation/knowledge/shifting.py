"""Our context shifted: everything with that tag is looked at again, whoever tends it being asked in one message."""

from collections import defaultdict

from facilitation.events import CommandGiven
from facilitation.knowledge import reviewing, tending_cards
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import KnowledgeItem, Review
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.reading import may_read, reader_of
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Notice, Whisper
from facilitation.people import AccountRef
from facilitation.wording import for_actor, for_person

AT_MOST = 200


def on_shift(_: CommandGiven, said: str, work: KnowledgeWork) -> Answer:
    """`/kring shift TAG`"""
    texts, tag = for_actor(work), " ".join(said.replace("#", " ").split())
    known = work.knowledge.tags(reader_of(work))
    if tag.casefold() not in {each.casefold() for each in known}:
        return Whisper(tending_cards.which_tag(tag, list(known), work.community, texts))
    entries = work.knowledge.entries(reader_of(work), tag=tag, limit=AT_MOST)
    items = [item for item in (work.knowledge.item(entry.id) for entry in entries) if item]
    open_ = [item for item in items if may_read(item, work) and _is_quiet(item)]
    _ask(open_, tag, work)
    return Whisper(Notice(texts.count("knowledge.shifted", len(open_), tag=tag)))


def _ask(items: list[KnowledgeItem], tag: str, work: KnowledgeWork) -> None:
    by_steward: dict[AccountRef, list[KnowledgeItem]] = defaultdict(list)
    for item in items:
        if item.steward:
            by_steward[item.steward].append(item)
            item.review = Review.STEWARD
            work.timers.set(reviewing.REVIEW, item.id, work.now + reviewing.PATIENCE)
        else:
            reviewing.open_review(item, work)
    for steward, theirs in by_steward.items():
        texts = for_person(account_of(steward, work), work.community)
        reviewing.tell(steward, tending_cards.shifted(theirs, tag, texts), work)


def _is_quiet(item: KnowledgeItem) -> bool:
    """Nobody is being asked about it already."""
    return item.review is Review.NOBODY and item.assurance is not Assurance.RETIRED
