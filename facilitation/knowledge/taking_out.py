"""Somebody takes their words back: out of the item and out of every version of it, their title too."""

from facilitation.knowledge.agreement import left_without
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef
from facilitation.wording import for_all


def take_out(author: AccountRef, item: KnowledgeItem, work: KnowledgeWork) -> None:
    """What is left may have no body any more: whoever calls this ends it then, or else makes it findable anew."""
    versions = work.knowledge.versions(item.id)
    all_: tuple[KnowledgeItem | ItemVersion, ...] = (item, *versions)
    whole = item.origin_kind.is_whole and any(_is_quoted(author, each) for each in all_)
    for each in all_:
        each.passages = left_without(author, each.passages, whole)
        if each.titled_by == author:
            each.title, each.titled_by = untitled(item, work), None
    for version in versions:
        if version.by == author:
            version.by, version.name = None, ""
        if not version.passages and version.number != item.number:
            work.knowledge.remove_version(version)


def _is_quoted(author: AccountRef, of: KnowledgeItem | ItemVersion) -> bool:
    """Or else gave the first title: who asked may have left the question's own words out."""
    asked = isinstance(of, ItemVersion) and of.number == 1 and of.titled_by == author
    return asked or any(each.part.is_quote and author in each.authors for each in of.passages)


def untitled(item: KnowledgeItem, work: KnowledgeWork) -> str:
    texts = for_all(work.community)
    return texts.plain("knowledge.untitled", kind=texts.plain(item.kind), day=texts.date(item.kept_at))
