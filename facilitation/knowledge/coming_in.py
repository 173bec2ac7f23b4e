"""A community that was exported comes back: what is kept can be found again, with what was edited in its files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facilitation.events import AnswerKept, CommunityBroughtIn, EditedOutside
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.kinds import OriginKind, Reader
from facilitation.knowledge.paragraphs import split
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.recording import make_findable, record
from facilitation.knowledge.repository import KnowledgeWork

AT_ONCE = 100  # items


def on_brought_in(event: CommunityBroughtIn, work: KnowledgeWork) -> None:
    for edited in event.edited:
        item = work.knowledge.item(edited.item_id)
        if item:
            _edit(item, edited, work)
    for item in _all(work):
        make_findable(item, work)
        if item.origin_kind is OriginKind.QUESTION:
            work.announce(AnswerKept(community_id=item.community_id, question_id=item.origin_id))


def _edit(item: KnowledgeItem, edited: EditedOutside, work: KnowledgeWork) -> None:
    """A new version, by nobody in particular: a file does not tell who had it in hand."""
    if edited.title != item.title:
        item.title, item.titled_by = edited.title, None
    now = dict(edited.texts)
    passages = [
        part
        for number, passage in enumerate(item.passages, 1)
        for part in (_paragraphs(passage, now[number]) if number in now else (passage,))
    ]
    kept = [each for each in passages if each.part is not Part.TAG or each.text in edited.tags]
    item.passages = (*kept, *_added(edited.tags, kept, item))
    record(item, Change.EDITED, None, work)


def _paragraphs(passage: Passage, text: str) -> Iterator[Passage]:
    """Its authors' still, and of somebody who is not known: nobody can agree for them that it reaches further."""
    for paragraph in split(text):
        yield replace(passage, user="", together_with=passage.authors, text=paragraph, message="")


def _added(tags: Sequence[str], kept: Sequence[Passage], item: KnowledgeItem) -> Iterator[Passage]:
    """Tags that nobody had put there yet, and that are nobody's."""
    known = {each.text for each in kept if each.part is Part.TAG}
    for tag in tags:
        if tag not in known:
            yield Passage(Part.TAG, item.workspace, "", "", tag)


def _all(work: KnowledgeWork) -> Iterator[KnowledgeItem]:
    """Those for the community: nothing else was ever exported."""
    start = 0
    while entries := work.knowledge.entries(Reader(is_member=True), start=start, limit=AT_ONCE):
        for entry in entries:
            item = work.knowledge.item(entry.id)
            if item:
                yield item
        start += AT_ONCE
