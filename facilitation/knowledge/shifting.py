"""Our context shifted: all with that tag is looked at again; whoever tends it reads what changed, once a side."""

from collections import defaultdict

from facilitation.events import CommandGiven, FormSubmitted
from facilitation.knowledge import reviewing, shift_cards
from facilitation.knowledge.invitations import account_of
from facilitation.knowledge.items import KnowledgeItem, Review
from facilitation.knowledge.kinds import Assurance
from facilitation.knowledge.reading import may_read, reader_of
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, Unasked, Whisper
from facilitation.people import AccountRef, SideId
from facilitation.telling import tell
from facilitation.wording import for_actor, for_person

AT_MOST = 200


def on_shift(_: CommandGiven, said: str, work: KnowledgeWork) -> Answer:
    """`/kring shift [TAG]`"""
    texts, tag = for_actor(work), " ".join(said.replace("#", " ").split())
    known = list(work.knowledge.tags(reader_of(work)))
    if not known:
        return Whisper(Notice(texts("knowledge.nothing_tagged")))
    return OpenForm(shift_cards.shift_form(tag, known, work.community, texts))


def on_shifted(form: FormSubmitted, work: KnowledgeWork) -> Answer:
    texts, tag, what = for_actor(work), form.choice("tag"), form.text("what")
    if tag not in work.knowledge.tags(reader_of(work)):
        return RefuseForm({"tag": texts.plain("knowledge.choose_tag")})
    if not what or len(what) > shift_cards.WHAT_AT_MOST:
        return RefuseForm({"what": texts.plain_count("knowledge.shift_length", shift_cards.WHAT_AT_MOST)})
    entries = work.knowledge.entries(reader_of(work), tag=tag, limit=AT_MOST)
    items = [item for item in (work.knowledge.item(entry.id) for entry in entries) if item]
    open_ = [item for item in items if may_read(item, work) and _is_quiet(item)]
    _ask(open_, tag, what, work)
    return Whisper(Notice(texts.count("knowledge.shifted", len(open_), tag=tag)))


def _ask(items: list[KnowledgeItem], tag: str, what: str, work: KnowledgeWork) -> None:
    by_steward: dict[tuple[AccountRef, SideId | None], list[KnowledgeItem]] = defaultdict(list)
    for item in items:
        if item.steward:
            by_steward[item.steward, item.side].append(item)
            item.review = Review.STEWARD
            work.timers.set(reviewing.REVIEW, item.id, work.now + reviewing.PATIENCE)
        else:
            reviewing.open_review(item, work)
    for (steward, side), theirs in by_steward.items():
        account = account_of(steward, work)
        told = shift_cards.shifted(theirs, tag, what, work.account.name, for_person(account, work.community))
        tell(account, told, work, Unasked.REVIEW, side=side)


def _is_quiet(item: KnowledgeItem) -> bool:
    """Nobody is being asked about it already."""
    return item.review is Review.NOBODY and item.assurance is not Assurance.RETIRED
