"""What is held of what is kept, as its consents are judged by."""

from sqlalchemy import select

from facilitation.events import Actor
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.passages import Part, Passage
from storage.tables import knowledge as tables
from storage.unit import SqlUnit


def written_apart(unit: SqlUnit, identity: str, by: Actor) -> bool:
    """Whether others wrote something that is not to go with somebody's words."""
    passages = [passage for version in unit.knowledge.versions(identity) for passage in version.passages]
    return any(each.part is Part.TEXT and by.ref not in each.authors for each in passages)


def held(unit: SqlUnit) -> dict[str, str]:
    session = unit._transaction.session
    texts = {each.id: f"{each.title} {each.passages}" for each in session.scalars(select(KnowledgeItem))}
    for version in session.scalars(select(ItemVersion)):
        texts[version.item_id] += f" {version.title} {version.passages}"
    return texts


def passages(unit: SqlUnit) -> list[Passage]:
    session = unit._transaction.session
    items, versions = session.scalars(select(KnowledgeItem)).all(), session.scalars(select(ItemVersion)).all()
    texts = [*(each.passages for each in items), *(each.passages for each in versions)]
    return [passage for passages in texts for passage in passages]


def tags(unit: SqlUnit) -> str:
    told = unit.knowledge.tags(Reader(is_member=True))
    return f"{list(told)} {[row.word for row in unit._transaction.rows(select(tables.tags))]}"
