"""Finding what is kept, and reading it: privately, by members."""

import re

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, FoundHelpful, LookedUp
from facilitation.knowledge import cards
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Kind
from facilitation.knowledge.model import Keeping
from facilitation.knowledge.passages import pages
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, LookUp, Notice, OpenForm, RefuseForm, Subject, Whisper
from facilitation.wording import for_actor

FOUND = "knowledge.looked_up"
AT_MOST = 5  # found things told at a time, best first
PAGE_NUMBER = re.compile("[0-9]{1,4}")


def on_find(command: CommandGiven, said: str, work: KnowledgeWork) -> Answer | LookUp:
    """`/kring find [words]`: a private list, or a form when there are no words."""
    if not said:
        return OpenForm(cards.find_form(work.community, for_actor(work)))
    return _look_up(said, work)


def on_words(form: FormSubmitted, work: KnowledgeWork) -> Answer | LookUp:
    words = form.text("words")
    if not words:
        return RefuseForm({"words": for_actor(work).plain("knowledge.words_missing")})
    return _look_up(words, work)


def on_found(looked: LookedUp, work: KnowledgeWork) -> Answer:
    found = [item for item in (work.knowledge.item(each.id) for each in looked.found) if item and _may_see(item, work)]
    words, texts, community = looked.look.words, for_actor(work), work.community
    if not found:
        return Whisper(cards.nothing_found(words, community, texts))
    return Whisper(cards.found(words, found, community, texts))


def on_show(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """For whom it is kept, and for whoever is quoted in it."""
    item, texts = work.knowledge.item(press.subject.id), for_actor(work)
    if item is None:
        return Whisper(Notice(texts("knowledge.gone")))
    if not _may_see(item, work):
        return Whisper(Notice(texts(f"knowledge.not_for_you.{item.audience}", community=work.community.name)))
    return _page(item, 0, work)


def on_read_on(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """The next page: of what is kept for a member, of what is asked about for whoever is quoted in it."""
    item, texts = work.knowledge.item(press.subject.id), for_actor(work)
    page = int(press.subject.detail) if PAGE_NUMBER.fullmatch(press.subject.detail) else 0
    if item and _may_see(item, work) and page < len(pages(item.passages)):
        return _page(item, page, work)
    keeping = work.knowledge.keeping(press.subject.id)
    if keeping and _may_read(keeping, page, work):
        return Whisper(cards.more_of(keeping, work.account.ref, page, texts))
    return Whisper(Notice(texts("knowledge.gone")))


def on_helpful(found: FoundHelpful, work: KnowledgeWork) -> None:
    item = work.knowledge.item(found.found_id)
    if item and item.kind == found.kind:
        item.used, item.used_at = item.used + 1, work.now


def _page(item: KnowledgeItem, page: int, work: KnowledgeWork) -> Answer:
    channel = work.people.place_name(item.source)
    return Whisper(cards.shown(item, page, channel, work.community, for_actor(work)))


def _may_see(item: KnowledgeItem, work: KnowledgeWork) -> bool:
    reader, readers = work.account.ref, item.readers
    return reader in item.authors or (work.member is not None and (readers is None or reader in readers))


def _may_read(keeping: Keeping, page: int, work: KnowledgeWork) -> bool:
    reader = work.account.ref
    return reader in keeping.authors and page < len(pages(keeping.seen_by(reader)))


def _look_up(words: str, work: KnowledgeWork) -> LookUp:
    return LookUp(words, AT_MOST, FOUND, Subject(work.community.id), tuple(Kind))
