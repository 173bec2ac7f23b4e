"""Somebody takes their words back: out of the item and out of every version of it, their title too."""

from facilitation.knowledge.agreement import left_without
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef
from facilitation.wording import for_all


def take_out(author: AccountRef, item: KnowledgeItem, work: KnowledgeWork) -> None:
    """What is left may have no body any more: whoever calls this brings one back or ends it."""
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
        if not version.passages:
            work.knowledge.remove_version(version)


def bring_back_what_is_left(item: KnowledgeItem, work: KnowledgeWork) -> bool:
    """The newest version that still says something, read as far as its own authors agreed. Whether there is any."""
    left = next(
        (each for each in work.knowledge.versions(item.id) if any(one.part.is_body for one in each.passages)), None
    )
    if left is None:
        return False
    beside = (each for each in item.passages if not each.part.is_body)
    item.passages = (*(each for each in left.passages if each.part.is_body), *beside)
    item.audience = min(item.audience, left.audience, key=lambda each: each.reach)
    if item.titled_by is None:
        item.title, item.titled_by = left.title, left.titled_by
    return True


def _is_quoted(author: AccountRef, of: KnowledgeItem | ItemVersion) -> bool:
    """Or else gave the first title: who asked may have left the question's own words out."""
    asked = isinstance(of, ItemVersion) and of.number == 1 and of.titled_by == author
    return asked or any(each.part.is_quote and author in each.authors for each in of.passages)


def untitled(item: KnowledgeItem, work: KnowledgeWork) -> str:
    texts = for_all(work.community)
    return texts.plain("knowledge.untitled", kind=texts.plain(item.kind), day=texts.date(item.kept_at))
