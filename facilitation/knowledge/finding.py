"""Finding what is kept, and reading it: privately, by members."""

import re
from urllib.parse import urlencode

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, FoundHelpful, LookedUp
from facilitation.knowledge import cards, further, item_cards, wanting
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Kind
from facilitation.knowledge.model import Keeping
from facilitation.knowledge.passages import pages
from facilitation.knowledge.reading import may_read, readable, reader_of, shared_item
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import Answer, LookUp, Notice, OpenForm, RefuseForm, Subject, Whisper
from facilitation.sides import channel_called
from facilitation.wording import for_actor

FOUND = "knowledge.looked_up"
WORDS_CARRIED = 200  # characters of what was looked for, in an address
LINKED = 8  # titles told of what it belongs with
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


def on_found(looked: LookedUp, work: KnowledgeWork) -> Answer | LookUp:
    found = readable(looked.found, work)
    words, texts, community = looked.look.words, for_actor(work), work.community
    if not found:
        return wanting.in_vain(words, work)
    page = work.page(f"/search?{urlencode({'q': words[:WORDS_CARRIED]})}")
    return Whisper(cards.found(words, found, page, community, texts), fleeting=True)


def on_show(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = shared_item(press.subject, work)
    return item if isinstance(item, Whisper) else _page(item, 0, work)


def on_more(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """What else can be done with it."""
    item = shared_item(press.subject, work)
    if isinstance(item, Whisper):
        return item
    return Whisper(further.card(item, work))


def on_read_on(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """The next page: of what is kept for a member, of what is asked about for whoever is quoted in it."""
    item, texts = work.knowledge.item(press.subject.id), for_actor(work)
    page = int(press.subject.detail) if PAGE_NUMBER.fullmatch(press.subject.detail) else 0
    if item and may_read(item, work) and page < len(pages(item_cards.readable(item))):
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
    steward = work.people.account(item.steward) if item.steward else None
    ids = dict.fromkeys((*work.knowledge.leads_to(item.id), *work.knowledge.led_from(item.id)))
    others = (work.knowledge.item_for(reader_of(work), each) for each in list(ids)[:LINKED])
    linked = tuple(other.title for other in others if other)
    around = item_cards.Around(
        channel=channel_called(item.source, item.side, work),
        steward=steward.name if steward else "",
        linked=linked,
        doubts=tuple(work.doubts.about(item.id)),
        address=work.page(f"/items/{item.id}"),
    )
    member = work.member is not None
    return Whisper(item_cards.shown(item, page, around, work.community, for_actor(work), member=member))


def _may_read(keeping: Keeping, page: int, work: KnowledgeWork) -> bool:
    reader = work.account.ref
    return reader in keeping.authors and page < len(pages(keeping.seen_by(reader)))


def _look_up(words: str, work: KnowledgeWork) -> LookUp:
    return LookUp(words, AT_MOST, FOUND, Subject(work.community.id), tuple(Kind))
