"""What an item is now, put down: as a version, for those who search it, and by its tags."""

from facilitation.knowledge.agreement import is_unnamed
from facilitation.knowledge.items import Change, ItemVersion, KnowledgeItem
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.people import AccountRef
from facilitation.ports.search import Document


def record(item: KnowledgeItem, change: Change, by: AccountRef | None, work: KnowledgeWork, named: bool = True) -> None:
    """A new item's first version, or one more of an item that was changed: by nobody who is unnamed in it."""
    if change is not Change.KEPT:
        item.number, item.changed_at = item.number + 1, work.now
    account = work.people.account(by) if by and named and not is_unnamed(item, by, work) else None
    work.knowledge.add_version(
        ItemVersion(
            community_id=item.community_id,
            item_id=item.id,
            number=item.number,
            title=item.title,
            title_workspace=item.title_workspace,
            title_user=item.title_user,
            passages=item.passages,
            audience=item.audience,
            change=change,
            workspace=by.workspace if by else None,
            user=by.user if by else None,
            name=account.name if account else "",
            at=work.now,
        )
    )
    make_findable(item, work)


def make_findable(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """With the words that it holds now, and no others."""
    work.knowledge.put_tags(item)
    work.search.put(
        Document(
            id=item.id,
            kind=item.kind,
            title=item.title,
            text="\n\n".join(passage.text for passage in item.passages),
            language=item.language,
            shown=item.words,
            by=", ".join(item.names),
            readers=item.readers,
            side=item.side if item.readers is None else None,
        )
    )
