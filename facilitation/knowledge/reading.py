"""Who may read an item, and what they may do with it."""

from collections.abc import Sequence

from facilitation.events import Found
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.knowledge.told import told_as
from facilitation.messages import Notice, Subject, Whisper
from facilitation.rights import OUTSIDERS
from facilitation.wording import for_actor


def reader_of(work: KnowledgeWork) -> Reader:
    return Reader(work.account.ref, work.member is not None, _is_of_organisation(work), work.sides)


def _is_of_organisation(work: KnowledgeWork) -> bool:
    """Whoever sponsors it, and the people of the workspace where it is at home, but for guests there."""
    if work.sponsors.is_one(work.community.id, work.account.ref):
        return True
    return work.acting.workspace == work.community.workspace and work.acting.standing not in OUTSIDERS


def may_read(item: KnowledgeItem, work: KnowledgeWork) -> bool:
    """For whom it is kept, and whoever is quoted in it."""
    return work.account.ref in item.authors or item.is_for(reader_of(work))


def readable(found: Sequence[Found], work: KnowledgeWork) -> list[KnowledgeItem]:
    """What was found and is still there, for whoever acts."""
    return [item for item in (work.knowledge.item(each.id) for each in found) if item and may_read(item, work)]


def shared_item(subject: Subject, work: KnowledgeWork) -> KnowledgeItem | Whisper:
    """An item that a member may do something with, or what to tell them instead."""
    item, texts = work.knowledge.item(subject.id), for_actor(work)
    if item is None:
        return Whisper(Notice(texts("knowledge.gone")))
    if not may_read(item, work):
        return Whisper(Notice(texts(f"knowledge.not_for_you.{told_as(item)}", community=work.community.name)))
    return item
